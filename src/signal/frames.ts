import { ArgumentError, requireOneOf, requirePositive, requireWhole } from '#base';
import { type Complex, complexZeros } from './complex.ts';
import { type FrameTrend, removeTrend, requireFrameTrend } from './detrend.ts';
import { frameKernelTakes, kernelSpectra } from './frame-kernel.ts';
import { frameWeights } from './framing-tables.ts';
import { realTransformOf } from './rfft.ts';
import { requireWindowLength, type WindowName, windowNames } from './window.ts';

/** How a signal is cut into frames, all choices made. */
export interface Framing {
  /** Length of a frame. */
  readonly windowSamples: number;
  /** Distance between the starts of two frames; at most the window. */
  readonly hopSamples: number;
  /** Length of the transform: the window, or more, filled up with zeros. */
  readonly nfft: number;
  readonly window: WindowName;
  /** What is taken off each frame before it is windowed. */
  readonly detrend: FrameTrend;
}

/** @throws ArgumentError unless the framing makes sense and `fs` is positive. */
export function requireFraming(framing: Framing, fs: number, where: string): void {
  const { windowSamples, hopSamples, nfft, window, detrend } = framing;
  requirePositive('fs', fs, where);
  requireWhole('windowSamples', windowSamples, 1, where);
  requireWhole('hopSamples', hopSamples, 1, where);
  if (hopSamples > windowSamples) {
    throw new ArgumentError(
      `hopSamples must be at most windowSamples = ${windowSamples}, got ${hopSamples} — in ${where}.`,
      'Lower the hop; samples between the frames would be lost.',
    );
  }
  requireWindowLength('nfft', nfft, where);
  if (nfft < windowSamples) {
    throw new ArgumentError(
      `nfft must be at least windowSamples = ${windowSamples}, got ${nfft} — in ${where}.`,
      'Raise nfft, or leave it out to transform the window itself.',
    );
  }
  requireOneOf('window', window, windowNames, where);
  requireFrameTrend(detrend, where);
}

/** Number of bins of a one-sided spectrum. */
export const binCount = (nfft: number): number => Math.floor(nfft / 2) + 1;

/** Number of frames that lie fully inside `nSamples`. */
export function frameCount(nSamples: number, { windowSamples, hopSamples }: Framing): number {
  return nSamples < windowSamples ? 0 : Math.floor((nSamples - windowSamples) / hopSamples) + 1;
}

/** Frequencies of the bins [nFreqs], Hz. */
export function binFrequencies(nfft: number, fs: number): Float64Array {
  const freqsHz = new Float64Array(binCount(nfft));
  for (let k = 0; k < freqsHz.length; k++) freqsHz[k] = (k * fs) / nfft;
  return freqsHz;
}

/** Sees one frame's half spectrum [nFreqs]: bin k is at `at` + k. It is overwritten later. */
export type FrameVisit = (spectrum: Complex, frame: number, at: number) => void;

/**
 * Transforms every frame that lies fully inside `x` and shows its half spectrum [nFreqs] to `visit`, in order. Powers of
 * two go through a WebAssembly kernel where there is one, to the same bits.
 */
export function eachFrameSpectrum(x: Float64Array, framing: Framing, visit: FrameVisit): void {
  const nFrames = frameCount(x.length, framing);
  if (nFrames > 0 && frameKernelTakes(framing)) kernelSpectra(x, framing, nFrames, visit);
  else eachSpectrumPlain(x, framing, visit);
}

/** {@link eachFrameSpectrum} without the kernel. */
export function eachSpectrumPlain(x: Float64Array, framing: Framing, visit: FrameVisit): void {
  const { windowSamples, hopSamples, nfft, detrend } = framing;
  const weights = frameWeights(framing.window, windowSamples);
  const transform = realTransformOf(nfft);
  const spectrum = complexZeros(binCount(nfft));
  const padded = new Float64Array(nfft);
  const frame = padded.subarray(0, windowSamples);
  const nFrames = frameCount(x.length, framing);
  for (let f = 0; f < nFrames; f++) {
    const start = f * hopSamples;
    if (detrend === 'linear') {
      frame.set(x.subarray(start, start + windowSamples));
      removeTrend(frame, detrend);
      for (let i = 0; i < windowSamples; i++) frame[i] *= weights[i];
    } else {
      const centre = detrend === 'constant' ? frameMean(x, start, windowSamples) : 0;
      for (let i = 0; i < windowSamples; i++) frame[i] = (x[start + i] - centre) * weights[i];
    }
    transform(padded, spectrum);
    visit(spectrum, f, 0);
  }
}

/** The mean of `n` samples from `start` on, with the bits of `meanOf`. */
function frameMean(x: Float64Array, start: number, n: number): number {
  let sum = 0;
  for (let i = start; i < start + n; i++) sum += x[i];
  const first = sum / n;
  let rest = 0;
  for (let i = start; i < start + n; i++) rest += x[i] - first;
  return first + rest / n;
}
