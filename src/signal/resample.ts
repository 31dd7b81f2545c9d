import { ArgumentError, requirePositive, requireSamples, requireWhole } from '#base';
import { windowValues } from './window.ts';

/** By what the sampling rate is multiplied: up / down. */
export interface ResampleOptions {
  readonly up: number;
  readonly down: number;
}

/** Largest term of a ratio; the filter has 20 times as many taps. */
const largestTerm = 10_000;

/** The rate that {@link resampleTo} aims at. */
export interface ResampleToOptions {
  readonly toHz: number;
  /** How far, relatively, the rate may miss `toHz`, from 1e-12 (4 microseconds in a thousand hours) to 0.1. @default 1e-12 */
  readonly tolerance?: number;
}

const [leastTolerance, mostTolerance] = [1e-12, 0.1];

/**
 * A signal [n] at up / down times its sampling rate [ceil(n up / down)], in the unit of `x`: a zero-phase lowpass of
 * 20 max(up, down) + 1 taps with a Kaiser window (beta 5), run at the output rate. The signal counts as 0 outside. It is
 * `scipy.signal.resample_poly(x, up, down)`.
 *
 * Golden: `golden/signal/resample.json`.
 *
 * @throws ArgumentError when the signal is empty, a sample is not finite, or a factor is not a whole number from 1 to
 * 10000 (after division by their common factor).
 * @example
 * resample(new Float64Array(100), { up: 3, down: 2 }).length; // 150
 */
export function resample(x: Float64Array, { up, down }: ResampleOptions): Float64Array {
  requireSamples(x, 'resample');
  requireWhole('up', up, 1, 'resample');
  requireWhole('down', down, 1, 'resample');
  const common = greatestCommonDivisor(up, down);
  return resampleBy(x, up / common, down / common, 'resample');
}

/**
 * A signal [n] sampled at `fs` (Hz) at another rate, by {@link resample} with a simple ratio of whole numbers within the
 * tolerance.
 *
 * Golden: `golden/signal/resample-to.json`.
 *
 * @throws ArgumentError when the signal is empty, a sample is not finite, a rate is not positive, the tolerance is out of
 * range, or the two rates have no ratio of whole numbers up to 10000.
 * @example
 * resampleTo(new Float64Array(100), 2000, { toHz: 1000 }).length; // 50
 */
export function resampleTo(x: Float64Array, fs: number, options: ResampleToOptions): Float64Array {
  const { toHz, tolerance = leastTolerance } = options;
  requireSamples(x, 'resampleTo');
  requirePositive('fs', fs, 'resampleTo');
  requirePositive('toHz', toHz, 'resampleTo');
  if (!(tolerance >= leastTolerance && tolerance <= mostTolerance)) {
    throw new ArgumentError(
      `tolerance must lie in ${leastTolerance}–${mostTolerance}, got ${tolerance} — in resampleTo.`,
      'Pass a share of the rate such as 1e-5, or leave it out.',
    );
  }
  const { up, down } = ratioOf(toHz / fs, tolerance);
  if (!(Math.max(up, down) <= largestTerm && Math.abs(up / down / (toHz / fs) - 1) <= tolerance)) {
    throw new ArgumentError(
      `toHz / fs must be a ratio of whole numbers up to ${largestTerm}, got ${toHz} / ${fs} — in resampleTo.`,
      'Choose rates such as 1000, 1024, 2000 or 44100 Hz.',
    );
  }
  return resampleBy(x, up, down, 'resampleTo');
}

function resampleBy(x: Float64Array, up: number, down: number, where: string): Float64Array {
  if (Math.max(up, down) > largestTerm) {
    throw new ArgumentError(
      `up / down must have terms of at most ${largestTerm}, got ${up} / ${down} — in ${where}.`,
      'Choose a simpler ratio near it.',
    );
  }
  if (up === down) return x.slice();
  const half = 10 * Math.max(up, down);
  const taps = lowpassTaps(half, Math.max(up, down), up);
  const y = new Float64Array(Math.ceil((x.length * up) / down));
  for (let m = 0; m < y.length; m++) {
    // In steps of 1 / up of an input sample: the output lies at `at`, input k at k up.
    const at = m * down;
    const first = Math.max(0, Math.ceil((at - half) / up));
    const last = Math.min(x.length - 1, Math.floor((at + half) / up));
    let sum = 0;
    for (let k = first, tap = half + at - first * up; k <= last; k++, tap -= up) sum += x[k] * taps[tap];
    y[m] = sum;
  }
  return y;
}

/** A windowed sinc [2 half + 1] with its cutoff at 1 / rate of the Nyquist frequency and the given sum. */
function lowpassTaps(half: number, rate: number, sum: number): Float64Array {
  const taps = windowValues('kaiser', 2 * half + 1, { periodic: false, kaiserBeta: 5 });
  for (let i = 0; i < taps.length; i++) {
    const angle = (Math.PI * (i - half)) / rate;
    taps[i] *= angle === 0 ? 1 : Math.sin(angle) / angle;
  }
  const total = taps.reduce((a, b) => a + b, 0);
  return taps.map((tap) => (tap / total) * sum);
}

/** The simplest fraction within tolerance, by continued fractions; gives up beyond the largest term. */
function ratioOf(ratio: number, tolerance: number): ResampleOptions {
  let [up, down, oldUp, oldDown] = [Math.floor(ratio), 1, 1, 0];
  let rest = ratio - up;
  while (Math.abs(up / down / ratio - 1) > tolerance && Math.max(up, down) <= largestTerm) {
    const digit = Math.floor(1 / rest);
    rest = 1 / rest - digit;
    [up, down, oldUp, oldDown] = [digit * up + oldUp, digit * down + oldDown, up, down];
  }
  return { up, down };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
