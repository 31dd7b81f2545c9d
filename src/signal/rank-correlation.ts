import { ArgumentError, requireSamples } from '#base';
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
  const [x, y] = [doubledRanks(a).ranks, doubledRanks(b).ranks];
  const middle = a.length + 1;
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    xx += (x[i] - middle) ** 2;
    yy += (y[i] - middle) ** 2;
    xy += (x[i] - middle) * (y[i] - middle);
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null;
}
