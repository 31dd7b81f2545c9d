import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { butterworth, mean } from '#signal';
// Simulation is a layer above this one; a test may look up.
import { shapedNoise, shapePower } from '../simulate/index.ts';
import { emgChannel, segmentAt } from './check-contractions.ts';
import {
  contractionSignal,
  contractionSpectrum,
  dimitrovIndex,
  emgBandHz,
  meanFrequency,
  medianFrequency,
  type Spectrum,
} from './index.ts';

/**
 * A signal that other programs were measured on: 60 s at 1000 Hz, noise of the shape
 * fh⁴ f² / ((f² + fl²) (f² + fh²)²) in blocks of 2 s, fl 60 → 42 Hz, fh 120 → 84 Hz, RMS 0.2 → 0.3 mV.
 */
const fs = 1000;
const durationS = 60;
const moving = (from: number, to: number) => (timeS: number) => from + ((to - from) * timeS) / durationS;
const [lowHz, highHz, rmsMv] = [moving(60, 42), moving(120, 84), moving(0.2, 0.3)];

function syntheticSignal(seed: number): Float64Array {
  return shapedNoise(seededRandom(seed), fs, { durationS, lowHz, highHz }).map((value, i) => value * rmsMv(i / fs));
}

const sections = butterworth(fs, { order: 4, type: 'bandpass', cutoffHz: emgBandHz });

/** Power that passes the analysis filter, there and back, at a frequency. */
function filterPower(hz: number): number {
  const angle = (2 * Math.PI * hz) / fs;
  const size = (c0: number, c1: number, c2: number) =>
    (c0 + c1 * Math.cos(angle) + c2 * Math.cos(2 * angle)) ** 2 +
    (c1 * Math.sin(angle) + c2 * Math.sin(2 * angle)) ** 2;
  return sections.reduce((gain, [b0, b1, b2, a0, a1, a2]) => gain * (size(b0, b1, b2) / size(a0, a1, a2)) ** 2, 1);
}

/** The true spectrum inside 20–450 Hz between two times, behind the filter: the mean of what each moment has. */
function truth(fromS: number, toS: number): Spectrum {
  const freqsHz = Float64Array.from({ length: 999 }, (_, i) => (i + 1) / 2);
  const passed = freqsHz.map(filterPower);
  const psd = new Float64Array(freqsHz.length);
  for (let timeS = fromS; timeS < toS; timeS += 0.25) {
    const shape = freqsHz.map((hz) => shapePower(hz, { lowHz: lowHz(timeS), highHz: highHz(timeS) }));
    const power = shape.reduce((sum, p) => sum + p, 0);
    shape.forEach((p, i) => {
      psd[i] += (p / power) * rmsMv(timeS) ** 2 * passed[i];
    });
  }
  return { psd: psd.slice(39, 900), freqsHz: freqsHz.slice(39, 900) };
}

const seeds = Array.from({ length: 24 }, (_, i) => i + 1);
const signals = seeds.map(syntheticSignal);
const ends = { first: [0, 11], last: [49, 60] } as const;
const spectraOf = ([startS, endS]: readonly [number, number]) =>
  signals.map((samples) => contractionSpectrum(contractionSignal(emgChannel(samples), segmentAt(startS, endS))));
const spectra = { first: spectraOf(ends.first), last: spectraOf(ends.last) };
const truths = { first: truth(0.5, 10.5), last: truth(49.5, 59.5) };

describe('the synthetic signal of the peers', () => {
  // One realisation of 10 s scatters (SD) by up to 1.8 Hz in MDF and MNF and 4 % in FInsm5; the mean of 24 by a fifth of
  // that. The tolerances are two standard errors and more, and the seeds are fixed.
  it.each(['first', 'last'] as const)('has on average the indices of its true spectrum in the %s 10 s', (end) => {
    const averaged = (index: (spectrum: Spectrum) => number) => mean(spectra[end].map(index));
    expect(Math.abs(averaged(medianFrequency) - medianFrequency(truths[end]))).toBeLessThan(0.8);
    expect(Math.abs(averaged(meanFrequency) - meanFrequency(truths[end]))).toBeLessThan(0.8);
    expect(Math.abs(averaged(dimitrovIndex) / dimitrovIndex(truths[end]) - 1)).toBeLessThan(0.05);
  });

  it('lies where SciPy found one realisation of it', () => {
    // Its realisation scatters as ours do: 3 Hz are less than two standard deviations.
    const scipy = {
      first: { mdf: 92.2, mnf: 111.6, finsm5: 4.26e-14 },
      last: { mdf: 71.4, mnf: 88.6, finsm5: 1.03e-13 },
    };
    for (const end of ['first', 'last'] as const) {
      expect(Math.abs(medianFrequency(truths[end]) - scipy[end].mdf)).toBeLessThan(3);
      expect(Math.abs(meanFrequency(truths[end]) - scipy[end].mnf)).toBeLessThan(3);
      expect(Math.abs(dimitrovIndex(truths[end]) / scipy[end].finsm5 - 1)).toBeLessThan(0.1);
    }
  });
});
