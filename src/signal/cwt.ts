import { requireSamples, requireWhole } from '#base';
import { coneOf, eachMorlet, type MorletOptions, requireMorlet } from './morlet.ts';
import type { PowerSpectrogram } from './power-spectrogram.ts';
import { meanOf } from './statistics.ts';

/** A continuous wavelet transform. */
export interface Cwt {
  /** Real parts, frequency-major [nFreqs x nSamples]: sample i at frequency k is at k nSamples + i. */
  readonly re: Float64Array;
  /** Imaginary parts [nFreqs x nSamples]. */
  readonly im: Float64Array;
  readonly nFreqs: number;
  readonly nSamples: number;
  /** The frequencies asked for [nFreqs]. */
  readonly freqsHz: Float64Array;
  /** Cone of influence [nFreqs]: nearer than this (s) to either end, what lies beyond the signal (zeros) counts. */
  readonly coneS: Float64Array;
}

/**
 * The continuous wavelet transform [nFreqs x nSamples] of a signal [n] sampled at `fs` (Hz) with the complex Morlet
 * wavelet `pi^(-1/4) exp(i w0 t) exp(-t²/2)`, whose scale is `w0 fs / (2 pi f)` samples at the frequency f. Wavelets have
 * energy 1 at every scale (Torrence & Compo 1998), in samples: white noise gives `mean |W|² = σ²` at every frequency, a
 * sine of amplitude A at its own frequency `|W| = A pi^(1/4) sqrt(scale / 2)`. Unit of `x`, times sqrt(samples).
 *
 * It is `pywt.cwt(x, scales, 'cmor2.0-0.95493')` (`cmorB-C` with B = 2, C = w0 / (2 pi)) times `sqrt(2) pi^(1/4)`, but
 * for what PyWavelets' sum of an integrated, rounded wavelet is off. The wavelet's spectrum ends at fs / 2. The cone of
 * influence is `sqrt(2) scale`.
 *
 * Golden: `golden/signal/cwt.json`, `golden/signal/cwt-pywavelets.json`.
 *
 * @throws ArgumentError for a signal that is empty or not finite, a `w0` outside 5 to 100, or a frequency that is not
 * below fs / 2 or whose wavelet is longer than the signal.
 * @example
 * const { nFreqs, nSamples } = cwt(new Float64Array(1000), 1000, { frequenciesHz: [20, 100, 450] });
 * [nFreqs, nSamples]; // [ 3, 1000 ]
 */
export function cwt(x: Float64Array, fs: number, options: MorletOptions): Cwt {
  const { frequenciesHz, w0 = 6 } = options;
  requireSamples(x, 'cwt');
  requireMorlet(x.length, fs, options, 'cwt');
  const nSamples = x.length;
  const nFreqs = frequenciesHz.length;
  const re = new Float64Array(nFreqs * nSamples);
  const im = new Float64Array(nFreqs * nSamples);
  eachMorlet(x, fs, { frequenciesHz, w0 }, ({ coefficients, first, step }, k) => {
    const end = (k + 1) * nSamples;
    for (let at = k * nSamples + first, i = 0; at < end; at += step, i++) {
      re[at] = coefficients.re[i];
      im[at] = coefficients.im[i];
    }
  });
  return { re, im, nFreqs, nSamples, freqsHz: Float64Array.from(frequenciesHz), coneS: coneOf(frequenciesHz, fs, w0) };
}

/** How {@link scalogram} samples its wavelets in time. */
export interface ScalogramOptions extends MorletOptions {
  /** Distance between two moments. @default 1 */
  readonly hopSamples?: number;
}

/** Power per time and frequency by wavelets; its moments are samples 0, hop, 2 hop, … */
export interface Scalogram extends PowerSpectrogram {
  /** Cone of influence [nFreqs]: nearer than this (s) to either end, what lies beyond the signal (zeros) counts. */
  readonly coneS: Float64Array;
}

/**
 * The scalogram [nFrames x nFreqs] of a signal [n] sampled at `fs` (Hz): `2 |W|² / fs` of {@link cwt}, after the mean is
 * taken off. It is a one-sided density in unit²/Hz, smoothed over frequency by the wavelet (standard deviation of its
 * power f / (sqrt(2) w0)): white noise of the density P gives P on average, as in {@link powerSpectrogram}.
 *
 * Golden: `golden/signal/cwt.json`.
 *
 * @throws ArgumentError as {@link cwt}, and for a hop that is not a whole number from 1.
 * @example
 * const { timesS } = scalogram(new Float64Array(500), 1000, { frequenciesHz: [20, 450], hopSamples: 200 });
 * timesS; // Float64Array(3) [ 0, 0.2, 0.4 ]
 */
export function scalogram(x: Float64Array, fs: number, options: ScalogramOptions): Scalogram {
  const { frequenciesHz, w0 = 6, hopSamples = 1 } = options;
  requireSamples(x, 'scalogram');
  requireMorlet(x.length, fs, options, 'scalogram');
  requireWhole('hopSamples', hopSamples, 1, 'scalogram');
  const nFreqs = frequenciesHz.length;
  const nFrames = Math.ceil(x.length / hopSamples);
  const power = new Float64Array(nFrames * nFreqs);
  const offset = meanOf(x);
  const centred = x.map((value) => value - offset);
  eachMorlet(centred, fs, { frequenciesHz, w0, hopSamples }, ({ coefficients: { re, im }, first, step }, k) => {
    for (let at = first, i = 0; at < x.length; at += step, i++) {
      if (at % hopSamples === 0) power[(at / hopSamples) * nFreqs + k] = (2 / fs) * (re[i] * re[i] + im[i] * im[i]);
    }
  });
  return {
    power,
    nFrames,
    nFreqs,
    freqsHz: Float64Array.from(frequenciesHz),
    timesS: Float64Array.from({ length: nFrames }, (_, f) => (f * hopSamples) / fs),
    coneS: coneOf(frequenciesHz, fs, w0),
  };
}
