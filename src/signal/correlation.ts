import { ArgumentError, requireFinite, requireSamples } from '#base';
import { meanOf } from './statistics.ts';

/**
 * Correlation of two equally long arrays [n] (Pearson's r); null where one of them does not vary.
 *
 * @throws ArgumentError when there are fewer than two values, the lengths differ, or a value is not finite.
 * @example
 * correlation([1, 2, 3, 4], [1, 3, 2, 4])?.toFixed(2); // '0.80'
 */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  requireSamples(a, 'correlation', { name: 'a', atLeast: 2 });
  requireFinite('b', b, 'correlation');
  if (a.length !== b.length) {
    throw new ArgumentError(
      `a and b must be equally long, got ${a.length} and ${b.length} — in correlation.`,
      'Pass one b for each a.',
    );
  }
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let [aa, bb, ab] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    aa += (a[i] - meanA) ** 2;
    bb += (b[i] - meanB) ** 2;
    ab += (a[i] - meanA) * (b[i] - meanB);
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null;
}
