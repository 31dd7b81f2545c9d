import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colouredNoise, contractionOf, refusal } from './check-contractions.ts';
import { bandEdgesHz, contractionIndices, contractionSpectrum, type IndexValue, powerBandsHz } from './index.ts';

const samples = colouredNoise(5000);
const valueIn = (indices: readonly IndexValue[], id: string): number =>
  indices.find((index) => index.id === id)?.value ?? Number.NaN;

describe('contractionIndices', () => {
  it('says of each value its unit, band, window and method', () => {
    const indices = contractionIndices(contractionOf(samples), { noiseLevel: 0.01 });
    expect(new Set(indices.map(({ id }) => id)).size).toBe(indices.length);
    for (const { id, value, unit, band, window, method } of indices) {
      expect(Number.isFinite(value), id).toBe(true);
      expect(band[0] < band[1], id).toBe(true);
      for (const text of [unit, window, method]) expect(text.trim().length, id).toBeGreaterThan(0);
    }
    expect(indices.filter(({ id }) => !id.startsWith('BP_')).map(({ id, unit }) => `${id} ${unit}`)).toEqual([
      'RMS mV',
      'MAV mV',
      'ZC 1/s',
      'WL mV/s',
      'MNF Hz',
      'MDF Hz',
      'FInsm5 Hz^-6',
      'MDF_SLOPE %/s',
      'RMS_SLOPE %/s',
    ]);
    expect(indices.find(({ id }) => id === 'ZC')).toMatchObject({
      window: '4.00 s inside the contraction',
      method: 'zero crossings, dead band ±0.030 mV; Butterworth order 4, zero phase',
    });
    expect(indices.find(({ id }) => id === 'MDF')).toMatchObject({
      band: [20, 450],
      window: '4.00 s inside the contraction, Hann 1.024 s, half overlap',
      method: 'median frequency, interpolated; Welch PSD, mean removed',
    });
  });

  it('leaves out bands that the rate does not carry', () => {
    const ids = (fs: number) => contractionIndices(contractionOf(colouredNoise(4 * fs), fs)).map(({ id }) => id);
    expect(ids(1000).filter((id) => id.startsWith('BP_'))).toHaveLength(12);
    expect(
      ids(500)
        .filter((id) => id.startsWith('BP_'))
        .at(-1),
    ).toBe('BP_185_225');
    expect(
      ids(400)
        .filter((id) => id.startsWith('BP_'))
        .at(-1),
    ).toBe('BP_125_150');
  });

  it('follows the gain where it is an amplitude, and does not where it is a frequency or a change', () => {
    const usual = contractionIndices(contractionOf(samples));
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (gain) => {
        const loud = contractionIndices(contractionOf(samples.map((value) => value * gain)));
        for (const { id, value } of usual) {
          const power = id.startsWith('BP_') ? 2 : ['RMS', 'MAV', 'WL'].includes(id) ? 1 : 0;
          expect(valueIn(loud, id) / value / gain ** power, id).toBeCloseTo(1, 8);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('counts fewer crossings behind a wider dead band', () => {
    const contraction = contractionOf(samples);
    const counts = [undefined, 0.01, 0.03].map((noiseLevel) =>
      valueIn(contractionIndices(contraction, noiseLevel === undefined ? {} : { noiseLevel }), 'ZC'),
    );
    expect(counts[0]).toBeGreaterThan(counts[1]);
    expect(counts[1]).toBeGreaterThan(counts[2]);
  });

  it('states the window of a contraction that is shorter than one', () => {
    const mdf = contractionIndices(contractionOf(samples.slice(0, 2010))).find(({ id }) => id === 'MDF');
    expect(mdf?.window).toBe('1.01 s inside the contraction, Hann 1.010 s, half overlap');
  });

  it('refuses silence', () => {
    expect(refusal(() => contractionIndices(contractionOf(new Float64Array(4000))))).toContain('holds no power');
  });
});

describe('contractionSpectrum', () => {
  it('keeps to the band of the contraction, in bins of 1/1.024 s', () => {
    const { freqsHz } = contractionSpectrum(contractionOf(samples));
    expect(freqsHz[1] - freqsHz[0]).toBeCloseTo(1 / 1.024, 12);
    expect(freqsHz[0]).toBeGreaterThanOrEqual(20);
    expect(freqsHz[freqsHz.length - 1]).toBeLessThanOrEqual(450);
  });
});

describe('powerBandsHz', () => {
  it('covers 20–450 Hz without gaps', () => {
    expect(powerBandsHz.map(([lowHz]) => lowHz)).toEqual(bandEdgesHz.slice(0, -1));
    expect(powerBandsHz.map(([, highHz]) => highHz)).toEqual(bandEdgesHz.slice(1));
    expect([bandEdgesHz[0], bandEdgesHz.at(-1)]).toEqual([20, 450]);
    expect(bandEdgesHz.every((edge, i) => i === 0 || edge > bandEdgesHz[i - 1])).toBe(true);
  });
});
