import { ArgumentError, requireFinite, requirePositive } from '#base';
import { type Complex, complexZeros } from './complex.ts';
import { transformOf } from './fft-plan.ts';
import { halfRoots, realTransformOf } from './rfft.ts';

/** The wavelets of a transform: a Morlet of `w0` radians at each frequency. */
export interface MorletOptions {
  /** Frequencies (Hz) [nFreqs], above 0 and below fs / 2, in any order. */
  readonly frequenciesHz: ArrayLike<number>;
  /** Radians of the carrier within one standard deviation of the Gaussian: more is finer in frequency. @default 6 */
  readonly w0?: number;
}

/** Beyond this many standard deviations a Gaussian is below 1e-14. */
const reach = 8;
/** From here on the wavelet's mean is nearly 0: exp(-w0² / 2) is 4e-6 of its peak. */
const smallestW0 = 5;

/** Standard deviation of the wavelet's Gaussian (samples) at a frequency where its spectrum has its peak. */
export const morletScale = (fHz: number, fs: number, w0: number): number => (w0 * fs) / (2 * Math.PI * fHz);

/**
 * The cone of influence (s) [nFreqs]: nearer than this to an end of the signal, what lies beyond it (taken as zeros)
 * counts. It is the e-folding time of the wavelet's power, sqrt(2) scales (Torrence & Compo 1998).
 */
export function coneOf(frequenciesHz: ArrayLike<number>, fs: number, w0: number): Float64Array {
  return Float64Array.from(frequenciesHz, (fHz) => (Math.SQRT2 * morletScale(fHz, fs, w0)) / fs);
}

/** @throws ArgumentError unless each frequency has a wavelet that fits into `nSamples`. */
export function requireMorlet(
  nSamples: number,
  fs: number,
  { frequenciesHz, w0 = 6 }: MorletOptions,
  where: string,
): void {
  requirePositive('fs', fs, where);
  if (!(w0 >= smallestW0 && w0 <= 100)) {
    throw new ArgumentError(
      `w0 must be a number from ${smallestW0} to 100, got ${w0} — in ${where}.`,
      'Pass 6, which is usual.',
    );
  }
  requireFinite('frequenciesHz', frequenciesHz, where);
  const lowest = (w0 * fs) / (2 * Math.PI * nSamples);
  for (let i = 0; i < frequenciesHz.length; i++) {
    if (frequenciesHz[i] >= lowest && frequenciesHz[i] < fs / 2) continue;
    throw new ArgumentError(
      `frequenciesHz[${i}] must be from ${lowest.toPrecision(3)} Hz to below fs / 2 = ${fs / 2} Hz, got ${frequenciesHz[i]} — in ${where}.`,
      'Pass frequencies that the sampling rate carries, of waves that are shorter than the signal.',
    );
  }
}

/** The smallest of 2^a, 3 · 2^a and 5 · 2^a from `atLeast` on, and even: the fast lengths. */
function paddedLength(atLeast: number): number {
  const lengths = [2, 6, 10].map((least) => least * 2 ** Math.max(0, Math.ceil(Math.log2(atLeast / least))));
  return Math.min(...lengths);
}

/** Some of a wavelet's coefficients: those at samples first, first + step, first + 2 step, … */
export interface Sublattice {
  readonly coefficients: Complex;
  readonly first: number;
  readonly step: number;
}

/**
 * Shows, for each frequency, the complex coefficients at the samples that are multiples of `hopSamples`, in lattices that
 * are overwritten by the next ones; samples that are no multiples, or lie beyond the signal, are there too.
 *
 * Each coefficient is the inverse transform of the signal's spectrum, zeros appended, times the wavelet's spectrum. That one is a Gaussian, which is nothing over most of the spectrum: where it fits into a d-th of
 * it, d inverse transforms of a d-th of the length do, each of a spectrum turned by one sample more.
 */
export function eachMorlet(
  x: Float64Array,
  fs: number,
  { frequenciesHz, w0 = 6, hopSamples = 1 }: MorletOptions & { readonly hopSamples?: number },
  visit: (lattice: Sublattice, frequency: number) => void,
): void {
  const scales = Array.from(frequenciesHz, (fHz) => morletScale(fHz, fs, w0));
  const length = paddedLength(x.length + Math.ceil(reach * Math.max(0, ...scales)));
  const padded = new Float64Array(length);
  padded.set(x);
  const spectrum = complexZeros(length / 2 + 1);
  realTransformOf(length)(padded, spectrum);
  scales.forEach((scale, frequency) => {
    const radiansPerBin = (2 * Math.PI * scale) / length;
    const low = Math.ceil((w0 - reach) / radiansPerBin);
    const high = Math.min(length / 2, Math.floor((w0 + reach) / radiansPerBin));
    let step = 1;
    while (length % (2 * step) === 0 && high - low < length / (2 * step)) step *= 2;
    const apart = commonDivisor(step, hopSamples);
    const short = length / step;
    const folded = complexZeros(short);
    const coefficients = complexZeros(short);
    const transform = transformOf(short);
    const fold: Fold = { low, high, length, spectrum: folded };
    foldInto(fold, spectrum, (k) => waveletAt(k * radiansPerBin, scale, w0) / length);
    for (let first = 0; first < step; first += apart) {
      if (first > 0) turn(fold, apart);
      // Exchanging real and imaginary parts on both sides turns the forward transform into the inverse one.
      transform({ re: folded.im, im: folded.re }, { re: coefficients.im, im: coefficients.re });
      visit({ coefficients, first, step }, frequency);
    }
  });
}

/** The wavelet's spectrum, of energy 1 over the samples, at `turns` = scale times radians per sample. */
function waveletAt(turns: number, scale: number, w0: number): number {
  return Math.SQRT2 * Math.PI ** 0.25 * Math.sqrt(scale) * Math.exp(-((turns - w0) ** 2) / 2);
}

/** Bins low … high of a spectrum of `length` bins, laid out over one of as many bins or more, modulo its length. */
interface Fold {
  readonly low: number;
  readonly high: number;
  readonly length: number;
  readonly spectrum: Complex;
}

const modulo = (k: number, n: number): number => ((k % n) + n) % n;

/** Lays out the bins of a real signal's spectrum, negative ones included, each times its gain. */
function foldInto({ low, high, spectrum: to }: Fold, { re, im }: Complex, gain: (k: number) => number): void {
  const n = to.re.length;
  for (let k = low, at = modulo(low, n); k <= high; k++) {
    const g = gain(k);
    to.re[at] = g * re[Math.abs(k)];
    to.im[at] = g * (k < 0 ? -im[-k] : im[k]);
    if (++at === n) at = 0;
  }
}

/** Moves what the folded bins stand for by `samples` towards the start. */
function turn({ low, high, length, spectrum: { re, im } }: Fold, samples: number): void {
  const roots = halfRoots(length);
  const half = length / 2;
  const n = re.length;
  let at = modulo(low, n);
  let angle = modulo(low * samples, length);
  for (let k = low; k <= high; k++) {
    // exp(+2 pi i angle / length), from the roots of the lower half turn.
    const flip = angle > half;
    const index = flip ? length - angle : angle;
    const wr = roots.re[index];
    const wi = flip ? roots.im[index] : -roots.im[index];
    const r = re[at];
    re[at] = r * wr - im[at] * wi;
    im[at] = r * wi + im[at] * wr;
    angle += samples;
    if (angle >= length) angle -= length;
    if (++at === n) at = 0;
  }
}

/** Of a power of two and any number. */
function commonDivisor(power: number, n: number): number {
  let divisor = power;
  while (n % divisor !== 0) divisor /= 2;
  return divisor;
}
