import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { type Channel, type Segment, windowJudge } from '#recording';
import { rms } from '#signal';
import { shapedNoise } from '../simulate/index.ts';
import {
  contractionIndices,
  contractionSignal,
  mdfCourse,
  permutationEntropy,
  rmsCourse,
  waveletScales,
} from './index.ts';
import { joinedContraction, keptStretches } from './kept-samples.ts';
import { measureContraction } from './measured-contraction.ts';

const fs = 1000;
const segment: Segment = { kind: 'hold', channel: 'A1', startS: 2, endS: 22 };
const clean = shapedNoise(seededRandom(4), fs, { durationS: 24, lowHz: () => 60, highHz: () => 120 }).map(
  (v) => v * 0.2,
);
const channelOf = (samples: Float64Array): Channel => ({ name: 'A1', kind: 'emg', unit: 'mV', fs, samples });
/** Bursts of a loose contact in three of twenty seconds. */
const spoiled = channelOf(
  clean.map((value, i) => value + ([5, 6, 15].includes(Math.floor((i - 500) / fs)) && i % 500 === 100 ? 8 : 0)),
);
const valueIn = (indices: readonly { id: string; value: number }[], id: string): number =>
  indices.find((index) => index.id === id)?.value ?? Number.NaN;

const measured = (channel: Channel) =>
  measureContraction(channel, segment, 'hold', { judge: windowJudge(channel), rest: {} });

describe('bad windows of a contraction', () => {
  const bad = measured(spoiled);
  const good = measured(channelOf(clean));

  it('change nothing where there are none', () => {
    expect(good.quality.nBad).toBe(0);
    const signal = contractionSignal(channelOf(clean), segment);
    expect(good.signal).toEqual(signal);
    expect(good.indices).toEqual(contractionIndices(signal));
    expect(joinedContraction(signal)).toBe(signal);
    expect(keptStretches(signal)).toEqual([{ start: 0, end: signal.samples.length }]);
  });

  it('are left out of every index, which then are those of the rest', () => {
    expect(bad.quality.nBad).toBe(3);
    const spoiledIndices = contractionIndices(bad.signal);
    for (const [id, tolerance] of [
      ['RMS', 0.03],
      ['MDF', 0.03],
      ['MNF', 0.02],
      ['KURT', 0.1],
      ['FInsm5', 0.15],
    ] as const) {
      const truth = valueIn(good.indices, id);
      expect(Math.abs(valueIn(bad.indices, id) / truth - 1), id).toBeLessThan(tolerance);
      // Otherwise the test would show nothing.
      expect(Math.abs(valueIn(spoiledIndices, id) / truth - 1), id).toBeGreaterThan(tolerance);
    }
    expect(bad.indices[0].method).toContain('3.0 s of bad quality left out');
    expect(bad.indices[0].window).toContain('16.00 s inside the contraction');
  });

  it('are crossed by no pattern and no wavelet', () => {
    const signal = contractionSignal(channelOf(clean), segment);
    const bounds = [0, 4100, 5200, 11_000, 12_300, 19_000];
    const leftOut = [1, 3].map((i) => ({ start: bounds[i], end: bounds[i + 1] }));
    const kept = [0, 2, 4].map((i) => signal.samples.slice(bounds[i], bounds[i + 1]));
    const joinedBefore = { ...signal, samples: Float64Array.from(kept.flatMap((part) => [...part])) };
    const [found, across] = [{ ...signal, leftOut }, joinedBefore].map((x) => contractionIndices(x));
    // Each stretch alone; its seconds, patterns and levels weigh by their number.
    const seconds = kept.map((part) => part.subarray(0, 1000 * Math.floor(part.length / 1000)));
    const alone = seconds.map((samples) => valueIn(contractionIndices({ ...signal, samples }), 'SampEn'));
    const nSeconds = seconds.map(({ length }) => length / 1000);
    const mean = alone.reduce((sum, value, i) => sum + value * nSeconds[i], 0) / nSeconds.reduce((a, b) => a + b);
    expect(valueIn(found, 'SampEn')).toBeCloseTo(mean, 12);
    expect(valueIn(found, 'PermEn')).toBe(permutationEntropy(kept, { order: 5 }));
    const details = kept.map((part) => waveletScales(part, { wavelet: 'sym5', bandHz: signal.bandHz }));
    const energy = (level: number): number => details.reduce((sum, levels) => sum + levels[level - 1].energy(), 0);
    expect(valueIn(found, 'WIRE42')).toBeCloseTo(energy(4) / energy(2), 12);
    // Otherwise the test would show nothing.
    for (const id of ['SampEn', 'PermEn', 'WIRE42', 'WIRW42', 'WIRM1452', 'WIRM1M52', 'WIRM1422']) {
      expect(Math.abs(valueIn(across, id) / valueIn(found, id) - 1), id).toBeGreaterThan(1e-6);
    }
    // Samples that are left out change nothing.
    const loud = signal.samples.map((value, i) =>
      leftOut.some(({ start, end }) => i >= start && i < end) ? 40 : value,
    );
    expect(contractionIndices({ ...signal, samples: loud, leftOut })).toEqual(found);
  });

  it('leave gaps in courses, at the right times', () => {
    const { mdf, rms: amplitude } = bad;
    const all = mdfCourse(bad.signal).timesS;
    const isClear = (timeS: number): boolean => [5, 6, 15].every((second) => Math.abs(timeS - second - 1) >= 1);
    expect([...mdf.course.timesS]).toEqual([...all].filter(isClear));
    expect(amplitude.course.timesS).toEqual(mdf.course.timesS);
    expect(Math.max(...amplitude.course.values)).toBeLessThan(1.5 * Math.max(...rmsCourse(good.signal).values));
    expect(bad.jasa?.reading).toBe('undecided');
  });

  it('take all indices with them where they are most of it', () => {
    const hopeless = channelOf(clean.map((value, i) => value + (i % 500 === 100 ? 8 : 0)));
    const lost = measured(hopeless);
    expect([lost.quality.isUsable, lost.indices, lost.jasa]).toEqual([false, [], null]);
    expect(rms(lost.signal.samples)).toBeGreaterThan(0.2);
  });

  it('count where no stretch is as long as a spectral window', () => {
    const signal = contractionSignal(channelOf(clean), segment);
    const leftOut = Array.from({ length: 18 }, (_, i) => ({ start: 1000 * i + 600, end: 1000 * i + 1000 }));
    const indices = contractionIndices({ ...signal, leftOut });
    expect(Math.abs(valueIn(indices, 'MDF') / valueIn(good.indices, 'MDF') - 1)).toBeLessThan(0.1);
    expect(indices.some(({ id }) => id === 'MDF_SLOPE')).toBe(false);
  });
});
