import { describe, expect, it } from 'vitest';
import { modelFaults } from './check-model.ts';
import { type Classifier, logisticClassifier } from './index.ts';

interface Row {
  readonly subject: string;
  readonly fatigued: boolean;
  readonly value: number;
}
const rows: readonly Row[] = Array.from({ length: 16 }, (_, i) => ({
  subject: `S${i % 8}`,
  fatigued: i % 2 === 0,
  value: Math.sin(i) + (i % 2),
}));
const trial = {
  train: rows.slice(4),
  heldOut: rows.slice(0, 4),
  changed: (row: Row): Row => ({ ...row, value: -2 * row.value - 1 }),
};
const sound: Classifier<Row> = logisticClassifier({
  id: 'value',
  name: 'Value',
  featureIds: ['value'],
  read: ({ value }) => Float64Array.of(value),
});

/** The sound classifier with another way to apply what it learned. */
function withApply(apply: (p: number, row: Row, train: readonly Row[]) => number): Classifier<Row> {
  return {
    ...sound,
    async fit(train, options) {
      const fitted = await sound.fit(train, options);
      return { ...fitted, apply: async (row) => apply(await fitted.apply(row), row as Row, train) };
    },
  };
}

describe('modelFaults', () => {
  it('finds nothing in a sound classifier', async () => {
    expect(await modelFaults(sound, trial)).toEqual([]);
  });

  let calls = 0;
  let highest = 0;
  it.each<[string, Classifier<Row>, string]>([
    ['more than certain', withApply((p) => p + 1), 'is not in [0, 1]'],
    ['not a number', withApply(() => Number.NaN), 'is not in [0, 1]'],
    ['blind', withApply(() => 0.5), 'does not look at the data'],
    ['learning while it judges', withApply((p) => p / (1 + 1e-3 * ++calls)), 'apply changes the fitted model'],
    [
      'scaling by the largest value it ever saw',
      withApply((p, { value }) => {
        highest = Math.max(highest, value);
        return p / (1 + highest);
      }),
      'changed the fitted model',
    ],
    [
      'learning from names',
      withApply((p, _, train) => (train.some(({ subject }) => subject.startsWith('x')) ? p / 2 : p)),
      'the names of the subjects',
    ],
    ['dependent on order', withApply((p, _, train) => (p + train[0].value / 100) / 2), 'the order of the recordings'],
    [
      'writing into its input',
      {
        ...sound,
        fit: (train, options) =>
          sound.fit(
            (train as Row[]).sort((a, b) => a.value - b.value),
            options,
          ),
      },
      'changes the recordings it is given',
    ],
    [
      'content with one state',
      { ...sound, fit: (_, options) => sound.fit(trial.train, options) },
      'learns from 6 recordings of one state',
    ],
    ['nameless', { ...sound, id: 'A B', name: ' ' }, 'has no name'],
    ['without a digest', { ...sound, settings: { c: Number.NaN } }, 'settings cannot be digested'],
  ])('finds a classifier that is %s', async (_, classifier, fault) => {
    expect((await modelFaults(classifier, { ...trial, train: [...trial.train] })).join('\n')).toContain(fault);
  });
});
