import { ArgumentError, requireOneOf, requireSamples, requireWhole } from '#base';
import { type WaveletName, waveletFilters, waveletNames } from './wavelet-filters.ts';

/** Which wavelet, and how often the low-pass half is parted again. */
export interface DwtOptions {
  readonly wavelet: WaveletName;
  /** Levels of the decomposition; level j covers about `fs / 2^(j+1)` to `fs / 2^j`. */
  readonly levels: number;
}

/** A discrete wavelet transform, complete enough to be turned back. */
export interface WaveletDecomposition {
  readonly wavelet: WaveletName;
  /** Length of the signal. */
  readonly nSamples: number;
  /** What the last level left [about nSamples / 2^levels]. */
  readonly approximation: Float64Array;
  /** Detail coefficients of levels 1, 2, … [about nSamples / 2^level each]. */
  readonly details: readonly Float64Array[];
}

/** Index into a signal of length n that is mirrored about its ends, the end samples doubled, again and again. */
function mirrored(i: number, n: number): number {
  const within = ((i % (2 * n)) + 2 * n) % (2 * n);
  return within < n ? within : 2 * n - 1 - within;
}

/** Every second sample of the filtered, mirrored signal. */
function halved(x: Float64Array, taps: readonly number[]): Float64Array {
  const n = x.length;
  const [t0, t1, t2, t3, t4, t5, t6, t7, t8, t9] = taps;
  const half = new Float64Array(Math.floor((n + taps.length - 1) / 2));
  for (let k = 0; k < half.length; k++) {
    const last = 2 * k + 1;
    if (last >= taps.length - 1 && last < n) {
      // Ten taps, written out: a loop over them takes three times as long.
      half[k] =
        t0 * x[last] +
        t1 * x[last - 1] +
        t2 * x[last - 2] +
        t3 * x[last - 3] +
        t4 * x[last - 4] +
        t5 * x[last - 5] +
        t6 * x[last - 6] +
        t7 * x[last - 7] +
        t8 * x[last - 8] +
        t9 * x[last - 9];
    } else {
      let sum = 0;
      for (let j = 0; j < taps.length; j++) sum += taps[j] * x[mirrored(last - j, n)];
      half[k] = sum;
    }
  }
  return half;
}

/** The first `length` samples of coefficients that are spread out by two and filtered. */
function doubled(coefficients: Float64Array, taps: readonly number[], length: number): Float64Array {
  const double = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const offset = i + taps.length - 2;
    let sum = 0;
    for (let tap = offset & 1, at = offset >> 1; tap < taps.length; tap += 2, at--) sum += coefficients[at] * taps[tap];
    double[i] = sum;
  }
  return double;
}

/**
 * The discrete wavelet transform of a signal [n], mirrored at its ends: `pywt.wavedec(x, wavelet, 'symmetric', levels)`.
 *
 * Mallat 1989. Golden: `golden/signal/dwt.json`.
 *
 * @throws ArgumentError when the wavelet is unknown, levels are not a whole number of 1 or more, a sample is not finite,
 * or the signal is so short that the last level would hold its ends alone (`pywt.dwt_max_level`).
 * @example
 * const { details } = dwt(new Float64Array(1000), { wavelet: 'sym5', levels: 4 });
 * details[3].length; // 70
 */
export function dwt(x: Float64Array, { wavelet, levels }: DwtOptions): WaveletDecomposition {
  requireOneOf('wavelet', wavelet, waveletNames, 'dwt');
  requireWhole('levels', levels, 1, 'dwt');
  requireSamples(x, 'dwt');
  const { analysisLow, analysisHigh } = waveletFilters(wavelet);
  const needed = (analysisLow.length - 1) * 2 ** levels;
  if (x.length < needed) {
    throw new ArgumentError(
      `${levels} levels of ${wavelet} need ${needed} samples, got ${x.length} — in dwt.`,
      'Pass a longer signal or fewer levels.',
    );
  }
  const details: Float64Array[] = [];
  let approximation = x;
  for (let level = 1; level <= levels; level++) {
    details.push(halved(approximation, analysisHigh));
    approximation = halved(approximation, analysisLow);
  }
  return { wavelet, nSamples: x.length, approximation, details };
}

/**
 * The part of a signal that one level of its decomposition holds, at the signal's own rate [nSamples]: MATLAB's `wrcoef`,
 * or `pywt.waverec` with every other coefficient at zero. The parts of all levels and of the approximation sum to the
 * signal.
 *
 * Golden: `golden/signal/dwt.json`.
 *
 * @param level 1 for the finest detail; `'approximation'` for what the last level left.
 * @throws ArgumentError when the decomposition has no such level.
 * @example
 * const decomposition = dwt(new Float64Array(1000), { wavelet: 'db5', levels: 2 });
 * waveletPart(decomposition, 2).length; // 1000
 */
export function waveletPart(decomposition: WaveletDecomposition, level: number | 'approximation'): Float64Array {
  const { wavelet, nSamples, approximation, details } = decomposition;
  const isRest = level === 'approximation';
  if (!isRest) requireLevel(level, details.length);
  const { synthesisLow, synthesisHigh } = waveletFilters(wavelet);
  const from = isRest ? details.length : level;
  // One level up, the signal was as long as its details are; at the top, as long as it was.
  const lengthAbove = (at: number): number => (at === 1 ? nSamples : details[at - 2].length);
  let part = doubled(
    isRest ? approximation : details[from - 1],
    isRest ? synthesisLow : synthesisHigh,
    lengthAbove(from),
  );
  for (let at = from - 1; at >= 1; at--) part = doubled(part, synthesisLow, lengthAbove(at));
  return part;
}

function requireLevel(level: number, levels: number): void {
  if (Number.isInteger(level) && level >= 1 && level <= levels) return;
  throw new ArgumentError(
    `level must be a whole number from 1 to ${levels}, got ${level} — in waveletPart.`,
    'Decompose into more levels.',
  );
}
