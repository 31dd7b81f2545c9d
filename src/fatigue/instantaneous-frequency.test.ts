import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { linearFit, mean, median } from '#signal';
import { refusal } from '../base/check-refusal.ts';
// Simulation is a layer above this one; a test may look up.
import { shapedNoise, shapeWithMdf } from '../simulate/index.ts';
import { colouredNoise, contractionOf } from './check-contractions.ts';
import { type Course, instantaneousFrequency } from './index.ts';

const methods = ['stft', 'cwt'] as const;

/** A tone whose frequency falls evenly from one value to another. */
function chirp(durationS: number, fromHz: number, toHz: number, fs = 1000): Float64Array {
  const rate = (toHz - fromHz) / durationS;
  return Float64Array.from({ length: durationS * fs }, (_, i) => {
    const t = i / fs;
    return Math.sin(2 * Math.PI * (fromHz + (rate * t) / 2) * t);
  });
}

/** The largest distance of a course from the truth, relative to it. */
function worstOff({ timesS, values }: Course, truth: (timeS: number) => number): number {
  return Math.max(...Array.from(values, (value, i) => Math.abs(value / truth(timesS[i]) - 1)));
}

describe('instantaneousFrequency', () => {
  it.each(methods)('follows a falling tone, and nearly so with a running median: %s', (method) => {
    const contraction = contractionOf(chirp(10, 180, 50));
    const truth = (t: number): number => 180 - 13 * t;
    const raw = instantaneousFrequency(contraction, { method, smoothingS: 0 });
    expect(raw.IMNF.timesS.length).toBeGreaterThan(130);
    expect(worstOff(raw.IMNF, truth)).toBeLessThan(0.03);
    // Half a bin of 3.9 Hz is what the median of a single line can be off.
    expect(worstOff(raw.IMDF, truth)).toBeLessThan(0.05);
    // At the ends the median looks to one side: half a width of 13 Hz/s is 3 Hz.
    const { IMDF } = instantaneousFrequency(contraction, { method });
    expect(worstOff(IMDF, truth)).toBeLessThan(0.1);
    expect(worstOff({ timesS: IMDF.timesS.slice(8, -8), values: IMDF.values.slice(8, -8) }, truth)).toBeLessThan(0.05);
  });

  it.each(methods)('follows a falling median frequency of noise: %s', (method) => {
    const shapes = Array.from({ length: 22 }, (_, s) => shapeWithMdf(110 - 1.5 * s));
    const options = {
      durationS: 21,
      lowHz: (t: number) => shapes[Math.round(t)].lowHz,
      highHz: (t: number) => shapes[Math.round(t)].highHz,
    };
    const lines = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
      const noise = shapedNoise(seededRandom(seed), 1000, options);
      const { timesS, values } = instantaneousFrequency(contractionOf(noise), { method }).IMDF;
      return linearFit(timesS, values);
    });
    expect(Math.abs(mean(lines.map(({ intercept }) => intercept)) / 110 - 1)).toBeLessThan(0.03);
    expect(Math.abs(mean(lines.map(({ intercept, slope }) => intercept + 20 * slope)) / 80 - 1)).toBeLessThan(0.03);
  });

  it('scatters less when it is smoothed, and keeps its moments', () => {
    const contraction = contractionOf(colouredNoise(6000));
    for (const method of methods) {
      const smooth = instantaneousFrequency(contraction, { method }).IMNF;
      const raw = instantaneousFrequency(contraction, { method, smoothingS: 0 }).IMNF;
      expect(smooth.timesS).toEqual(raw.timesS);
      const roughness = ({ values }: Course): number =>
        values.slice(1).reduce((sum, value, i) => sum + Math.abs(value - values[i]), 0);
      expect(roughness(smooth)).toBeLessThan(roughness(raw) / 4);
      const centre = smooth.timesS.findIndex((t) => t > 3);
      const near = raw.values.filter((_, i) => Math.abs(raw.timesS[i] - raw.timesS[centre]) < 0.501);
      expect(near.length).toBe(15);
      expect(smooth.values[centre]).toBe(median(near));
    }
  });

  it('speaks of moments inside the contraction only, in seconds of the recording', () => {
    const contraction = contractionOf(colouredNoise(3000));
    expect([contraction.startS, contraction.endS]).toEqual([0.5, 2.5]);
    const stft = instantaneousFrequency(contraction).IMNF.timesS;
    expect(stft[0]).toBeCloseTo(0.5 + 0.128, 12);
    expect(stft[1] - stft[0]).toBeCloseTo(0.064, 12);
    const cwt = instantaneousFrequency(contraction, { method: 'cwt' }).IMNF.timesS;
    // sqrt(2) scales of the wavelet at 20 Hz are 0.0675 s: the moment at 0.064 s is inside the cone, the next is not.
    expect(cwt[0]).toBeCloseTo(0.5 + 0.128, 12);
    expect(cwt[cwt.length - 1]).toBeLessThanOrEqual(2.5 - 0.0675);
  });

  it('does not change with the gain', () => {
    const samples = colouredNoise(3000);
    const louder = samples.map((value) => 1000 * value);
    for (const method of methods) {
      const a = instantaneousFrequency(contractionOf(samples), { method }).IMDF.values;
      const b = instantaneousFrequency(contractionOf(louder), { method }).IMDF.values;
      expect(Math.max(...a.map((value, i) => Math.abs(value - b[i])))).toBeLessThan(1e-8);
    }
  });

  it('refuses what it cannot look at', () => {
    const contraction = contractionOf(colouredNoise(3000));
    expect(refusal(() => instantaneousFrequency(contraction, { smoothingS: -1 }))).toBe(
      'smoothingS must be 0 or more, got -1 — in instantaneousFrequency. Pass a width in seconds; 1 is usual.',
    );
    expect(refusal(() => instantaneousFrequency(contraction, { method: 'wvd' as 'cwt' }))).toContain('stft, cwt');
    const silent = { ...contraction, samples: new Float64Array(2000) };
    for (const method of methods) {
      expect(refusal(() => instantaneousFrequency(silent, { method }))).toContain('holds no power');
      const short = { ...contraction, samples: contraction.samples.slice(0, 30) };
      expect(refusal(() => instantaneousFrequency(short, { method }))).toMatch(/windowSamples|frequenciesHz/);
    }
    const touched = { ...contraction, samples: contraction.samples.slice(0, 100) };
    expect(refusal(() => instantaneousFrequency(touched, { method: 'cwt' }))).toBe(
      'The contraction must be longer than the 0.135 s that its ends touch at 20 Hz, got 0.100 s — in instantaneousFrequency. Pass a longer contraction.',
    );
  });
});
