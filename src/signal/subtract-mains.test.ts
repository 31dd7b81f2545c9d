import { describe, expect, it } from 'vitest';
import { ArgumentError, seededRandom } from '#base';
import { butterworth } from './butterworth.ts';
import { notch } from './notch.ts';
import { sosfiltfilt } from './sosfiltfilt.ts';
import { mean, rms } from './statistics.ts';
import { subtractMains } from './subtract-mains.ts';
import { welch } from './welch.ts';

const fs = 1000;

/** Noise with the spectrum of sEMG: most power between 40 and 150 Hz. */
function emg(seed: number, seconds = 10): Float64Array {
  const random = seededRandom(seed);
  const white = Float64Array.from({ length: seconds * fs }, () => random.normal());
  return sosfiltfilt(butterworth(fs, { order: 1, type: 'bandpass', cutoffHz: [40, 150] }), white);
}

/** Mains at a frequency that wanders slowly, with a third and a fifth harmonic. */
function hum(n: number, hz: number, level: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    const phase = 2 * Math.PI * hz * (i / fs) + 0.3 * Math.sin((2 * Math.PI * i) / (20 * fs));
    return level * (Math.sin(phase) + 0.4 * Math.sin(3 * phase + 1) + 0.2 * Math.sin(5 * phase + 2));
  });
}

/** Median frequency (Hz) between 20 and 450 Hz, interpolated. */
function mdf(x: Float64Array): number {
  const { psd, freqsHz } = welch(x, fs, { windowSamples: 1024 });
  const total = psd.reduce((sum, p, i) => sum + (freqsHz[i] >= 20 && freqsHz[i] <= 450 ? p : 0), 0);
  let below = 0;
  for (let i = 0; i < psd.length; i++) {
    if (freqsHz[i] < 20) continue;
    if (below + psd[i] >= total / 2) return freqsHz[i - 1] + ((total / 2 - below) / psd[i]) * (freqsHz[1] - freqsHz[0]);
    below += psd[i];
  }
  return Number.NaN;
}
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
const biasOf = (cleaned: (x: Float64Array) => Float64Array, level: number): number =>
  mean(
    seeds.map((seed) => {
      const x = emg(seed);
      const noise = hum(x.length, 50.12, level * rms(x));
      return mdf(cleaned(x.map((value, i) => value + noise[i]))) - mdf(x);
    }),
  );
const subtracted = (x: Float64Array): Float64Array => subtractMains(x, fs, { frequencyHz: 50 }).samples;

describe('subtractMains', () => {
  it.each([0, 0.2, 1, 3])('moves the median frequency by less than 0.5 Hz, at hum of %s times the signal', (level) => {
    expect(Math.abs(biasOf(subtracted, level))).toBeLessThan(0.5);
  });

  it('does so where a notch moves it by ten hertz', () => {
    const sos = notch(fs, { frequencyHz: 50, q: 5 });
    expect(biasOf((x) => sosfiltfilt(sos, x), 1)).toBeGreaterThan(5);
  });

  it('leaves less than a tenth of the hum, and finds its frequency', () => {
    const x = emg(9);
    const level = 2 * rms(x);
    const noise = hum(x.length, 49.86, level);
    const found = subtractMains(
      x.map((value, i) => value + noise[i]),
      fs,
      { frequencyHz: 50 },
    );
    expect(Math.abs(found.frequencyHz - 49.86)).toBeLessThan(0.03);
    const left = noise.map((value, i) => value - found.hum[i]);
    expect(rms(left) / rms(noise)).toBeLessThan(0.1);
    found.samples.forEach((value, i) => {
      expect(Math.abs(value + found.hum[i] - x[i] - noise[i])).toBeLessThan(1e-12);
    });
  });

  it('takes 60 Hz, short signals and other rates, and refuses what it cannot fit', () => {
    for (const [rate, n] of [
      [400, 200],
      [1000, 700],
      [2048, 9000],
    ]) {
      const x = Float64Array.from({ length: n }, (_, i) => Math.sin((2 * Math.PI * 60 * i) / rate));
      expect(rms(subtractMains(x, rate, { frequencyHz: 60 }).samples)).toBeLessThan(0.02);
    }
    const x = emg(1, 1);
    expect(() => subtractMains(x, 100, { frequencyHz: 50 })).toThrow(ArgumentError);
    expect(() => subtractMains(x.slice(0, 400), fs, { frequencyHz: 50 })).toThrow(ArgumentError);
  });
});
