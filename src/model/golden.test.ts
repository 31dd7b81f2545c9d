import { describe, expect, it } from 'vitest';
import { type Checkers, goldenFaults, goldensOf, kindsWithoutFile } from '../base/check-golden.ts';
import { brierScore, calibrate, calibrationError, fitTemperature, withTemperature } from './calibration.ts';
import { applyLogistic, applyRidge, fitLogistic, fitRidge } from './index.ts';
import type { Judged } from './judged.ts';

type Values = readonly number[];

const rows = (values: readonly Values[]): Float64Array[] => values.map((row) => Float64Array.from(row));

interface JudgedCase {
  readonly name: string;
  readonly subjects: readonly string[];
  readonly fatigued: readonly boolean[];
  readonly probabilities: Values;
}

const judgedOf = ({ subjects, fatigued, probabilities }: JudgedCase): Judged[] =>
  subjects.map((subject, i) => ({ subject, fatigued: fatigued[i], probability: probabilities[i] }));

/** One checker per kind of file; each knows the shape of its cases. */
const checkers: Checkers = {
  'logistic-regression': (
    c: Record<'x' | 'new', readonly Values[]> &
      Record<'means' | 'scales' | 'weights' | 'probabilities' | 'newProbabilities', Values> & {
        name: string;
        c: number;
        fatigued: readonly boolean[];
        bias: number;
      },
  ) => {
    const model = fitLogistic(rows(c.x), c.fatigued, c);
    const apply = (x: readonly Values[]) => rows(x).map((row) => applyLogistic(model, row));
    return [
      [`${c.name}: means`, model.means, c.means],
      [`${c.name}: scales`, model.scales, c.scales],
      [`${c.name}: weights and bias`, [...model.weights, model.bias], [...c.weights, c.bias]],
      [`${c.name}: probabilities`, apply(c.x), c.probabilities],
      [`${c.name}: probabilities of new rows`, apply(c.new), c.newProbabilities],
    ];
  },
  temperature: (c: JudgedCase & { temperature: number; scaled: Values }) => [
    [`${c.name}: temperature`, [fitTemperature(judgedOf(c))], [c.temperature]],
    [`${c.name}: scaled`, c.probabilities.map((p) => withTemperature(p, c.temperature)), c.scaled],
  ],
  'calibration-error': (c: JudgedCase & Record<'bins' | 'ece' | 'brier', number>) => [
    [`${c.name}: ECE`, [calibrationError(judgedOf(c), c.bins)], [c.ece]],
    [`${c.name}: ECE of the order turned round`, [calibrationError(judgedOf(c).reverse(), c.bins)], [c.ece]],
    [`${c.name}: Brier`, [brierScore(judgedOf(c))], [c.brier]],
  ],
  calibration: (c: JudgedCase & Record<'counts' | 'ece' | 'brier', Values> & { temperature: number }) => {
    const { temperature, people, recordings, bins, ece, brier } = calibrate(judgedOf(c));
    return [
      [`${c.name}: counts`, [people, recordings, bins], c.counts],
      [`${c.name}: temperature`, [temperature], [c.temperature]],
      [`${c.name}: ECE`, [ece.before, ece.after], c.ece],
      [`${c.name}: Brier`, [brier.before, brier.after], c.brier],
    ];
  },
  'ridge-regression': (
    c: Record<'x' | 'new', readonly Values[]> &
      Record<'y' | 'weights' | 'predictions', Values> &
      Record<'penalty' | 'bias', number> & { name: string },
  ) => {
    const model = fitRidge(rows(c.x), c.y, c);
    return [
      [`${c.name}: weights and bias`, [...model.weights, model.bias], [...c.weights, c.bias]],
      [`${c.name}: predictions of new rows`, rows(c.new).map((row) => applyRidge(model, row)), c.predictions],
    ];
  },
};

describe('golden/model', () => {
  const goldens = goldensOf('model');

  it('has a file for every checker', () => {
    expect(kindsWithoutFile(goldens, checkers)).toEqual([]);
  });

  it.each(goldens)('$file', (golden) => {
    expect(goldenFaults(golden, checkers)).toEqual([]);
  });
});
