import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { welch } from '#signal';
import { refusal } from '../base/check-refusal.ts';
import { colouredNoise } from './check-contractions.ts';
import {
  bandPower,
  dimitrovIndex,
  inBand,
  meanFrequency,
  medianFrequency,
  type Spectrum,
  spectralMoment,
  waveformLength,
  zeroCrossings,
} from './index.ts';

const x = colouredNoise(4000);
const windowSamples = 500;
/** Bins 11 to 220 of the transform: limits between bins, so that rounding moves no bin across them. */
const spectrumAt = (fs: number, samples = x): Spectrum =>
  inBand(welch(samples, fs, { windowSamples }), [(10.5 * fs) / windowSamples, (220.5 * fs) / windowSamples]);
const spectrumOf = (psd: readonly number[]): Spectrum => ({
  psd: Float64Array.from(psd),
  freqsHz: Float64Array.from(psd, (_, i) => 20 + 2 * i),
});

describe('spectral indices', () => {
  it('divide by k when the signal is played k times slower', () => {
    const usual = spectrumAt(1000);
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 10, noNaN: true }), (k) => {
        const slow = spectrumAt(1000 / k);
        expect((meanFrequency(slow) * k) / meanFrequency(usual)).toBeCloseTo(1, 10);
        expect((medianFrequency(slow) * k) / medianFrequency(usual)).toBeCloseTo(1, 10);
        expect(dimitrovIndex(slow) / k ** 6 / dimitrovIndex(usual)).toBeCloseTo(1, 10);
        expect((waveformLength(x, 1000 / k) * k) / waveformLength(x, 1000)).toBeCloseTo(1, 10);
        const crossings = zeroCrossings(x, 1000 / k, { threshold: 0.1 });
        expect((crossings * k) / zeroCrossings(x, 1000, { threshold: 0.1 })).toBeCloseTo(1, 10);
        const band = [31 / k, 101 / k] as const;
        expect(bandPower(slow, band) / bandPower(usual, [31, 101])).toBeCloseTo(1, 10);
      }),
      { numRuns: 20 },
    );
  });

  it('has its median up to a bin below that of whole bins, half a bin on average', () => {
    const powers = fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 5, maxLength: 60 });
    fc.assert(
      fc.property(powers, (psd) => {
        const spectrum = spectrumOf(psd);
        const half = psd.reduce((sum, p) => sum + p, 0) / 2;
        let below = 0;
        const bin = psd.findIndex((p) => {
          below += p;
          return below >= half;
        });
        const above = spectrum.freqsHz[bin] - medianFrequency(spectrum);
        expect(above).toBeGreaterThanOrEqual(0);
        expect(above).toBeLessThanOrEqual(spectrum.freqsHz[1] - spectrum.freqsHz[0]);
      }),
    );
    // Of 101 equal bins the middle one has as much below as above: half a bin more than the sum says that ends in it.
    const flat = spectrumOf(Array.from({ length: 101 }, () => 1));
    const [binHz, middleHz] = [flat.freqsHz[1] - flat.freqsHz[0], flat.freqsHz[50]];
    expect(medianFrequency(flat)).toBeCloseTo(middleHz - binHz / 2, 12);
  });

  it('do not change with the gain; powers go with its square', () => {
    const usual = spectrumAt(1000);
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (gain) => {
        const loud = spectrumAt(
          1000,
          x.map((value) => value * gain),
        );
        for (const index of [meanFrequency, medianFrequency, dimitrovIndex]) {
          expect(index(loud) / index(usual)).toBeCloseTo(1, 10);
        }
        expect(bandPower(loud, [20, 450]) / bandPower(usual, [20, 450]) / gain ** 2).toBeCloseTo(1, 10);
        expect(spectralMoment(loud, 2) / spectralMoment(usual, 2) / gain ** 2).toBeCloseTo(1, 10);
      }),
      { numRuns: 20 },
    );
  });

  it('lie inside the band, and MDF halves the power', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 30 }), (psd) => {
        fc.pre(psd.some((p) => p > 1e-3));
        const spectrum = spectrumOf(psd);
        const last = spectrum.freqsHz[psd.length - 1];
        for (const f of [meanFrequency(spectrum), medianFrequency(spectrum)]) {
          expect(f).toBeGreaterThanOrEqual(20 - 1e-9);
          expect(f).toBeLessThanOrEqual(last + 1e-9);
        }
        const mdf = medianFrequency(spectrum);
        const total = spectralMoment(spectrum, 0);
        const below = psd.reduce((sum, p, i) => sum + (spectrum.freqsHz[i] < mdf ? p : 0), 0);
        expect(below).toBeLessThanOrEqual(total / 2 + 1e-9);
        const upTo = psd.reduce((sum, p, i) => sum + (spectrum.freqsHz[i] < mdf + 2 ? p : 0), 0);
        expect(upTo).toBeGreaterThanOrEqual(total / 2 - 1e-9);
      }),
    );
  });

  it('take the lower end where a gap without power lies in the middle', () => {
    expect(medianFrequency(spectrumOf([0, 1, 0, 1]))).toBe(22);
    expect(medianFrequency(spectrumOf([5]))).toBe(20);
  });

  it('add band powers up to the power of the whole', () => {
    const spectrum = spectrumAt(1000);
    const edges = [0, 35, 36.1, 200, 1000];
    const parts = edges.slice(1).map((edge, i) => bandPower(spectrum, [edges[i], edge]));
    expect(parts.reduce((a, b) => a + b) / bandPower(spectrum, [0, 1000])).toBeCloseTo(1, 12);
    expect(bandPower(spectrum, [500, 600])).toBe(0);
  });

  it('keep both limits of a band', () => {
    expect([...inBand(spectrumOf([1, 2, 3, 4]), [22, 24]).psd]).toEqual([2, 3]);
    expect(bandPower(spectrumOf([1, 2, 3, 4]), [22, 24])).toBe(4);
  });

  it('refuse a spectrum without power', () => {
    expect(refusal(() => inBand(spectrumOf([1, 2]), [30, 40]))).toContain('The band 30–40 Hz holds no power (0 bins)');
    expect(refusal(() => inBand(spectrumOf([0, 0]), [20, 40]))).toContain('holds no power (2 bins)');
    for (const index of [meanFrequency, medianFrequency, dimitrovIndex]) {
      expect(refusal(() => index(spectrumOf([])))).toContain(`must hold power, got 0 over 0 bins — in ${index.name}.`);
      expect(refusal(() => index(spectrumOf([0, 0])))).toContain('got 0 over 2 bins');
      expect(refusal(() => index(spectrumOf([1e308, 1e308])))).toContain('got Infinity over 2 bins');
    }
  });

  it.each([
    ['inBand', (s: Spectrum) => inBand(s, [20, 40])],
    ['spectralMoment', (s: Spectrum) => spectralMoment(s, 1)],
    ['meanFrequency', meanFrequency],
    ['medianFrequency', medianFrequency],
    ['dimitrovIndex', dimitrovIndex],
    ['bandPower', (s: Spectrum) => bandPower(s, [20, 40])],
  ] as const)('refuse in %s what is no spectrum', (name, index) => {
    const { psd, freqsHz } = spectrumOf([1, 2, 3]);
    const said = (spectrum: Spectrum) => refusal(() => index(spectrum));
    const fix = `— in ${name}. Pass a spectrum as welch() or inBand() gives it.`;
    expect(said({ psd, freqsHz: freqsHz.slice(1) })).toBe(`psd and freqsHz must be equally long, got 3 and 2 ${fix}`);
    expect(said({ psd: psd.with(1, Number.NaN), freqsHz })).toBe(`psd[1] must be a power of 0 or more, got NaN ${fix}`);
    expect(said({ psd: psd.with(0, -1), freqsHz })).toBe(`psd[0] must be a power of 0 or more, got -1 ${fix}`);
    expect(said({ psd, freqsHz: freqsHz.slice().reverse() })).toBe(`freqsHz must rise, got 22 at bin 1 ${fix}`);
    expect(said({ psd, freqsHz: freqsHz.with(2, Number.NaN) })).toBe(`freqsHz must rise, got NaN at bin 2 ${fix}`);
  });

  it.each([
    [Number.NaN, 40],
    [20, Number.NaN],
    [40, 20],
    [20, Number.POSITIVE_INFINITY],
  ] as const)('refuse %d–%d Hz, which is no band', (...band) => {
    for (const [name, power] of Object.entries({ inBand, bandPower })) {
      expect(refusal(() => power(spectrumOf([1, 2]), band))).toBe(
        `The band must be two rising frequencies, got ${band.join('–')} Hz — in ${name}. Pass a band such as [20, 450].`,
      );
    }
  });

  it('refuse the power of a single bin, whose width nobody knows', () => {
    expect(refusal(() => bandPower(spectrumOf([1]), [10, 30]))).toContain('must hold at least 2 bins, got 1');
  });

  it('refuse M(-1) of a bin at 0 Hz', () => {
    const whole = welch(x, 1000, { windowSamples });
    expect(refusal(() => dimitrovIndex(whole))).toBe(
      'freqsHz[0] must be a number above 0, got 0 — in dimitrovIndex. Take the band with inBand() first.',
    );
    expect(refusal(() => spectralMoment(whole, -1))).toContain('got 0 — in spectralMoment. Take the band');
    expect(spectralMoment(whole, 0)).toBeGreaterThan(0);
    expect(refusal(() => spectralMoment(whole, Number.NaN))).toContain('order must be a finite number, got NaN');
  });
});
