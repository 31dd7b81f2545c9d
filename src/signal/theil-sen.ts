import { type Line, median, quantileOfSorted } from './statistics.ts';
import { requireTimes } from './trend-checks.ts';

/** Above so many points, all pairs would take too much memory. */
const mostPoints = 2000;

/**
 * The line of Theil and Sen through values x at rising times t [n each]: the median of the slopes of all pairs of points,
 * and the start of the line through both medians, at t = 0. A quarter of the values may be wrong without moving it far.
 * Above 2000 points only pairs half the length apart are used, Theil's incomplete method.
 *
 * Golden: `golden/signal/theil-sen.json` (`scipy.stats.theilslopes`).
 *
 * @throws ArgumentError when the lengths differ, there are fewer than two points, one is not finite, or times do not rise.
 * @example
 * theilSenTrend([0, 1, 2, 3, 4], [0, 2, 4, 99, 8]); // { slope: 2, intercept: 0 }
 */
export function theilSenTrend(t: ArrayLike<number>, x: ArrayLike<number>): Line {
  requireTimes(t, x, 2, 'theilSenTrend');
  const n = t.length;
  const slopeOf = (i: number, j: number): number => (x[j] - x[i]) / (t[j] - t[i]);
  let slopes: Float64Array;
  if (n > mostPoints) {
    const half = Math.floor(n / 2);
    slopes = Float64Array.from({ length: n - half }, (_, i) => slopeOf(i, i + half));
  } else {
    slopes = new Float64Array((n * (n - 1)) / 2);
    for (let j = 1, at = 0; j < n; j++) for (let i = 0; i < j; i++) slopes[at++] = slopeOf(i, j);
  }
  const slope = quantileOfSorted(slopes.sort(), 0.5);
  return { slope, intercept: median(x) - slope * median(t) };
}
