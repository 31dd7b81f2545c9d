import { requireSamples } from '#base';
import { normalCdf } from './distributions.ts';

/** A test on ranks. */
export interface RankTest {
  /** The smaller sum of ranks (Wilcoxon), or U of the first group (Mann-Whitney). */
  readonly statistic: number;
  /** Two-sided. */
  readonly pValue: number;
  /** Every assignment of signs or groups counted, ties included, or the normal approximation. */
  readonly method: 'exact' | 'normal';
}

/** Up to so many values every assignment is counted. */
const mostExact = 50;

/** Ranks times two, so that the middle rank of ties is whole; and the sum of c³ − c over ties of c values. */
export function doubledRanks(values: ArrayLike<number>): { ranks: Float64Array; ties: number } {
  const order = Array.from(values, (_, i) => i).sort((i, j) => values[i] - values[j]);
  const ranks = new Float64Array(values.length);
  let ties = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let at = from; at < to; at++) ranks[order[at]] = from + 1 + to;
    ties += (to - from) ** 3 - (to - from);
  }
  return { ranks, ties };
}

const sumOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
};

/** Twice the smaller tail of a count of assignments by their sum, both tails including the sum itself. */
function twoSided(counts: Float64Array, sum: number): number {
  const total = sumOf(counts);
  return Math.min(1, (2 * Math.min(sumOf(counts.subarray(0, sum + 1)), sumOf(counts.subarray(sum)))) / total);
}

/**
 * Wilcoxon's signed-rank test of differences [n]: are they as often and as far above zero as below? Differences of zero are
 * left out. Exact for up to 50 of them, with ties as without: every choice of signs is counted; above, the normal
 * approximation with correction for ties. With no difference left, p is 1.
 *
 * Golden: `golden/signal/rank-tests.json` (`scipy.stats.wilcoxon`).
 *
 * @throws ArgumentError when there is no value, or one is not finite.
 * @example
 * wilcoxonSignedRank([1, 2, 3, 4, -5]); // { statistic: 5, pValue: 0.625, method: 'exact' }
 */
export function wilcoxonSignedRank(differences: ArrayLike<number>): RankTest {
  requireSamples(differences, 'wilcoxonSignedRank', { name: 'differences' });
  const left = Float64Array.from(differences).filter((value) => value !== 0);
  const n = left.length;
  if (n === 0) return { statistic: 0, pValue: 1, method: 'exact' };
  const { ranks, ties } = doubledRanks(left.map(Math.abs));
  const total = n * (n + 1);
  const above = sumOf(ranks.filter((_, i) => left[i] > 0));
  const statistic = Math.min(above, total - above) / 2;
  if (n > mostExact) {
    const variance = (n * (n + 1) * (2 * n + 1) - ties / 2) / 24;
    const z = (statistic - total / 4) / Math.sqrt(variance);
    return { statistic, pValue: Math.min(1, 2 * normalCdf(z)), method: 'normal' };
  }
  const counts = new Float64Array(total + 1);
  counts[0] = 1;
  for (const rank of ranks) for (let sum = total; sum >= rank; sum--) counts[sum] += counts[sum - rank];
  return { statistic, pValue: twoSided(counts, above), method: 'exact' };
}

/**
 * The test of Mann, Whitney and Wilcoxon for two groups [n₁, n₂]: is a value of one group as often above one of the other as
 * below it? Exact for up to 50 values in all, with ties as without: every division into groups is counted; above, the normal
 * approximation with corrections for ties and continuity.
 *
 * Golden: `golden/signal/rank-tests.json` (`scipy.stats.mannwhitneyu`).
 *
 * @throws ArgumentError when a group is empty, or a value is not finite.
 * @example
 * mannWhitney([1, 2, 3], [4, 5, 6]); // { statistic: 0, pValue: 0.1, method: 'exact' }
 */
export function mannWhitney(first: ArrayLike<number>, second: ArrayLike<number>): RankTest {
  requireSamples(first, 'mannWhitney', { name: 'first' });
  requireSamples(second, 'mannWhitney', { name: 'second' });
  const [n1, n2] = [first.length, second.length];
  const n = n1 + n2;
  const { ranks, ties } = doubledRanks(Float64Array.of(...Array.from(first), ...Array.from(second)));
  const own = sumOf(ranks.subarray(0, n1));
  const statistic = (own - n1 * (n1 + 1)) / 2;
  if (n > mostExact) {
    const variance = ((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1)));
    const z = (Math.abs(statistic - (n1 * n2) / 2) - 0.5) / Math.sqrt(variance);
    return { statistic, pValue: variance > 0 ? Math.min(1, 2 * normalCdf(-z)) : 1, method: 'normal' };
  }
  // Ways to choose so many of the values with a given sum of ranks.
  const total = n * (n + 1);
  const counts = Array.from({ length: n1 + 1 }, () => new Float64Array(total + 1));
  counts[0][0] = 1;
  for (const rank of ranks) {
    for (let chosen = n1; chosen >= 1; chosen--) {
      for (let sum = total; sum >= rank; sum--) counts[chosen][sum] += counts[chosen - 1][sum - rank];
    }
  }
  return { statistic, pValue: twoSided(counts[n1], own), method: 'exact' };
}
