import { ArgumentError, requirePositive, requireSamples } from '#base';

/**
 * Mean absolute value (MAV, also called ARV): `mean(|x|)`, in the unit of `x` [nSamples].
 *
 * Golden: `golden/fatigue/amplitude.json`.
 *
 * @throws ArgumentError when `x` is empty or a sample is not finite.
 */
export function meanAbsoluteValue(x: Float64Array): number {
  requireSamples(x, 'meanAbsoluteValue');
  let sum = 0;
  for (const value of x) sum += Math.abs(value);
  return sum / x.length;
}

/**
 * Waveform length (WL) per second: `sum |x[i+1] − x[i]|` over the duration, in the unit of `x` [nSamples] per second.
 *
 * Golden: `golden/fatigue/amplitude.json`.
 *
 * @throws ArgumentError when `x` is empty, a sample is not finite, or `fs` (Hz) is not positive.
 */
export function waveformLength(x: Float64Array, fs: number): number {
  requireSamples(x, 'waveformLength');
  requirePositive('fs', fs, 'waveformLength');
  let sum = 0;
  for (let i = 1; i < x.length; i++) sum += Math.abs(x[i] - x[i - 1]);
  return (sum * fs) / x.length;
}

/**
 * Zero crossings (ZC) of `x` [nSamples] per second. A crossing counts when the signal moves from above `+threshold` to
 * below `−threshold` or back, however long it takes, so that noise around zero does not count.
 *
 * Golden: `golden/fatigue/amplitude.json`.
 *
 * @param options.threshold half of the dead band, in the unit of `x`; 0 counts every change of sign.
 * @throws ArgumentError when `x` is empty, a sample is not finite, `fs` (Hz) is not positive or the threshold is negative.
 */
export function zeroCrossings(x: Float64Array, fs: number, { threshold }: { threshold: number }): number {
  requireSamples(x, 'zeroCrossings');
  requirePositive('fs', fs, 'zeroCrossings');
  if (!(threshold >= 0)) {
    throw new ArgumentError(
      `threshold must be 0 or more, got ${threshold} — in zeroCrossings.`,
      'Pass about three times the RMS at rest, or 0.',
    );
  }
  let side = 0;
  let count = 0;
  for (const value of x) {
    const now = value > threshold ? 1 : value < -threshold ? -1 : 0;
    if (now !== 0 && now !== side) {
      if (side !== 0) count++;
      side = now;
    }
  }
  return (count * fs) / x.length;
}
