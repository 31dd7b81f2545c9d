import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { holm, pairedDifference, welchDifference, wilcoxonSignedRank } from '#signal';
import { refusal } from '../base/check-refusal.ts';
import { type ConditionValue, compareConditions } from './index.ts';

const conditions = ['fresh', 'fatigued'] as const;
const units: Readonly<Record<string, string>> = { MDF: 'Hz', RMS: 'mV', ZC: '1/s' };
const row = (
  subject: string,
  condition: string,
  id: string,
  value: number | null,
  unit = units[id],
): ConditionValue => ({
  subject,
  condition,
  id,
  value,
  unit,
});

const people = Array.from({ length: 18 }, (_, i) => `S${i + 1}`);
const random = seededRandom(3);
const values = people.map(() => {
  const own = 75 + 12 * random.normal();
  return { MDF: [own, own - 4 + 4 * random.normal()], RMS: [60, 62].map((level) => level + 20 * random.normal()) };
});
const study = people.flatMap((subject, i) =>
  (['MDF', 'RMS'] as const).flatMap((id) =>
    conditions.map((condition, which) => row(subject, condition, id, values[i][id][which])),
  ),
);
const column = (id: 'MDF' | 'RMS', which: 0 | 1) => values.map((own) => own[id][which]);

describe('compareConditions', () => {
  it('gives one row per index, with the numbers of the statistics below', () => {
    const { rows, leftOut } = compareConditions(study, { conditions });
    expect(rows.map(({ id, unit, n, test }) => [id, unit, n, test])).toEqual([
      ['MDF', 'Hz', [18, 18], 'paired t'],
      ['RMS', 'mV', [18, 18], 'paired t'],
    ]);
    expect(leftOut).toEqual([]);
    const expected = pairedDifference(column('MDF', 0), column('MDF', 1));
    const { difference, interval, t: statistic, pValue } = expected;
    expect(rows[0]).toMatchObject({ difference, interval, statistic, pValue });
    expect(rows[0]).toMatchObject({ dz: expected.d?.value, g: expected.g?.value, gInterval: expected.g?.interval });
    expect(rows[0].difference).toBeCloseTo(rows[0].means[1] - rows[0].means[0], 10);
    expect(rows.map(({ pHolm }) => pHolm)).toEqual(holm(rows.map((own) => own.pValue)));
    expect(rows[0].pHolm).toBeGreaterThan(rows[0].pValue);
  });

  it('compares by ranks', () => {
    const { rows } = compareConditions(study, { conditions, test: 'rank' });
    const { statistic, pValue } = wilcoxonSignedRank(column('RMS', 1).map((value, i) => value - column('RMS', 0)[i]));
    expect(rows[1]).toMatchObject({ test: 'Wilcoxon signed-rank', statistic, pValue });
  });

  it('compares different people, and never the same as if they were', () => {
    const apart = study.filter(
      ({ subject, condition }) => people.indexOf(subject) % 2 === conditions.indexOf(condition as 'fresh'),
    );
    const { rows } = compareConditions(apart, { conditions, design: 'unpaired' });
    const half = (which: 0 | 1) => column('MDF', which).filter((_, i) => i % 2 === which);
    const { difference, interval, pValue, g } = welchDifference(half(0), half(1));
    expect(rows[0]).toMatchObject({ n: [9, 9], test: 'Welch t', difference, interval, pValue, dz: null, g: g?.value });
    const ranks = compareConditions(apart, { conditions, design: 'unpaired', test: 'rank' });
    expect(ranks.rows[0]).toMatchObject({ test: 'Mann-Whitney' });
    expect(refusal(() => compareConditions(study, { conditions, design: 'unpaired' }))).toContain('got S1 in both');
  });

  it('counts people, not recordings, and pairs, not people with one condition', () => {
    const again = study.filter(({ subject }) => subject === 'S1').flatMap((own) => [own, own, own]);
    const alone = row('S99', 'fresh', 'MDF', 999);
    const missing = [row('S98', 'fresh', 'MDF', 1), row('S98', 'fatigued', 'MDF', null)];
    const other = people.map((subject) => row(subject, 'recovered', 'MDF', 0));
    const { rows } = compareConditions([...study, ...again, alone, ...missing, ...other], { conditions });
    const plain = compareConditions(study, { conditions }).rows;
    expect(rows.map(({ n }) => n)).toEqual(plain.map(({ n }) => n));
    rows.forEach(({ difference, pValue }, i) => {
      expect(difference).toBeCloseTo(plain[i].difference, 10);
      expect(pValue).toBeCloseTo(plain[i].pValue, 10);
    });
  });

  it('names indices of too few people, and has no effect size where nothing varies', () => {
    const few = people
      .slice(0, 2)
      .flatMap((subject) => conditions.map((condition) => row(subject, condition, 'ZC', 3)));
    expect(compareConditions([...study, ...few], { conditions }).leftOut).toEqual([{ id: 'ZC', n: [2, 2] }]);
    const still = people.flatMap((subject) => conditions.map((condition) => row(subject, condition, 'ZC', 3)));
    expect(compareConditions(still, { conditions }).rows).toMatchObject([
      { difference: 0, dz: null, dzInterval: null, g: null, gInterval: null, statistic: null, pValue: 1, pHolm: 1 },
    ]);
    expect(compareConditions([], { conditions })).toEqual({ rows: [], leftOut: [] });
  });

  it('has an effect size of zero where people change, but not on average', () => {
    const changes = [1, -1, 2, -2];
    const rows = changes.flatMap((change, i) => [
      row(`S${i}`, 'fresh', 'MDF', 9),
      row(`S${i}`, 'fatigued', 'MDF', 9 + change),
    ]);
    expect(compareConditions(rows, { conditions }).rows[0]).toMatchObject({ dz: 0, g: 0, pValue: 1 });
  });

  it('refuses what it cannot use', () => {
    expect(refusal(() => compareConditions(study, { conditions: ['fresh', 'fresh'] }))).toContain("got 'fresh' twice");
    expect(
      refusal(() => compareConditions([...study, row('S1', 'fresh', 'RMS', 3, 'count')], { conditions })),
    ).toContain('RMS must have one unit, got mV and count');
    expect(refusal(() => compareConditions(study, { conditions, test: 'sign' as 't' }))).toContain(
      'test must be one of t, rank',
    );
    const wrong = [...study, row('S1', 'fresh', 'MDF', Number.NaN)];
    expect(refusal(() => compareConditions(wrong, { conditions }))).toContain('NaN');
  });
});
