import { requirePositive, requireSamples } from '#base';
import { butterworth } from './butterworth.ts';
import { sosfiltfilt } from './sosfiltfilt.ts';

/** How smooth a linear envelope is. */
export interface EnvelopeOptions {
  /** Cutoff of the Butterworth lowpass. @default 6 */
  readonly cutoffHz?: number;
  /** Order of the lowpass, which runs forwards and backwards and so counts twice. @default 2 */
  readonly order?: number;
}

/**
 * The linear envelope of an EMG [n], in the unit of `x`: full-wave rectified, then smoothed without phase shift. Take
 * the baseline off first. Beside sharp bursts it can dip slightly below 0.
 *
 * Golden: `golden/signal/envelope.json`.
 *
 * @throws ArgumentError for a cutoff that does not fit `fs` (Hz), a bad order, or a signal too short for the filter.
 * @example
 * linearEnvelope(new Float64Array(500), 1000, { cutoffHz: 3 }).length; // 500
 */
export function linearEnvelope(
  x: Float64Array,
  fs: number,
  { cutoffHz = 6, order = 2 }: EnvelopeOptions = {},
): Float64Array {
  requireSamples(x, 'linearEnvelope');
  requirePositive('fs', fs, 'linearEnvelope');
  return sosfiltfilt(butterworth(fs, { order, type: 'lowpass', cutoffHz }), x.map(Math.abs));
}
