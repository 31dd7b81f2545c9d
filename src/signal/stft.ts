import { ArgumentError, requireOneOf, requireSamples } from '#base';
import type { FrameTrend } from './detrend.ts';
import { binCount, binFrequencies, eachFrameSpectrum, type Framing, frameCount, requireFraming } from './frames.ts';
import { type WindowName, windowValues } from './window.ts';

const paddings = ['none', 'zeros'] as const;
const scalings = ['spectrum', 'psd'] as const;

/** How a short-time Fourier transform cuts, weighs and scales its frames. */
export interface StftOptions {
  /** Length of a frame. */
  readonly windowSamples: number;
  /** Distance between two frames; at most `windowSamples`. */
  readonly hopSamples: number;
  /** @default 'hann' */
  readonly window?: WindowName;
  /** Length of the transform; beyond the window it is filled with zeros. @default windowSamples */
  readonly nfft?: number;
  /** `none`: frames fully inside the signal. `zeros`: frames centred on 0, hop, … past both ends. @default 'none' */
  readonly padding?: (typeof paddings)[number];
  /** What is taken off each frame first; `istft` needs `none`. @default 'none' */
  readonly detrend?: FrameTrend;
  /**
   * `spectrum` divides by sum w: a sine of amplitude A in the middle of a bin gives |X| = A / 2. `psd` divides by
   * sqrt(fs sum w^2): |X|^2 is a two-sided density. @default 'spectrum'
   */
  readonly scaling?: (typeof scalings)[number];
}

/** A short-time Fourier transform, with all that its inverse needs to know. */
export interface Stft {
  /** Real parts, frame-major [nFrames x nFreqs]: bin k of frame f is at f nFreqs + k. */
  readonly re: Float64Array;
  /** Imaginary parts [nFrames x nFreqs]. */
  readonly im: Float64Array;
  readonly nFrames: number;
  readonly nFreqs: number;
  /** Frequencies of the bins [nFreqs]. */
  readonly freqsHz: Float64Array;
  /** Middles of the frames [nFrames], from the first sample on. */
  readonly timesS: Float64Array;
  /** How it was made. */
  readonly made: StftOrigin;
}

/** The signal and the choices an {@link Stft} was made from. */
export interface StftOrigin extends Framing {
  readonly fs: number;
  /** Length of the signal. */
  readonly nSamples: number;
  readonly padding: (typeof paddings)[number];
  readonly scaling: (typeof scalings)[number];
}

/**
 * The one-sided short-time Fourier transform [nFrames x nFreqs] of a signal [n] sampled at `fs` (Hz), in the unit of `x`
 * (spectrum) or unit/sqrt(Hz) (psd). With padding `zeros` it is `scipy.signal.stft` with its defaults; with `none`,
 * the same with `boundary=None, padded=False`.
 *
 * Unlike SciPy, a window longer than the signal is not shortened: with `zeros` it reaches past the ends, with `none` it
 * is an error. Golden: `golden/signal/stft.json`.
 *
 * @throws ArgumentError for options that contradict each other, a sample that is not finite, or no full frame.
 * @example
 * const { nFrames, nFreqs } = stft(new Float64Array(1000), 1000, { windowSamples: 256, hopSamples: 64 });
 * [nFrames, nFreqs]; // [ 12, 129 ]
 */
export function stft(x: Float64Array, fs: number, options: StftOptions): Stft {
  const { windowSamples, hopSamples, nfft = windowSamples, window = 'hann' } = options;
  const { padding = 'none', detrend = 'none', scaling = 'spectrum' } = options;
  const made = { fs, nSamples: x.length, windowSamples, hopSamples, nfft, window, padding, detrend, scaling };
  requireSamples(x, 'stft');
  requireFraming(made, fs, 'stft');
  requireOneOf('padding', padding, paddings, 'stft');
  requireOneOf('scaling', scaling, scalings, 'stft');
  const signal = padding === 'zeros' ? padWithZeros(x, made) : x;
  requireOneFrame(signal, made, 'stft');

  const nFrames = frameCount(signal.length, made);
  const nFreqs = binCount(nfft);
  const re = new Float64Array(nFrames * nFreqs);
  const im = new Float64Array(nFrames * nFreqs);
  const factor = 1 / scaleOf(made);
  eachFrameSpectrum(signal, made, (spectrum, frame, at) => {
    for (let k = 0; k < nFreqs; k++) {
      re[frame * nFreqs + k] = spectrum.re[at + k] * factor;
      im[frame * nFreqs + k] = spectrum.im[at + k] * factor;
    }
  });
  const freqsHz = binFrequencies(nfft, fs);
  const timesS = frameTimes(nFrames, padding === 'zeros' ? 0 : windowSamples / 2, hopSamples, fs);
  return { re, im, nFrames, nFreqs, freqsHz, timesS, made };
}

/** Middles of frames [nFrames] in s, when the middle of the first lies at `firstSamples`. */
export function frameTimes(nFrames: number, firstSamples: number, hopSamples: number, fs: number): Float64Array {
  const timesS = new Float64Array(nFrames);
  for (let f = 0; f < nFrames; f++) timesS[f] = (firstSamples + f * hopSamples) / fs;
  return timesS;
}

/** @throws ArgumentError when not a single frame fits into the signal. */
export function requireOneFrame(x: Float64Array, framing: Framing, where: string): void {
  if (frameCount(x.length, framing) > 0) return;
  throw new ArgumentError(
    `windowSamples must be at most the length of x = ${x.length}, got ${framing.windowSamples} — in ${where}.`,
    'Shorten the window or pass a longer signal.',
  );
}

/** By what the transform of a frame is divided. */
export function scaleOf({ window, windowSamples, scaling, fs }: StftOrigin): number {
  const weights = windowValues(window, windowSamples);
  if (scaling === 'spectrum') return weights.reduce((sum, w) => sum + w, 0);
  return Math.sqrt(fs * weights.reduce((sum, w) => sum + w * w, 0));
}

/** Half a window of zeros at both ends, and at the end what the last frame lacks. */
function padWithZeros(x: Float64Array, { windowSamples, hopSamples }: Framing): Float64Array {
  const edge = Math.floor(windowSamples / 2);
  const length = x.length + 2 * edge;
  const lacking = (hopSamples - ((length - windowSamples) % hopSamples)) % hopSamples;
  const padded = new Float64Array(length + lacking);
  padded.set(x, edge);
  return padded;
}
