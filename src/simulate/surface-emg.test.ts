import { describe, expect, it } from 'vitest';
import { CancelledError, seededRandom } from '#base';
import { meanFrequency, medianFrequency } from '#fatigue';
import { mean, rfft, rms, standardDeviation, welch } from '#signal';
import { motorUnitPool } from './motor-unit-pool.ts';
import { muapStepMm } from './muap.ts';
import { expectedLevels, expectedSpectrum, muapPowers } from './muap-spectrum.ts';
import { restedMuscle } from './muscle-state.ts';
import { participantMuaps } from './participant-muaps.ts';
import { poolForceAt, poolReadiness } from './pool-force.ts';
import { forEachSpike } from './spike-trains.ts';
import { type FiringCourse, surfaceEmg } from './surface-emg.ts';
import { virtualParticipant } from './virtual-participant.ts';

const pool = motorUnitPool();
const { nUnits } = pool;
const participant = virtualParticipant({ seed: 2, index: 0, difficulty: 'textbook' });
const muaps = participantMuaps(pool, participant);

/** All units at the rates of one excitation for some seconds, every action potential read at one time scale. */
function steadyFiring(excitation: number, lengthS: number, timeScale = 1): FiringCourse {
  const { ratesHz } = poolForceAt(pool, poolReadiness(pool, restedMuscle(pool)), excitation);
  const nSteps = Math.round(lengthS * 10);
  const every = (value: (unit: number) => number) =>
    Float32Array.from({ length: nSteps * nUnits }, (_, i) => value(i % nUnits));
  return {
    nUnits,
    edgesS: Float64Array.from({ length: nSteps + 1 }, (_, k) => k / 10),
    ratesHz: every((unit) => ratesHz[unit]),
    timeScales: every(() => timeScale),
    amplitudes: every(() => 1),
  };
}

describe('a time stretch of every action potential', () => {
  // At 4 kHz, so that nothing of the spectrum is cut off.
  const fs = 4000;
  const once = (timeScale: number): FiringCourse => ({
    nUnits: 1,
    edgesS: Float64Array.of(0, 4),
    ratesHz: Float32Array.of(0.25),
    timeScales: Float32Array.of(timeScale),
    amplitudes: Float32Array.of(1),
  });

  it.each([1.15, 1.4, 1.8])('by %d divides MNF and MDF of a single one by as much', (k) => {
    for (const muap of [0, 30, 60, 90, 119].map((unit) => muaps[unit])) {
      const [unstretched, stretched] = [1, 1 / k].map((timeScale) => {
        const { re, im } = rfft(surfaceEmg([muap], once(timeScale), seededRandom(3), { fs, intervalCv: 0 }));
        const psd = re.map((value, i) => value * value + im[i] * im[i]);
        return { psd, freqsHz: psd.map((_, i) => i / 4) };
      });
      expect(Math.abs((meanFrequency(stretched) * k) / meanFrequency(unstretched) - 1)).toBeLessThan(0.005);
      expect(Math.abs((medianFrequency(stretched) * k) / medianFrequency(unstretched) - 1)).toBeLessThan(0.01);
    }
  });

  // Trains have lines at their firing rates and a dip below them, which do not stretch: with them it is nearly as much.
  it.each([1.15, 1.4])('by %d divides MNF and MDF of the sEMG by as much', (k) => {
    const [unstretched, stretched] = [1, 1 / k].map((timeScale) =>
      welch(surfaceEmg(muaps, steadyFiring(40, 60, timeScale), seededRandom(3), { fs, intervalCv: 0.3 }), fs, {
        windowSamples: 4096,
      }),
    );
    expect(Math.abs((meanFrequency(stretched) * k) / meanFrequency(unstretched) - 1)).toBeLessThan(0.01);
    expect(Math.abs((medianFrequency(stretched) * k) / medianFrequency(unstretched) - 1)).toBeLessThan(0.01);
  });

  it('holds for the expected spectrum of each unit', () => {
    const moment = (timeScale: number) => ({
      ratesHz: Float32Array.of(10),
      timeScales: Float32Array.of(timeScale),
      amplitudes: Float32Array.of(1),
    });
    const powers = muapPowers(muaps);
    for (const power of [powers[0], powers[119]]) {
      const { psd, freqsHz } = expectedSpectrum([power], moment(1), () => 1);
      const twice = expectedSpectrum([power], moment(0.5), () => 1);
      // The middle of a bin at f, stretched twice, lies at the edge of two bins near f / 2.
      for (let i = 60; i < 140; i++) {
        const half = (freqsHz[i] - 1.25) / 2;
        const at = (half - 20) / 2.5 - 0.5;
        const below = Math.floor(at);
        const value = twice.psd[below] + (at - below) * (twice.psd[below + 1] - twice.psd[below]);
        expect(Math.abs(value / 4 - psd[i])).toBeLessThan(0.01 * Math.max(...psd));
      }
    }
  });
});

describe('surfaceEmg', () => {
  it('has at the rested maximum the RMS that the participant was given', () => {
    const levels = [1, 2, 3].map((seed) =>
      rms(surfaceEmg(muaps, steadyFiring(pool.maxExcitation, 20), seededRandom(seed), { fs: 1000, intervalCv: 0.2 })),
    );
    expect(Math.abs(mean(levels) / participant.mvcRmsMv - 1)).toBeLessThan(0.04);
  });

  it('has the spectrum and the RMS that are stated as expected', () => {
    const firing = steadyFiring(30, 60);
    const emg = surfaceEmg(muaps, firing, seededRandom(4), { fs: 1000, intervalCv: 0.2 });
    const row = (values: Float32Array) => values.subarray(0, nUnits);
    const { ratesHz, timeScales, amplitudes } = firing;
    const moment = { ratesHz: row(ratesHz), timeScales: row(timeScales), amplitudes: row(amplitudes) };
    const expected = expectedLevels(expectedSpectrum(muapPowers(muaps), moment, () => 1));
    const { psd, freqsHz } = welch(emg, 1000, { windowSamples: 1024 });
    const inside = (fHz: number): boolean => fHz >= 20 && fHz <= 450;
    const kept = { psd: psd.filter((_, i) => inside(freqsHz[i])), freqsHz: freqsHz.filter(inside) };
    expect(Math.abs(medianFrequency(kept) / expected.mdfHz - 1)).toBeLessThan(0.03);
    const power = kept.psd.reduce((sum, p) => sum + p * freqsHz[1], 0);
    expect(Math.abs(Math.sqrt(power) / expected.rms - 1)).toBeLessThan(0.04);
  });

  it('adds one action potential where a spike is, to the fraction of a sample', () => {
    const values = Float64Array.from({ length: 400 }, (_, i) => Math.exp(-(((i - 200) / 60) ** 2)));
    const single = { velocityMmPerMs: 5, values };
    const course: FiringCourse = {
      nUnits: 1,
      edgesS: Float64Array.of(0, 1),
      ratesHz: Float32Array.of(1.2),
      timeScales: Float32Array.of(1),
      amplitudes: Float32Array.of(2),
    };
    const random = seededRandom(8);
    const spikes: number[] = [];
    forEachSpike(random.fork('unit 0'), course, { unit: 0, intervalCv: 0.1 }, (timeS) => void spikes.push(timeS));
    const emg = surfaceEmg([single], course, random, { fs: 1000, intervalCv: 0.1 });
    expect(spikes).toHaveLength(1);
    // The middle of the template comes after 200 steps at 5 mm/ms; the bell's mean time is where it was put.
    const weight = emg.reduce((sum, value) => sum + value, 0);
    const centreMs = emg.reduce((sum, value, i) => sum + i * value, 0) / weight;
    expect(centreMs).toBeCloseTo(spikes[0] * 1000 + (200 * muapStepMm) / 5, 2);
    expect(Math.max(...emg)).toBeGreaterThan(1.94);
  });

  it('stops between two units when cancelled', () => {
    const signal = { aborted: false };
    let done = 0;
    const onProgress = (progress: { done: number }): void => {
      done = progress.done;
      if (done === 5) signal.aborted = true;
    };
    const context = { onProgress, signal: signal as AbortSignal };
    expect(() =>
      surfaceEmg(muaps, steadyFiring(30, 2), seededRandom(1), { fs: 1000, intervalCv: 0.2 }, context),
    ).toThrow(CancelledError);
    expect(done).toBe(5);
  });
});

describe('spike trains', () => {
  const trainAt = (rates: readonly number[], intervalCv: number): number[] => {
    const times: number[] = [];
    const course = {
      nUnits: 1,
      edgesS: Float64Array.from({ length: rates.length + 1 }, (_, k) => 20 * k),
      ratesHz: Float32Array.from(rates),
    };
    forEachSpike(seededRandom(6), course, { unit: 0, intervalCv }, (timeS) => void times.push(timeS));
    return times;
  };

  it('have the rate and the variability that were asked for', () => {
    const times = trainAt([12, 12, 12, 12, 12], 0.2);
    expect(Math.abs(times.length / 100 / 12 - 1)).toBeLessThan(0.02);
    const intervals = times.slice(1).map((time, i) => time - times[i]);
    expect(Math.abs(standardDeviation(intervals) / mean(intervals) - 0.2)).toBeLessThan(0.02);
  });

  it('follow a rate that changes, and pause where it is 0', () => {
    const times = trainAt([8, 0, 24], 0.2);
    const within = (fromS: number, toS: number) => times.filter((time) => time >= fromS && time < toS).length;
    expect(Math.abs(within(0, 20) - 160)).toBeLessThan(8);
    expect(within(20, 40)).toBe(0);
    expect(Math.abs(within(40, 60) - 480)).toBeLessThan(16);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});
