import { type Random, requirePositive } from '#base';
import { irfft } from '#signal';
import { type PowerResponse, type SpectrumShape, shapePower } from './spectrum-shape.ts';

/** What {@link shapedNoise} makes. */
export interface ShapedNoiseOptions {
  readonly durationS: number;
  /** Lower corner (Hz) at a time in `[0, durationS]`. */
  readonly lowHz: (timeS: number) => number;
  /** Higher corner (Hz) at a time in `[0, durationS]`. */
  readonly highHz: (timeS: number) => number;
  /** Of a filter that the noise will pass later: its RMS is 1 behind that. @default everything passes */
  readonly response?: PowerResponse;
}

/** Length of a block with a constant spectrum (s): a change slower than this is followed. */
const blockS = 2;

/** One block of stationary noise [n], n even, with the shape's spectrum and an expected power of 1 behind the response. */
function noiseBlock(
  random: Random,
  fs: number,
  n: number,
  shape: SpectrumShape & { response: PowerResponse },
): Float64Array {
  const half = n / 2;
  const gain = Float64Array.from({ length: half + 1 }, (_, k) => Math.sqrt(shapePower((k * fs) / n, shape)));
  // The bins between DC and Nyquist stand for two of the full spectrum.
  const power = gain.reduce((sum, g, k) => sum + (k === half ? g * g : 2 * g * g) * shape.response((k * fs) / n), 0);
  requirePositive('power behind the response', power, 'shapedNoise');
  const re = new Float64Array(half + 1);
  const im = new Float64Array(half + 1);
  for (let k = 1; k <= half; k++) {
    const amplitude = (n * gain[k]) / Math.sqrt(k === half ? power : 2 * power);
    re[k] = amplitude * random.normal();
    im[k] = k === half ? 0 : amplitude * random.normal();
  }
  return irfft({ re, im }, n);
}

/**
 * Gaussian noise [nSamples] with the spectrum of sEMG (`shapePower`), whose corner frequencies move slowly in time, and
 * an expected RMS of 1 (behind `response`, where one is given). Independent blocks of 2 s with half overlap under a sine window, whose squares add up
 * to 1, so that the power does not pulse with the blocks.
 *
 * @throws ArgumentError for a duration, a rate or a corner frequency that is not positive, or a response that lets nothing
 * pass.
 * @example
 * const noise = shapedNoise(seededRandom(7), 1000, { durationS: 10, lowHz: () => 50, highHz: (t) => 100 - t });
 * noise.length; // 10000
 */
export function shapedNoise(random: Random, fs: number, options: ShapedNoiseOptions): Float64Array {
  const { durationS, lowHz, highHz, response = () => 1 } = options;
  requirePositive('fs', fs, 'shapedNoise');
  requirePositive('durationS', durationS, 'shapedNoise');
  const nSamples = Math.round(durationS * fs);
  const half = Math.max(1, Math.round((blockS * fs) / 2));
  const n = 2 * half;
  const window = Float64Array.from({ length: n }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / n));
  const out = new Float64Array(nSamples);
  for (let start = -half; start < nSamples; start += half) {
    const middleS = Math.min((start + half) / fs, durationS);
    const shape = { lowHz: lowHz(middleS), highHz: highHz(middleS), response };
    requirePositive('lowHz', shape.lowHz, 'shapedNoise');
    requirePositive('highHz', shape.highHz, 'shapedNoise');
    const block = noiseBlock(random, fs, n, shape);
    const end = Math.min(n, nSamples - start);
    for (let i = Math.max(0, -start); i < end; i++) out[start + i] += window[i] * block[i];
  }
  return out;
}
