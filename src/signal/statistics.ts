import { ArgumentError, requireFinite, requireSamples } from '#base';

/**
 * The arithmetic mean, in the unit of `x` [n].
 *
 * Golden: `golden/signal/statistics.json`.
 *
 * @throws ArgumentError when `x` is empty or holds a value that is not finite.
 * @example
 * mean([1, 2, 6]); // 3
 */
export function mean(x: ArrayLike<number>): number {
  requireSamples(x, 'mean');
  return meanOf(x);
}

/** {@link mean} without checks. The second pass takes away the rounding of the first. */
export function meanOf(x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i];
  const first = sum / x.length;
  let rest = 0;
  for (let i = 0; i < x.length; i++) rest += x[i] - first;
  return first + rest / x.length;
}

/**
 * The root mean square, in the unit of `x` [n]: sqrt(mean(x^2)). The mean is not taken off first.
 *
 * Golden: `golden/signal/statistics.json`.
 *
 * @throws ArgumentError when `x` is empty or holds a value that is not finite.
 * @example
 * rms([3, -4, 0, 0]); // 2.5
 */
export function rms(x: ArrayLike<number>): number {
  requireSamples(x, 'rms');
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * x[i];
  return Math.sqrt(sum / x.length);
}

/**
 * The standard deviation of a sample, in the unit of `x` [n], with n - 1 in the denominator.
 *
 * Golden: `golden/signal/statistics.json`.
 *
 * @throws ArgumentError when `x` has fewer than two values or one that is not finite.
 * @example
 * standardDeviation([1, 2, 3]); // 1
 */
export function standardDeviation(x: ArrayLike<number>): number {
  requireSamples(x, 'standardDeviation', { atLeast: 2 });
  const centre = meanOf(x);
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] - centre) ** 2;
  return Math.sqrt(sum / (x.length - 1));
}

/**
 * The median, in the unit of `x` [n]: the middle value, or the mean of the two middle ones.
 *
 * Golden: `golden/signal/statistics.json`.
 *
 * @throws ArgumentError when `x` is empty or holds a value that is not finite.
 * @example
 * median([5, 1, 3, 100]); // 4
 */
export function median(x: ArrayLike<number>): number {
  requireSamples(x, 'median');
  return quantileOfSorted(Float64Array.from(x).sort(), 0.5);
}

/**
 * The value below which the share `p` of `x` [n] lies, interpolated linearly between neighbours: `numpy.quantile`.
 *
 * Golden: `golden/signal/statistics.json`.
 *
 * @throws ArgumentError when `x` is empty or holds a value that is not finite, or `p` is outside 0 to 1.
 * @example
 * quantile([0, 10], 0.25); // 2.5
 */
export function quantile(x: ArrayLike<number>, p: number): number {
  requireSamples(x, 'quantile');
  if (!(p >= 0 && p <= 1)) {
    throw new ArgumentError(`p must be from 0 to 1, got ${p} — in quantile.`, 'Pass a share, such as 0.95 for 95 %.');
  }
  return quantileOfSorted(Float64Array.from(x).sort(), p);
}

/** {@link quantile} of values that rise, without checks. */
export function quantileOfSorted(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  const share = at - below;
  const step = sorted[above] - sorted[below];
  // From the nearer neighbour, as NumPy does it.
  return share < 0.5 ? sorted[below] + share * step : sorted[above] - (1 - share) * step;
}

/** A straight line y = intercept + slope x. */
export interface Line {
  /** In units of y per unit of x. */
  readonly slope: number;
  /** In units of y, at x = 0. */
  readonly intercept: number;
}

/**
 * The line of least squares through the points (x, y) [n each]: `numpy.polyfit(x, y, 1)`.
 *
 * Golden: `golden/signal/statistics.json`.
 *
 * @throws ArgumentError when the lengths differ, there are fewer than two points, one is not finite, or all x are equal.
 * @example
 * linearFit([0, 1, 2], [1, 3, 5]); // { slope: 2, intercept: 1 }
 */
export function linearFit(x: ArrayLike<number>, y: ArrayLike<number>): Line {
  requireSamples(x, 'linearFit', { atLeast: 2 });
  requireFinite('y', y, 'linearFit');
  if (x.length !== y.length) {
    throw new ArgumentError(
      `x and y must be equally long, got ${x.length} and ${y.length} — in linearFit.`,
      'Pass one y for each x.',
    );
  }
  const meanX = meanOf(x);
  const meanY = meanOf(y);
  let spread = 0;
  let shared = 0;
  for (let i = 0; i < x.length; i++) {
    spread += (x[i] - meanX) ** 2;
    shared += (x[i] - meanX) * (y[i] - meanY);
  }
  if (spread === 0) {
    throw new ArgumentError(
      `x must hold different values, got ${x[0]} ${x.length} times — in linearFit.`,
      'Fit over a span of time or frequency.',
    );
  }
  const slope = shared / spread;
  return { slope, intercept: meanY - slope * meanX };
}
