import { requirePositive } from '#base';
import { requireNumber, studentTQuantile } from './distributions.ts';
import type { Interval } from './interval.ts';
import { rootBetween } from './root.ts';
import { erfc, logGamma } from './special-functions.ts';

/** Fewest points and longest step of the integral: its integrand is smooth and dies away at both ends, so few are enough. */
const leastPoints = 120;
const longestStep = 0.075;
/** Parts below e⁻³⁸ of the whole are left out. */
const depth = 38;

/**
 * Probability that a draw of the noncentral t distribution with `df` degrees of freedom and noncentrality `delta` is at
 * most `t`: `scipy.stats.nct.cdf`. By the trapezoid rule over the logarithm of the sample's standard deviation.
 *
 * Golden: `golden/signal/noncentral-t.json`.
 *
 * @throws ArgumentError when `t` or `delta` is not a number, or `df` is not above 0.
 * @example
 * noncentralTCdf(2, 17, 1.5).toFixed(3); // '0.672'
 */
export function noncentralTCdf(t: number, df: number, delta: number): number {
  requireNumber('t', t, 'noncentralTCdf');
  requireNumber('delta', delta, 'noncentralTCdf');
  requirePositive('df', df, 'noncentralTCdf');
  const from = -(Math.sqrt(depth / df) + depth / df);
  const to = Math.log(2 * (depth / df + 3)) / 2;
  const nPoints = Math.max(leastPoints, Math.ceil((to - from) / longestStep));
  const step = (to - from) / nPoints;
  const logFactor = Math.log(2) + (df / 2) * Math.log(df / 2) - logGamma(df / 2);
  let sum = 0;
  for (let i = 0; i <= nPoints; i++) {
    const u = from + i * step;
    const s = Math.exp(u);
    const density = Math.exp(logFactor + df * u - (df * s * s) / 2);
    sum += density * erfc((delta - t * s) / Math.SQRT2);
  }
  return Math.min(1, (sum * step) / 2);
}

/** The noncentralities at which `t` is the upper and the lower limit: the exact interval behind that of an effect size. */
export function noncentralityInterval(t: number, df: number, confidence: number): Interval {
  const tail = (1 - confidence) / 2;
  const centre = Math.abs(t);
  const reach = studentTQuantile(1 - tail, df) + 2;
  const limit = (p: number, sign: 1 | -1): number => {
    const f = (delta: number) => noncentralTCdf(centre, df, delta) - p;
    let width = sign * (reach + centre / Math.sqrt(2 * df));
    // The probability falls as the noncentrality rises.
    while (f(centre + width) > 0 === sign > 0) width *= 2;
    return rootBetween(f, centre, centre + width, 1e-10);
  };
  const [low, high] = [limit(1 - tail, -1), limit(tail, 1)];
  return t < 0 ? [-high, -low] : [low, high];
}
