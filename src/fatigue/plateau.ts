import { requirePositive, requireSamples } from '#base';

/** The stretch of a force with the largest mean. */
export interface Plateau {
  /** First sample, and the first one after it. */
  readonly first: number;
  readonly end: number;
  /** Mean over it, in the unit of the force. */
  readonly mean: number;
  /** Coefficient of variation within it (%): SD (n − 1) over the mean. */
  readonly cvPercent: number;
}

/**
 * The window with the largest mean, the first of equal ones: what counts as the maximum of a squeeze, since a single
 * sample may be a jerk.
 *
 * @param x [nSamples] in any unit.
 * @param options.windowSamples length of the window, at least 2.
 * @throws ArgumentError for a signal shorter than the window, or whose largest mean is not above 0.
 */
export function bestPlateau(x: Float64Array, { windowSamples }: { readonly windowSamples: number }): Plateau {
  requireSamples(x, 'bestPlateau', { atLeast: Math.max(2, windowSamples) });
  let sum = 0;
  for (let i = 0; i < windowSamples; i++) sum += x[i];
  let best = sum;
  let first = 0;
  for (let i = windowSamples; i < x.length; i++) {
    sum += x[i] - x[i - windowSamples];
    // A difference within rounding is none: on a level force the first window stands for all.
    if (sum > best + 1e-12 * Math.abs(best)) {
      best = sum;
      first = i - windowSamples + 1;
    }
  }
  const inside = x.subarray(first, first + windowSamples);
  const mean = inside.reduce((total, value) => total + value, 0) / windowSamples;
  requirePositive('largest mean', mean, 'bestPlateau');
  const variance = inside.reduce((total, value) => total + (value - mean) ** 2, 0) / (windowSamples - 1);
  return { first, end: first + windowSamples, mean, cvPercent: (100 * Math.sqrt(variance)) / mean };
}

/** Last sample before `until` at which `x` lies below `level`; −1 where there is none. */
function lastBelow(x: Float64Array, level: number, until: number): number {
  for (let i = until; i >= 0; i--) if (x[i] < level) return i;
  return -1;
}

/**
 * Time from 10 to 90 % of a plateau's mean on the way up to its 90 % for the first time (s); null where the signal begins
 * above 10 %, so that the ramp was not recorded.
 */
export function rampS(x: Float64Array, fs: number, plateau: Plateau): number | null {
  const reached = x.findIndex((value) => value >= 0.9 * plateau.mean);
  const left = lastBelow(x, 0.1 * plateau.mean, reached);
  return left < 0 ? null : (reached - left) / fs;
}
