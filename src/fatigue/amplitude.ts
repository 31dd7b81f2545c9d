import { ArgumentError, requirePositive, requireSamples } from '#base';
import { mean } from '#signal';

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
  for (let i = 0; i < x.length; i++) sum += Math.abs(x[i]);
  return sum / x.length;
}

/**
 * Integrated EMG (iEMG): the integral of `|x|` over time, in the unit of `x` [nSamples] times seconds. It grows with the
 * length of the signal: compare equal lengths, or use the mean absolute value.
 *
 * Golden: `golden/fatigue/amplitude-shape.json`.
 *
 * @throws ArgumentError when `x` is empty, a sample is not finite, or `fs` (Hz) is not positive.
 */
export function integratedEmg(x: Float64Array, fs: number): number {
  requireSamples(x, 'integratedEmg');
  requirePositive('fs', fs, 'integratedEmg');
  return (meanAbsoluteValue(x) * x.length) / fs;
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
  requireThreshold(threshold, 'zeroCrossings');
  let side = 0;
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    const now = x[i] > threshold ? 1 : x[i] < -threshold ? -1 : 0;
    if (now !== 0 && now !== side) {
      if (side !== 0) count++;
      side = now;
    }
  }
  return (count * fs) / x.length;
}

/**
 * Slope sign changes (SSC) of `x` [nSamples] per second: samples above or below both neighbours, and further than
 * `threshold` from one of them at least. Hudgins et al. 1993.
 *
 * Golden: `golden/fatigue/amplitude-shape.json`.
 *
 * @param options.threshold the dead band, in the unit of `x`; 0 counts every turn.
 * @throws ArgumentError when `x` is empty, a sample is not finite, `fs` (Hz) is not positive or the threshold is negative.
 */
export function slopeSignChanges(x: Float64Array, fs: number, { threshold }: { threshold: number }): number {
  requireSamples(x, 'slopeSignChanges');
  requirePositive('fs', fs, 'slopeSignChanges');
  requireThreshold(threshold, 'slopeSignChanges');
  let count = 0;
  for (let i = 1; i < x.length - 1; i++) {
    const before = x[i] - x[i - 1];
    const after = x[i] - x[i + 1];
    const isTurn = (before > 0 && after > 0) || (before < 0 && after < 0);
    if (isTurn && Math.max(Math.abs(before), Math.abs(after)) > threshold) count++;
  }
  return (count * fs) / x.length;
}

/**
 * Kurtosis of `x` [nSamples], the fourth central moment over the squared second: 3 for Gaussian noise, more for bursts.
 * `scipy.stats.kurtosis(x, fisher=False)`.
 *
 * Golden: `golden/fatigue/amplitude-shape.json`.
 *
 * @throws ArgumentError when `x` is empty or constant, or a sample is not finite.
 */
export function kurtosis(x: Float64Array): number {
  requireSamples(x, 'kurtosis');
  const centre = mean(x);
  const squares = x.map((value) => (value - centre) ** 2);
  const spread = mean(squares);
  if (spread === 0) {
    throw new ArgumentError(
      `x must not be constant, got ${x[0]} throughout — in kurtosis.`,
      'Check the electrode and the cable.',
    );
  }
  return mean(squares.map((square) => (square / spread) ** 2));
}

function requireThreshold(threshold: number, where: string): void {
  if (threshold >= 0) return;
  throw new ArgumentError(
    `threshold must be 0 or more, got ${threshold} — in ${where}.`,
    'Pass about three times the RMS at rest, or 0.',
  );
}
