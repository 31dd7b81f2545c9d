import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { colouredNoise, contractionOf } from './check-contractions.ts';
import { contractionIndices, contractionSpectrum, type IndexValue } from './index.ts';
import { bandEdgesHz, powerBandsHz } from './spectral-indices.ts';

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
    expect(
      indices
        .filter(({ id }) => !/^BP_(?!20_)/.test(id))
        .map(({ id, band, window, method }) => `${id} | ${band.join('–')} Hz | ${window} | ${method}`),
    ).toMatchInlineSnapshot(`
      [
        "RMS | 20–450 Hz | 4.00 s inside the contraction | root mean square; cut out first, Butterworth order 4 band-pass 20–450 Hz, zero phase, 0.5 s dropped at each end",
        "MAV | 20–450 Hz | 4.00 s inside the contraction | mean absolute value; cut out first, Butterworth order 4 band-pass 20–450 Hz, zero phase, 0.5 s dropped at each end",
        "ZC | 20–450 Hz | 4.00 s inside the contraction | zero crossings, dead band ±0.03 mV (3 × rest RMS); cut out first, Butterworth order 4 band-pass 20–450 Hz, zero phase, 0.5 s dropped at each end",
        "WL | 20–450 Hz | 4.00 s inside the contraction | waveform length per second; cut out first, Butterworth order 4 band-pass 20–450 Hz, zero phase, 0.5 s dropped at each end",
        "MNF | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | mean frequency; Welch PSD, mean removed; cut out first, Butterworth order 4 band-pass 20–450 Hz, zero phase, 0.5 s dropped at each end",
        "MDF | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | median frequency, interpolated; Welch PSD, mean removed; cut out first, Butterworth order 4 band-pass 20–450 Hz, zero phase, 0.5 s dropped at each end",
        "FInsm5 | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | Dimitrov M(-1)/M(5), without noise rule; Welch PSD, mean removed; cut out first, Butterworth order 4 band-pass 20–450 Hz, zero phase, 0.5 s dropped at each end",
        "BP_20_35 | 20–35 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | sum of PSD times bin width, upper limit excluded; Welch PSD, mean removed; cut out first, Butterworth order 4 band-pass 20–450 Hz, zero phase, 0.5 s dropped at each end",
        "MDF_SLOPE | 20–450 Hz | epochs of 1 s every 0.5 s over 4.00 s | least-squares slope of MDF (PSD of one Hann window per epoch, mean removed), relative to its fitted start; cut out first, Butterworth order 4 band-pass 20–450 Hz, zero phase, 0.5 s dropped at each end",
        "RMS_SLOPE | 20–450 Hz | epochs of 1 s every 0.5 s over 4.00 s | least-squares slope of RMS, relative to its fitted start; cut out first, Butterworth order 4 band-pass 20–450 Hz, zero phase, 0.5 s dropped at each end",
      ]
    `);
  });

  it('says what the dead band of ZC is, in as many digits as matter', () => {
    const zc = (options: { noiseLevel?: number }) =>
      contractionIndices(contractionOf(samples), options).find(({ id }) => id === 'ZC')?.method;
    expect(zc({ noiseLevel: 0.00412345678 })).toContain('zero crossings, dead band ±0.0123704 mV (3 × rest RMS);');
    expect(zc({})).toContain('zero crossings, no dead band: no rest found;');
    expect(refusal(() => zc({ noiseLevel: -1 }))).toContain('threshold must be 0 or more, got -3');
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
