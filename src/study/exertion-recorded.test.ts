import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { repetitionCourses } from '#fatigue';
import { type Channel, findContractions } from '#recording';
import { expectTold } from './check-told.ts';
import {
  type ExertionWay,
  exertionDifference,
  exertionRows,
  exertionWays,
  judgeExertion,
  type RatedRepetition,
  summariseExertion,
} from './index.ts';

const folder = join(import.meta.dirname, '../../../shared/data/dumbbell-borg');
const hasData = existsSync(join(folder, '02_click.csv'));
if (!hasData) console.log('No recorded data beside this clone: exertion is said of simulated people only.');

const fs = 1000;

/** Rows of a table that hold their first `nCells` cells; the last click of a set has no limits. */
const tableOf = (file: string, nCells: number): number[][] =>
  readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').slice(0, nCells).map(Number));

/** The repetitions of a person: found in the first muscle, measured in all three, rated by the click before each. */
function repetitionsOf(subject: string): RatedRepetition[] {
  const rows = tableOf(`${subject}.csv`, 4);
  const clicks = tableOf(`${subject}_click.csv`, 3);
  const [first, ...others] = [1, 2, 3].map(
    (column): Channel => ({
      name: `A${column}`,
      kind: 'emg',
      unit: 'count',
      fs,
      samples: Float64Array.from(rows, (row) => row[column]),
    }),
  );
  const found = findContractions(first, { expect: 'auto' }).segments.filter(({ kind }) => kind !== 'rest');
  const courses = [first, ...others].map((channel) => repetitionCourses(channel, found));
  return found.flatMap(({ startS, endS }, i) => {
    // A sample's number is its time; its stamp tells when it arrived, on the clock of the clicks.
    const [stamp] = rows[Math.round(((startS + endS) / 2) * fs)];
    const click = clicks.findLast(([time]) => time <= stamp);
    // Before the first click nothing was rated.
    if (click === undefined) return [];
    const [, repetition, rating] = click;
    const at = (course: 'rms' | 'mdf') => courses.map((own) => own[course].values[i]);
    return [{ subject, repetition, rating, rms: at('rms'), mdfHz: at('mdf') }];
  });
}

describe.skipIf(!hasData)('spoken exertion (Borg) with a dumbbell, each person judged by the others', () => {
  const people = ['02', '04', '09', '21', '25', '27'];
  const repetitions = hasData ? people.flatMap(repetitionsOf) : [];
  const judged = hasData ? judgeExertion(exertionRows(repetitions)) : [];
  const of = (way: ExertionWay) => summariseExertion(judged, way, seededRandom(7).fork(way));
  const difference = (way: ExertionWay, than: ExertionWay) =>
    exertionDifference(judged, way, than, seededRandom(7).fork(`${way}, ${than}`));

  it('has each rated repetition once', () => {
    for (const person of people) {
      const numbers = repetitions.filter(({ subject }) => subject === person).map(({ repetition }) => repetition);
      expect(numbers).toEqual(Array.from(numbers, (_, i) => i + 1));
    }
    expect(repetitions).toHaveLength(326);
  });

  it('orders a person’s repetitions and beats the mean, but not the count', () => {
    for (const { errors } of judged) expect(errors.indices.rho).toBeGreaterThan(0.7);
    expect(difference('indices', 'mean').interval[1]).toBeLessThan(0);
    expect(difference('indices', 'repetition').interval[0]).toBeGreaterThan(0);
  });

  it('is told in docs/validation.md as it is', () => {
    for (const way of exertionWays) {
      const { nPeople, nRepetitions, rmse, rho } = of(way);
      const rhos = judged.flatMap(({ errors }) => errors[way].rho ?? []);
      const expected = [
        ...[nPeople, nRepetitions, rmse.value, ...rmse.interval],
        ...(rho === null ? [] : [rho.value, ...rho.interval, Math.min(...rhos), Math.max(...rhos)]),
      ];
      expectTold(`| \`${way}\` | `, expected);
    }
    const differences: [ExertionWay, ExertionWay][] = [
      ['indices', 'mean'],
      ['indices', 'repetition'],
      ['indices and repetition', 'repetition'],
    ];
    for (const [way, than] of differences) {
      const { value, interval } = difference(way, than);
      expectTold(`| \`${way}\` less \`${than}\` | `, [value, ...interval]);
    }
  });
});
