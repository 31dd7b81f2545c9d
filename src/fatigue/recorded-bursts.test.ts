import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Channel, readRecording } from '#recording';
import { butterworth, linearEnvelope, linearFit, mean, quantile, sosfiltfilt, welch } from '#signal';
import { analyze } from './analysis.ts';
import { emgBandHz } from './contraction.ts';
import { inBand, medianFrequency } from './spectral.ts';

const path = join(import.meta.dirname, '../../../shared/data/opensignals/emg_fatigue.h5');
const present = existsSync(path);
if (!present) console.log('No recorded data beside this clone: bursts to fatigue are not tested.');

/** Stretches of at least `leastS` above a threshold: [first, end) in samples. */
function runsAbove(envelope: Float64Array, fs: number, threshold: number, leastS: number): [number, number][] {
  const runs: [first: number, end: number][] = [];
  envelope.forEach((value, i) => {
    if (value < threshold) return;
    const last = runs.at(-1);
    if (last?.[1] === i) last[1] = i + 1;
    else runs.push([i, i + 1]);
  });
  return runs.filter(([first, end]) => end - first >= leastS * fs);
}

describe.skipIf(!present)('bursts to fatigue in an OpenSignals HDF5 file', () => {
  it('are 30, one every 4 s, and their median frequency falls by about 8 Hz per minute', async () => {
    const { channels } = await readRecording(new Uint8Array(readFileSync(path)), { file: 'emg_fatigue.h5' });
    const [{ samples, fs }] = channels as [Channel];
    const offset = mean(samples);
    const band = butterworth(fs, { order: 4, type: 'bandpass', cutoffHz: emgBandHz });
    const filtered = sosfiltfilt(
      band,
      samples.map((value) => value - offset),
    );
    const envelope = linearEnvelope(filtered, fs, { cutoffHz: 3 });
    const [low, high] = [quantile(envelope, 0.1), quantile(envelope, 0.9)];
    const burstsAbove = (share: number, leastS: number) => runsAbove(envelope, fs, low + share * (high - low), leastS);
    // Another toolbox counts 37 of them (biosignalsnotebooks); no threshold and no least length gives that number here.
    for (const share of [0.05, 0.1, 0.15, 0.2, 0.25]) {
      for (const leastS of [0.1, 0.5]) expect(burstsAbove(share, leastS)).toHaveLength(30);
    }
    const bursts = burstsAbove(0.15, 0.5);
    const periodsS = bursts.slice(1).map(([first], i) => (first - (bursts[i]?.[0] ?? 0)) / fs);
    expect(Math.min(...periodsS)).toBeGreaterThan(3.5);
    expect(Math.max(...periodsS)).toBeLessThan(5);
    const midMin = bursts.map(([first, end]) => (first + end) / 2 / fs / 60);
    const mdfHz = bursts.map(([first, end]) =>
      medianFrequency(inBand(welch(filtered.slice(first, end), fs, { windowSamples: 1024 }), emgBandHz)),
    );
    // That toolbox: −7.64 Hz per minute from 66.2 Hz on, which is −11.5 % per minute.
    const { slope, intercept } = linearFit(midMin, mdfHz);
    expect(slope).toBeGreaterThan(-8.6);
    expect(slope).toBeLessThan(-7.6);
    expect((100 * slope) / intercept).toBeGreaterThan(-11.5);
    expect((100 * slope) / intercept).toBeLessThan(-10.2);
  });

  it('are counted and measured by the product itself', async () => {
    const { repetitions, search } = analyze(
      await readRecording(new Uint8Array(readFileSync(path)), { file: 'emg_fatigue.h5' }),
    );
    expect(search.expected).toBe('repetitions');
    expect([repetitions?.n, repetitions?.nBad]).toEqual([30, 0]);
    expect(repetitions?.periodS).toBeCloseTo(4, 0);
    const { trend } = repetitions?.mdf ?? {};
    const perMinute = 60 * (trend?.slope ?? Number.NaN);
    expect(perMinute).toBeGreaterThan(-8.2);
    expect(perMinute).toBeLessThan(-6.8);
    // The interval holds the −7.64 Hz per minute of the other toolbox, and not 0.
    const [low, high] = (trend?.slopeInterval ?? [0, 0]).map((slope) => 60 * slope);
    expect(low).toBeLessThan(-7.64);
    expect(high).toBeGreaterThan(-7.64);
    expect(high).toBeLessThan(0);
    expect(repetitions?.jasa?.reading).toBe('fatigue');
  });
});
