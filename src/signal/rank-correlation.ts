import { ArgumentError, requireSamples } from '#base';
import { correlation } from './correlation.ts';
import { doubledRanks } from './rank-tests.ts';

/**
 * Spearman's rank correlation of two equally long arrays [n]; equal values share their mean rank. Null where one of them
 * does not vary.
 *
 * Golden: `golden/signal/rank-correlation.json` (`scipy.stats.spearmanr`).
 *
 * @throws ArgumentError when there are fewer than two values, the lengths differ, or a value is not finite.
 * @example
 * rankCorrelation([1, 2, 3], [10, 30, 20]); // 0.5
 */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  requireSamples(a, 'rankCorrelation', { name: 'a', atLeast: 2 });
  requireSamples(b, 'rankCorrelation', { name: 'b', atLeast: 2 });
  if (a.length !== b.length) {
    throw new ArgumentError(
      `a and b must be equally long, got ${a.length} and ${b.length} — in rankCorrelation.`,
      'Pass one b for each a.',
    );
  }
  return correlation(doubledRanks(a).ranks, doubledRanks(b).ranks);
}
