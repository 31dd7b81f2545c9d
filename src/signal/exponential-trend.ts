import { linearFit } from './statistics.ts';
import { requireTimes } from './trend-checks.ts';

/** A course that approaches a level: x = asymptote + change · e^(−(t − t₀) / tau), with t₀ the first time. */
export interface ExponentialTrend {
  /** What x tends to, in its unit. */
  readonly asymptote: number;
  /** Distance from it at the first time, in the unit of x. */
  readonly change: number;
  /** Time constant, in the unit of t. */
  readonly tau: number;
}

const nCoarse = 24;
const golden = (Math.sqrt(5) - 1) / 2;

/** The exponential's values at times. */
export function exponentialAt(t: ArrayLike<number>, { asymptote, change, tau }: ExponentialTrend): Float64Array {
  return Float64Array.from(t, (at) => asymptote + change * Math.exp(-(at - t[0]) / tau));
}

/**
 * The exponential of least squares through values x at rising times t [n each]. For a given tau the rest is a line, so
 * that only tau is searched: between two steps and twice the length, as a faster one is a single point and a slower one
 * cannot be told from a line.
 *
 * Golden: `golden/signal/exponential-trend.json` (`scipy.optimize.curve_fit`).
 *
 * @throws ArgumentError when the lengths differ, there are fewer than five points, one is not finite, or times do not rise.
 * @example
 * const t = [0, 1, 2, 3, 4, 5];
 * exponentialTrend(t, t.map((at) => 3 + 2 * Math.exp(-at / 4))).tau.toFixed(3); // '4.000'
 */
export function exponentialTrend(t: ArrayLike<number>, x: ArrayLike<number>): ExponentialTrend {
  requireTimes(t, x, 5, 'exponentialTrend');
  const n = t.length;
  const lengthT = t[n - 1] - t[0];
  const fitAt = (logTau: number) => {
    const tau = Math.exp(logTau);
    const decay = Float64Array.from(t, (at) => Math.exp(-(at - t[0]) / tau));
    const { slope: change, intercept: asymptote } = linearFit(decay, x);
    let left = 0;
    for (let i = 0; i < n; i++) left += (x[i] - asymptote - change * decay[i]) ** 2;
    return { asymptote, change, tau, left };
  };
  const [least, most] = [Math.log((2 * lengthT) / (n - 1)), Math.log(2 * lengthT)];
  const step = (most - least) / (nCoarse - 1);
  const coarse = Array.from({ length: nCoarse }, (_, i) => fitAt(least + i * step).left);
  const best = coarse.indexOf(Math.min(...coarse));
  // Golden section between the neighbours of the best, down to 1e-7 of tau.
  let [low, high] = [least + Math.max(0, best - 1) * step, least + Math.min(nCoarse - 1, best + 1) * step];
  while (high - low > 1e-7) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
    if (fitAt(a).left < fitAt(b).left) high = b;
    else low = a;
  }
  const { left, ...fit } = fitAt((low + high) / 2);
  return fit;
}
