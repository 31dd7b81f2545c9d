import { requireSamples } from '#base';
import type { FrameTrend } from './detrend.ts';
import { binCount, binFrequencies, eachFrameSpectrum, frameCount, requireFraming } from './frames.ts';
import { densityWeights } from './framing-tables.ts';
import { frameTimes, requireOneFrame } from './stft.ts';
import type { WindowName } from './window.ts';

/** How a power spectrogram cuts and weighs its frames. */
export interface PowerSpectrogramOptions {
  /** Length of a frame. */
  readonly windowSamples: number;
  /** Distance between two frames; at most `windowSamples`. */
  readonly hopSamples: number;
  /** @default 'hann' */
  readonly window?: WindowName;
  /** Length of the transform; beyond the window it is filled with zeros. @default windowSamples */
  readonly nfft?: number;
  /** What is taken off each frame first. @default 'constant' */
  readonly detrend?: FrameTrend;
}

/** Power per time and frequency. */
export interface PowerSpectrogram {
  /** One-sided density in unit²/Hz, frame-major [nFrames x nFreqs]: bin k of frame f is at f nFreqs + k. */
  readonly power: Float64Array;
  readonly nFrames: number;
  readonly nFreqs: number;
  /** Frequencies of the bins [nFreqs]. */
  readonly freqsHz: Float64Array;
  /** Middles of the frames [nFrames], from the first sample on. */
  readonly timesS: Float64Array;
}

/**
 * The power spectrogram [nFrames x nFreqs] of a signal [n] sampled at `fs` (Hz), as one-sided density in unit²/Hz, of
 * the frames that lie fully inside: `scipy.signal.spectrogram(mode='psd')`, transposed. Each frame sums, times the bin
 * width, to its mean square.
 *
 * Golden: `golden/signal/spectrogram.json`.
 *
 * @throws ArgumentError for options that contradict each other, a sample that is not finite, or no full frame.
 * @example
 * const { timesS } = powerSpectrogram(new Float64Array(512), 1000, { windowSamples: 256, hopSamples: 128 });
 * timesS; // Float64Array(3) [ 0.128, 0.256, 0.384 ]
 */
export function powerSpectrogram(x: Float64Array, fs: number, options: PowerSpectrogramOptions): PowerSpectrogram {
  const { windowSamples, hopSamples, nfft = windowSamples, window = 'hann', detrend = 'constant' } = options;
  const framing = { windowSamples, hopSamples, nfft, window, detrend };
  requireSamples(x, 'powerSpectrogram');
  requireFraming(framing, fs, 'powerSpectrogram');
  requireOneFrame(x, framing, 'powerSpectrogram');
  const nFrames = frameCount(x.length, framing);
  const nFreqs = binCount(nfft);
  const power = new Float64Array(nFrames * nFreqs);
  const weights = densityWeights(framing, fs);
  eachFrameSpectrum(x, framing, ({ re, im }, frame, at) => {
    for (let k = 0; k < nFreqs; k++) {
      power[frame * nFreqs + k] = (re[at + k] * re[at + k] + im[at + k] * im[at + k]) * weights[k];
    }
  });
  const timesS = frameTimes(nFrames, windowSamples / 2, hopSamples, fs);
  return { power, nFrames, nFreqs, freqsHz: binFrequencies(nfft, fs), timesS };
}
