import { type ExponentialTrend, exponentialAt, exponentialTrend } from './exponential-trend.ts';
import type { TrendOptions } from './linear-trend.ts';
import { thetaOf, whitened, whiteningOf } from './serial-errors.ts';
import { linearFit } from './statistics.ts';
import { requireOverlap, requireStep, requireTimes } from './trend-checks.ts';
import { trendPlaces } from './trend-places.ts';

/** Which form a course has. */
export interface TrendShape {
  readonly model: 'linear' | 'exponential';
  /** AICc of the exponential less that of the line: below 0 the exponential explains the values better. */
  readonly aiccDifference: number;
  /** The exponential, whichever was chosen. */
  readonly exponential: ExponentialTrend;
}

/** Least number of values at which an exponential's AICc is defined and means anything. */
export const leastForShape = 8;
const rhos = Array.from({ length: 48 }, (_, i) => -0.9 + 0.04 * i);

/** AICc of residuals [n] of a fit with so many parameters, under serial errors with the likeliest ρ. */
function aicc(left: Float64Array, places: ArrayLike<number>, nParameters: number, theta: number): number {
  const n = left.length;
  const likelihoods = rhos.map((rho) => {
    const whitening = whiteningOf(places, { rho, theta });
    const sum = whitened(left, whitening).reduce((total, value) => total + value * value, 0);
    return -0.5 * (n * Math.log(sum / n) + whitening.logDet);
  });
  // The variance and ρ are parameters too.
  const k = nParameters + 2;
  return 2 * k - 2 * Math.max(...likelihoods) + (2 * k * (k + 1)) / (n - k - 1);
}

/**
 * Whether values x at rising, about evenly spaced times t [n each; some may be missing] follow a line or an exponential: the one with the lower
 * AICc (Hurvich & Tsai 1989). Both are fitted by least squares and judged under the same kind of serial errors as
 * `linearTrend` uses, so that slow waves of the errors or overlapping windows do not pass for a bend.
 *
 * @throws ArgumentError when the lengths differ, there are fewer than eight points, one is not finite, times do not rise,
 * the overlap's correlation is not from 0 to 0.5, or the step is not above 0.
 * @example
 * const t = Array.from({ length: 30 }, (_, i) => i);
 * trendShape(t, t.map((at) => 70 + 30 * Math.exp(-at / 6) + Math.sin(9 * at))).model; // 'exponential'
 */
export function trendShape(
  t: ArrayLike<number>,
  x: ArrayLike<number>,
  { overlapCorrelation = 0, step }: Pick<TrendOptions, 'overlapCorrelation' | 'step'> = {},
): TrendShape {
  requireTimes(t, x, leastForShape, 'trendShape');
  requireOverlap(overlapCorrelation, 'trendShape');
  requireStep(step, 'trendShape');
  const theta = thetaOf(overlapCorrelation);
  const exponential = exponentialTrend(t, x);
  const { slope, intercept } = linearFit(t, x);
  const curve = exponentialAt(t, exponential);
  const ofLine = Float64Array.from(x, (value, i) => value - intercept - slope * t[i]);
  const ofCurve = curve.map((value, i) => x[i] - value);
  const squares = (left: Float64Array): number => left.reduce((sum, value) => sum + value * value, 0);
  const rounding = 1e-26 * squares(Float64Array.from(x));
  if (squares(ofLine) <= rounding) {
    return { model: 'linear', aiccDifference: Number.POSITIVE_INFINITY, exponential };
  }
  const places = trendPlaces(t, step);
  const aiccDifference = aicc(ofCurve, places, 3, theta) - aicc(ofLine, places, 2, theta);
  return { model: aiccDifference < 0 ? 'exponential' : 'linear', aiccDifference, exponential };
}
