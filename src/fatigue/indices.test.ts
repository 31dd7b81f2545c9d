import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { colouredNoise, contractionOf } from './check-contractions.ts';
import {
  contractionIndices,
  contractionSpectrum,
  type IndexValue,
  indexCatalogue,
  indexGroups,
  type Spectrum,
} from './index.ts';
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
      'iEMG mV·s',
      'ZC 1/s',
      'SSC 1/s',
      'WL mV/s',
      'KURT 1',
      'MNF Hz',
      'MDF Hz',
      'PKF Hz',
      'M0 mV^2',
      'M1 mV^2·Hz',
      'M2 mV^2·Hz^2',
      'M3 mV^2·Hz^3',
      'M4 mV^2·Hz^4',
      'FInsm2 Hz^-3',
      'FInsm3 Hz^-4',
      'FInsm4 Hz^-5',
      'FInsm5 Hz^-6',
      'LHR 1',
      'SpecEn 1',
      'SampEn 1',
      'PermEn 1',
      'WIRM1452 Hz^-6',
      'WIRM1M52 Hz^-6',
      'WIRM1422 Hz^-3',
      'WIRE42 1',
      'WIRW42 1',
      'MDF_SLOPE %/s',
      'RMS_SLOPE %/s',
    ]);
    expect(
      indices
        .filter(({ id }) => !/^BP_(?!20_)/.test(id))
        .map(({ id, band, window, method, source }) => {
          // The last part of every method is how the contraction was made.
          const own = id === 'RMS' ? method : method.replace(/; cut out first.*$/, '; …');
          return `${id} | ${band.join('–')} Hz | ${window} | ${own} | ${source}`;
        }),
    ).toMatchInlineSnapshot(`
      [
        "RMS | 20–450 Hz | 4.00 s inside the contraction | root mean square; cut out first, Butterworth order 4 band-pass 20–450 Hz, zero phase, 0.5 s dropped at each end | Phinyomark et al. 2012",
        "MAV | 20–450 Hz | 4.00 s inside the contraction | mean absolute value; … | Hudgins et al. 1993",
        "iEMG | 20–450 Hz | 4.00 s inside the contraction | integral of the absolute value over the window; … | Phinyomark et al. 2012",
        "ZC | 20–450 Hz | 4.00 s inside the contraction | zero crossings, dead band ±0.03 mV (3 × rest RMS); … | Hudgins et al. 1993; dead band on both sides of zero",
        "SSC | 20–450 Hz | 4.00 s inside the contraction | slope sign changes, dead band ±0.03 mV (3 × rest RMS); … | Hudgins et al. 1993",
        "WL | 20–450 Hz | 4.00 s inside the contraction | waveform length per second; … | Hudgins et al. 1993",
        "KURT | 20–450 Hz | 4.00 s inside the contraction | fourth central moment over the squared second (Gaussian: 3); … | Nazarpour et al. 2013",
        "MNF | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | mean frequency; Welch PSD, mean removed; … | Stulen and De Luca 1981",
        "MDF | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | median frequency, interpolated; Welch PSD, mean removed; … | Stulen and De Luca 1981",
        "PKF | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | frequency of the strongest bin; Welch PSD, mean removed; … | Phinyomark et al. 2012",
        "M0 | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | sum of PSD times bin width; Welch PSD, mean removed; … | Phinyomark et al. 2012",
        "M1 | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | sum of f^1 times PSD times bin width; Welch PSD, mean removed; … | Phinyomark et al. 2012",
        "M2 | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | sum of f^2 times PSD times bin width; Welch PSD, mean removed; … | Phinyomark et al. 2012",
        "M3 | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | sum of f^3 times PSD times bin width; Welch PSD, mean removed; … | Phinyomark et al. 2012",
        "M4 | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | sum of f^4 times PSD times bin width; Welch PSD, mean removed; … | Phinyomark et al. 2012",
        "FInsm2 | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | Dimitrov M(-1)/M(2), without noise rule; Welch PSD, mean removed; … | Dimitrov et al. 2006",
        "FInsm3 | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | Dimitrov M(-1)/M(3), without noise rule; Welch PSD, mean removed; … | Dimitrov et al. 2006",
        "FInsm4 | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | Dimitrov M(-1)/M(4), without noise rule; Welch PSD, mean removed; … | Dimitrov et al. 2006",
        "FInsm5 | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | Dimitrov M(-1)/M(5), without noise rule; Welch PSD, mean removed; … | Dimitrov et al. 2006",
        "LHR | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | power in 20–45 Hz over power in 95–450 Hz; Welch PSD, mean removed; … | Allison and Fujiwara 2002, who began at 15 Hz; here at the corner of the filter",
        "BP_20_35 | 20–35 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | sum of PSD times bin width, upper limit excluded; Welch PSD, mean removed; … | bands of Myofade",
        "SpecEn | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | entropy of the shares of power of the bins over that of equal shares; Welch PSD, mean removed; … | Inouye et al. 1991",
        "SampEn | 20–450 Hz | mean over whole seconds of 4.00 s inside the contraction | sample entropy, m = 2, r = 0.2 SD of each second, at 1000 Hz; … | Richman and Moorman 2000",
        "PermEn | 20–450 Hz | 4.00 s inside the contraction | permutation entropy, order 5, delay 1 ms, over ln 5!, at 1000 Hz; … | Bandt and Pompe 2002",
        "WIRM1452 | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | M(-1) of D4 over M(5) of D2; details of sym5 at the signal's own rate (D4 31–62 Hz, D2 125–250 Hz; D4 and D2, as D5 and D1 lie outside the sensor's band), mirrored ends, at 1000 Hz; Welch PSD, mean removed; … | González-Izal et al. 2010, with scales 4 and 2 in the place of 5 and 1",
        "WIRM1M52 | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | M(-1) of the detail with most energy (D3) over M(5) of D2; details of db5 at the signal's own rate (D4 31–62 Hz, D2 125–250 Hz; D4 and D2, as D5 and D1 lie outside the sensor's band), mirrored ends, at 1000 Hz; Welch PSD, mean removed; … | González-Izal et al. 2010, with scales 4 and 2 in the place of 5 and 1",
        "WIRM1422 | 20–450 Hz | 4.00 s inside the contraction, Hann 1.024 s, half overlap | M(-1) of D4 over M(2) of D2; details of db5 at the signal's own rate (D4 31–62 Hz, D2 125–250 Hz; D4 and D2, as D5 and D1 lie outside the sensor's band), mirrored ends, at 1000 Hz; Welch PSD, mean removed; … | González-Izal et al. 2010, with scales 4 and 2 in the place of 5 and 1",
        "WIRE42 | 20–450 Hz | 4.00 s inside the contraction | energy of D4 over energy of D2; details of sym5 at the signal's own rate (D4 31–62 Hz, D2 125–250 Hz; D4 and D2, as D5 and D1 lie outside the sensor's band), mirrored ends, at 1000 Hz; … | González-Izal et al. 2010, with scales 4 and 2 in the place of 5 and 1",
        "WIRW42 | 20–450 Hz | 4.00 s inside the contraction | waveform length of D4 over waveform length of D2; details of db5 at the signal's own rate (D4 31–62 Hz, D2 125–250 Hz; D4 and D2, as D5 and D1 lie outside the sensor's band), mirrored ends, at 1000 Hz; … | González-Izal et al. 2010, with scales 4 and 2 in the place of 5 and 1",
        "MDF_SLOPE | 20–450 Hz | epochs of 1 s every 0.5 s over 4.00 s | least-squares slope of MDF (PSD of one Hann window per epoch, mean removed), relative to its fitted start; … | Merletti and Roy 1996",
        "RMS_SLOPE | 20–450 Hz | epochs of 1 s every 0.5 s over 4.00 s | least-squares slope of RMS, relative to its fitted start; … | Merletti and Roy 1996",
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

  it('leaves out what lives on samples at 1000 Hz where there are fewer, and resamples more', () => {
    const at = (fs: number) => contractionIndices(contractionOf(colouredNoise(4 * fs), fs));
    const needing = ['SampEn', 'PermEn', 'WIRM1452', 'WIRM1M52', 'WIRM1422', 'WIRE42', 'WIRW42'];
    const there = (fs: number) => at(fs).filter(({ id }) => needing.includes(id));
    expect(there(800)).toEqual([]);
    expect(there(2000).map(({ id }) => id)).toEqual(needing);
    for (const { method } of there(2000)) expect(method).toContain('resampled from 2000 to 1000 Hz');
    for (const { method } of there(999.97)) expect(method).toContain('at 1000 Hz;');
  });

  it('uses the noise rule only where the spectrum of rest is known, in the same bins', () => {
    const contraction = contractionOf(samples);
    const noise = contractionSpectrum(contractionOf(colouredNoise(5000, 9).map((value) => value / 100)));
    const found = (noiseSpectrum?: Spectrum) =>
      contractionIndices(contraction, noiseSpectrum ? { noiseSpectrum } : {}).find(({ id }) => id === 'FInsm5_NR');
    expect(found(noise)).toMatchObject({
      band: [20, 450],
      method: expect.stringContaining('up to the end of the band'),
    });
    const flat = 0.05 * Math.max(...contractionSpectrum(contraction).psd);
    const loud = found({ ...noise, psd: noise.psd.map(() => flat) });
    expect(loud?.band[1]).toBeLessThan(400);
    expect(loud?.method).toContain(`up to the cap of ${loud?.band[1].toFixed(1)} Hz, above which`);
    expect(found()).toBeUndefined();
    expect(found(contractionSpectrum(contractionOf(samples.slice(0, 2010))))).toBeUndefined();
    expect(found({ ...noise, psd: noise.psd.map((p) => p * 1e6) })).toBeUndefined();
  });

  it('follows the gain where it is an amplitude, and does not where it is a frequency or a change', () => {
    const usual = contractionIndices(contractionOf(samples));
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (gain) => {
        const loud = contractionIndices(contractionOf(samples.map((value) => value * gain)));
        for (const { id, value, unit } of usual) {
          const power = unit.startsWith('mV^2') ? 2 : unit.startsWith('mV') ? 1 : 0;
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

describe('indexCatalogue', () => {
  it('has each id once, in the order of the groups, and a source for all', () => {
    expect(new Set(indexCatalogue.map(({ id }) => id)).size).toBe(indexCatalogue.length);
    const first = indexCatalogue.map(({ group }) => indexGroups.indexOf(group));
    expect(first).toEqual([...first].sort((a, b) => a - b));
    for (const { id, name, unit, source } of indexCatalogue) {
      for (const text of [name, unit, source]) expect(text.trim(), id).not.toBe('');
    }
  });

  it('is all that is computed', () => {
    const noiseSpectrum = contractionSpectrum(contractionOf(colouredNoise(5000, 9).map((value) => value / 100)));
    const ids = contractionIndices(contractionOf(samples), { noiseLevel: 0.001, noiseSpectrum }).map(({ id }) => id);
    expect(ids).toEqual(indexCatalogue.map(({ id }) => id));
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
