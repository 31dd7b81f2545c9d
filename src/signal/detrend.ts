import { requireOneOf, requireSamples } from '#base';
import { meanOf } from './statistics.ts';

const trends = ['constant', 'linear'] as const;

/** What is taken off a signal: its mean, or its line of least squares. */
export type Trend = (typeof trends)[number];

/** What is taken off each frame of a spectrum. */
export type FrameTrend = Trend | 'none';

/**
 * A signal without its mean or its straight trend [n], in the unit of `x`: `scipy.signal.detrend`.
 *
 * Golden: `golden/signal/detrend.json`.
 *
 * @throws ArgumentError when the signal is empty, a sample is not finite, or the type is unknown.
 * @example
 * detrend(Float64Array.of(1, 2, 3), { type: 'constant' }); // Float64Array(3) [ -1, 0, 1 ]
 */
export function detrend(x: Float64Array, { type }: { readonly type: Trend }): Float64Array {
  requireSamples(x, 'detrend');
  requireOneOf('type', type, trends, 'detrend');
  const y = x.slice();
  removeTrend(y, type);
  return y;
}

/** @throws ArgumentError unless `detrend` names a {@link FrameTrend}. */
export function requireFrameTrend(detrend: string, where: string): asserts detrend is FrameTrend {
  requireOneOf('detrend', detrend, ['none', ...trends], where);
}

/** {@link detrend} in place, without checks. */
export function removeTrend(y: Float64Array, type: FrameTrend): void {
  if (type === 'none') return;
  const centre = meanOf(y);
  const slope = type === 'linear' ? slopeOf(y, centre) : 0;
  const middle = (y.length - 1) / 2;
  for (let i = 0; i < y.length; i++) y[i] = y[i] - centre - slope * (i - middle);
}

/** The slope of least squares per sample; 0 for a single one. */
function slopeOf(y: Float64Array, centre: number): number {
  const n = y.length;
  if (n === 1) return 0;
  const middle = (n - 1) / 2;
  let shared = 0;
  for (let i = 0; i < n; i++) shared += (i - middle) * (y[i] - centre);
  // The sum of (i - middle)^2.
  return shared / ((n * (n * n - 1)) / 12);
}
