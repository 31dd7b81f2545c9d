import { ArgumentError, requireOneOf } from '#base';
import {
  holm,
  type MeanDifference,
  mannWhitney,
  mean,
  pairedDifference,
  type RankTest,
  welchDifference,
  wilcoxonSignedRank,
} from '#signal';
import { bySubject } from './by-subject.ts';
import type { CompareOptions, ComparisonTable, ConditionComparison, ConditionValue } from './comparison-table.ts';

/** A person's mean value in a condition; null where there is none. */
function personMean(own: readonly ConditionValue[], condition: string): number | null {
  const values = own.flatMap((row) => (row.condition === condition && row.value !== null ? [row.value] : []));
  return values.length === 0 ? null : mean(values);
}

function unitOf(id: string, rows: readonly ConditionValue[]): string {
  const units = [...new Set(rows.map(({ unit }) => unit))];
  if (units.length > 1) {
    throw new ArgumentError(
      `${id} must have one unit, got ${units.join(' and ')} — in compareConditions.`,
      'Compare only recordings whose sensors are known, so that all are in mV.',
    );
  }
  return units[0];
}

/** The values of both conditions: of people who have both, or of people who are in one only. */
function groupsOf(
  rows: readonly ConditionValue[],
  { conditions, design }: Required<Pick<CompareOptions, 'conditions' | 'design'>>,
): readonly [number[], number[]] {
  const people = [...bySubject(rows)].map(([subject, own]) => ({
    subject,
    values: conditions.map((condition) => personMean(own, condition)),
  }));
  if (design === 'paired') {
    const both = people.filter(({ values }) => !values.includes(null));
    return [both.map(({ values }) => values[0] as number), both.map(({ values }) => values[1] as number)];
  }
  const twice = people.find(({ values }) => !values.includes(null));
  if (twice) {
    throw new ArgumentError(
      `A person must be in one condition of an unpaired comparison, got ${twice.subject} in both — in compareConditions.`,
      "Compare the same people with design 'paired'.",
    );
  }
  const of = (which: 0 | 1) => people.flatMap(({ values }) => values[which] ?? []);
  return [of(0), of(1)];
}

/**
 * Compares every index between two conditions over people, paired or not: means, mean difference with its 95 % interval,
 * effect size (dz, Hedges' g) with the exact interval of the noncentral t distribution, and a two-sided p value, corrected
 * over all indices of the table by Holm's method. A person without a value in both conditions is left out of that pair.
 *
 * @throws ArgumentError when both conditions are the same, an index has several units, a person stands in both conditions
 * of an unpaired comparison, a value is not finite, or an option is unknown.
 * @example
 * compareConditions(values, { conditions: ['fresh', 'fatigued'] }).rows[0].g; // -0.55
 */
export function compareConditions(rows: readonly ConditionValue[], options: CompareOptions): ComparisonTable {
  const { conditions, design = 'paired', test = 't', confidence = 0.95 } = options;
  requireOneOf('design', design, ['paired', 'unpaired'], 'compareConditions');
  requireOneOf('test', test, ['t', 'rank'], 'compareConditions');
  if (conditions[0] === conditions[1]) {
    throw new ArgumentError(
      `The two conditions must differ, got '${conditions[0]}' twice — in compareConditions.`,
      'Name two conditions that stand in the rows.',
    );
  }
  const used = rows.filter(({ condition }) => conditions.includes(condition));
  const ids = [...new Set(used.map(({ id }) => id))];
  const isPaired = design === 'paired';
  const leftOut: { id: string; n: readonly [number, number] }[] = [];
  const table: Omit<ConditionComparison, 'pHolm'>[] = [];
  for (const id of ids) {
    const own = used.filter((row) => row.id === id);
    const unit = unitOf(id, own);
    const [first, second] = groupsOf(own, { conditions, design });
    const n = [first.length, second.length] as const;
    if (Math.min(...n) < (isPaired ? 3 : 2)) {
      leftOut.push({ id, n });
      continue;
    }
    const means = (isPaired ? pairedDifference : welchDifference)(first, second, { confidence });
    const { difference, interval, d, g } = means;
    table.push({
      id,
      unit,
      n,
      means: [mean(first), mean(second)],
      difference,
      interval,
      dz: isPaired && d ? d.value : null,
      dzInterval: isPaired && d ? d.interval : null,
      g: g ? g.value : null,
      gInterval: g ? g.interval : null,
      ...testOf(means, first, second, isPaired, test),
    });
  }
  const corrected = holm(table.map(({ pValue }) => pValue));
  return { rows: table.map((row, i) => ({ ...row, pHolm: corrected[i] })), leftOut };
}

function testOf(
  { t, pValue }: MeanDifference,
  first: readonly number[],
  second: readonly number[],
  isPaired: boolean,
  test: 't' | 'rank',
): Pick<ConditionComparison, 'test' | 'statistic' | 'pValue'> {
  if (test === 't') return { test: isPaired ? 'paired t' : 'Welch t', statistic: t, pValue };
  const ranks: RankTest = isPaired
    ? wilcoxonSignedRank(second.map((value, i) => value - first[i]))
    : mannWhitney(first, second);
  return {
    test: isPaired ? 'Wilcoxon signed-rank' : 'Mann-Whitney',
    statistic: ranks.statistic,
    pValue: ranks.pValue,
  };
}
