import { describe, expect, it } from 'vitest';
import { type Checkers, goldenFaults, goldensOf, kindsWithoutFile } from '../base/check-golden.ts';
import { applyLogistic, fitLogistic } from './index.ts';

type Values = readonly number[];

const rows = (values: readonly Values[]): Float64Array[] => values.map((row) => Float64Array.from(row));

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
