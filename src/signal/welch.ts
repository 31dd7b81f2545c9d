import { ArgumentError, requireOneOf, requireSamples, requireWhole } from '#base';
import type { FrameTrend } from './detrend.ts';
import { binCount, binFrequencies, eachFrameSpectrum, type Framing, frameCount, requireFraming } from './frames.ts';
import { densityWeights } from './framing-tables.ts';
import { quantileOfSorted } from './statistics.ts';
import type { WindowName } from './window.ts';

const averages = ['mean', 'median'] as const;

/** How Welch's method cuts, weighs and averages. */
export interface WelchOptions {
  /** Length of a segment; a shorter signal is one segment. @default 1024 */
  readonly windowSamples?: number;
  /** Samples that two segments share. @default half the segment */
  readonly overlapSamples?: number;
  /** @default 'hann' */
  readonly window?: WindowName;
  /** Length of the transform; beyond the segment it is filled with zeros. @default the segment */
  readonly nfft?: number;
  /** What is taken off each segment first. @default 'constant' */
  readonly detrend?: FrameTrend;
  /** Over segments; the median, corrected for its bias, resists artefacts. @default 'mean' */
  readonly average?: (typeof averages)[number];
}

/** A power spectrum over frequency. */
export interface PowerSpectrum {
  /** One-sided density [nFreqs], unit²/Hz. */
  readonly psd: Float64Array;
  /** Frequencies of the bins [nFreqs]. */
  readonly freqsHz: Float64Array;
}

/**
 * The power spectral density [nFreqs] in unit²/Hz of a signal [n] sampled at `fs` (Hz), by Welch's method of averaged,
 * overlapping segments: `scipy.signal.welch`. A signal shorter than `windowSamples` is taken as one segment.
 *
 * Welch 1967; bias of the median: Allen et al. 2012, appendix B, as in SciPy 1.17. Golden: `golden/signal/welch.json`.
 *
 * @throws ArgumentError for options that contradict each other, an empty signal, or a sample that is not finite.
 * @example
 * const { freqsHz } = welch(new Float64Array(2000), 1000, { windowSamples: 500 });
 * freqsHz[25]; // 50
 */
export function welch(x: Float64Array, fs: number, options: WelchOptions = {}): PowerSpectrum {
  const { average = 'mean' } = options;
  requireSamples(x, 'welch');
  requireOneOf('average', average, averages, 'welch');
  const framing = segmentsOf(x, options);
  requireFraming(framing, fs, 'welch');
  const powers = average === 'mean' ? meanPower(x, framing) : medianPower(x, framing);
  const weights = densityWeights(framing, fs);
  const psd = new Float64Array(powers.length);
  for (let k = 0; k < psd.length; k++) psd[k] = weights[k] * powers[k];
  return { psd, freqsHz: binFrequencies(framing.nfft, fs) };
}

function segmentsOf(x: Float64Array, options: WelchOptions): Framing {
  const { windowSamples: wanted = 1024, window = 'hann', detrend = 'constant' } = options;
  requireWhole('windowSamples', wanted, 1, 'welch');
  const windowSamples = Math.min(wanted, x.length);
  const { overlapSamples = Math.floor(windowSamples / 2), nfft = windowSamples } = options;
  requireWhole('overlapSamples', overlapSamples, 0, 'welch');
  if (overlapSamples >= wanted) {
    throw new ArgumentError(
      `overlapSamples must be below windowSamples = ${wanted}, got ${overlapSamples} — in welch.`,
      'Lower the overlap; half the window is usual.',
    );
  }
  // With a single segment the overlap says nothing, and may be longer than it.
  const hopSamples = Math.max(windowSamples - overlapSamples, 1);
  return { windowSamples, hopSamples, nfft, window, detrend };
}

/** Mean of |X|^2 over the segments [nFreqs]. */
function meanPower(x: Float64Array, framing: Framing): Float64Array {
  const sum = new Float64Array(binCount(framing.nfft));
  eachFrameSpectrum(x, framing, ({ re, im }, _segment, at) => {
    for (let k = 0; k < sum.length; k++) sum[k] += re[at + k] * re[at + k] + im[at + k] * im[at + k];
  });
  const nSegments = frameCount(x.length, framing);
  for (let k = 0; k < sum.length; k++) sum[k] /= nSegments;
  return sum;
}

/** Median of |X|^2 over the segments [nFreqs], divided by its bias. */
function medianPower(x: Float64Array, framing: Framing): Float64Array {
  const nSegments = frameCount(x.length, framing);
  const powers = Array.from({ length: binCount(framing.nfft) }, () => new Float64Array(nSegments));
  eachFrameSpectrum(x, framing, ({ re, im }, segment, at) => {
    for (let k = 0; k < powers.length; k++) {
      powers[k][segment] = re[at + k] * re[at + k] + im[at + k] * im[at + k];
    }
  });
  return Float64Array.from(powers, (values) => quantileOfSorted(values.sort(), 0.5) / medianBias(nSegments));
}

/** The median of n exponential variables over their mean: 1 - 1/2 + 1/3 - … over the odd number of terms up to n. */
function medianBias(n: number): number {
  let bias = 1;
  for (let i = 2; i < n; i += 2) bias += 1 / (i + 1) - 1 / i;
  return bias;
}
