import { requirePositive, requireSamples } from '#base';
import { binCount, binFrequencies, frameCount, requireFraming } from './frames.ts';
import { kernelDecibels, kernelTakes } from './log-power-kernel.ts';
import { type PowerSpectrogramOptions, powerSpectrogram } from './power-spectrogram.ts';
import { frameTimes, requireOneFrame } from './stft.ts';

/** How {@link logPowerStft} cuts and weighs its frames, and where its logarithm ends. */
export interface LogPowerStftOptions extends PowerSpectrogramOptions {
  /** Added to the power before the logarithm, unit²/Hz: silence is 10 log10(floor) dB. @default 1e-12 */
  readonly floor?: number;
}

/** Log power per time and frequency, in 32-bit floats: for pictures. */
export interface LogPowerStft {
  /** 10 log10(density + floor), dB re 1 unit²/Hz, frame-major [nFrames x nFreqs]: bin k of frame f is at f nFreqs + k. */
  readonly db: Float32Array;
  readonly nFrames: number;
  readonly nFreqs: number;
  /** Frequencies of the bins [nFreqs]. */
  readonly freqsHz: Float64Array;
  /** Middles of the frames [nFrames], from the first sample on. */
  readonly timesS: Float64Array;
}

/**
 * The log-power spectrogram [nFrames x nFreqs] of a signal [n] sampled at `fs` (Hz), for pictures and live views:
 * `10 log10(power + floor)` of {@link powerSpectrogram}, in dB re 1 unit²/Hz, several times faster. For numbers that are
 * reported or learned from use that one.
 *
 * Transforms of a power of two from 64 to 4096 run in a WebAssembly kernel with 32-bit floats (`kernels/log-power-stft.ts`):
 * its power differs from `powerSpectrogram`, which is golden, by less than 1e-6 of the frame's strongest bin, and bins up
 * to 40 dB below that one by less than 0.001 dB (a test says so). Everything else (other lengths, a linear trend, numbers
 * beyond 1e12, no SIMD) goes through `powerSpectrogram` itself.
 *
 * @throws ArgumentError for options that contradict each other, a floor that is not above 0, a sample that is not finite,
 * or no full frame.
 * @example
 * const { db } = logPowerStft(new Float64Array(512), 1000, { windowSamples: 256, hopSamples: 128 });
 * [db.length, Math.round(db[0])]; // [ 387, -120 ]
 */
export function logPowerStft(x: Float64Array, fs: number, options: LogPowerStftOptions): LogPowerStft {
  const { windowSamples, hopSamples, nfft = windowSamples, window = 'hann', detrend = 'constant' } = options;
  const { floor = 1e-12 } = options;
  const framing = { windowSamples, hopSamples, nfft, window, detrend };
  requireFraming(framing, fs, 'logPowerStft');
  requirePositive('floor', floor, 'logPowerStft');
  const kernelRuns = kernelTakes(x, framing, floor);
  // What the kernel takes is finite: a second look at every sample would cost a tenth of the time.
  if (!kernelRuns || x.length === 0) requireSamples(x, 'logPowerStft');
  requireOneFrame(x, framing, 'logPowerStft');
  const db = kernelRuns
    ? kernelDecibels(x, fs, framing, floor)
    : Float32Array.from(powerSpectrogram(x, fs, framing).power, (power) => 10 * Math.log10(power + floor));
  const nFrames = frameCount(x.length, framing);
  const timesS = frameTimes(nFrames, windowSamples / 2, hopSamples, fs);
  return { db, nFrames, nFreqs: binCount(nfft), freqsHz: binFrequencies(nfft, fs), timesS };
}
