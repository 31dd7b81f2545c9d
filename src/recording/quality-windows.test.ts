import { describe, expect, it } from 'vitest';
import { ArgumentError } from '#base';
import { type Burst, burstChannel } from './check-bursts.ts';
import { contractionQuality, crossTalk, excludedWindows } from './contraction-quality.ts';
import { findHeartBeats } from './heart-beats.ts';
import { type WindowQualityOptions, windowJudge } from './quality-windows.ts';
import type { Channel } from './recording.ts';
import type { Segment } from './segments.ts';

const fs = 1000;
const windowQuality = (channel: Channel, options?: WindowQualityOptions) => windowJudge(channel)(options);
const hold: Burst = { startS: 10, endS: 20, level: 0.1 };
const good = burstChannel({ lengthS: 30, bursts: [hold] });
const segment = ({ startS, endS }: { startS: number; endS: number }): Segment => ({
  kind: 'hold',
  channel: 'EMG',
  startS,
  endS,
});

/** The good channel, changed between two times. */
function spoiled(startS: number, endS: number, change: (value: number, i: number) => number): Channel {
  const isIn = (i: number): boolean => i >= startS * fs && i < endS * fs;
  return { ...good, samples: good.samples.map((value, i) => (isIn(i) ? change(value, i) : value)) };
}
const faultsOf = (channel: Channel, options = {}) =>
  windowQuality(channel, { within: hold, restLevel: 0.004, ...options }).map(({ startS, faults }) => ({
    startS,
    codes: faults.map(({ code }) => code),
  }));

const wave = (hz: number, i: number): number => Math.sin((2 * Math.PI * hz * i) / fs);
const spoilers: readonly (readonly [string, (value: number, i: number) => number])[] = [
  ['CLIPPED', (value) => Math.max(-0.12, Math.min(0.12, value))],
  ['SIGNAL_GAP', (value, i) => (i % 1000 < 300 ? 0.05 : value)],
  ['MAINS_HUM', (value, i) => value + 0.1 * wave(50, i)],
  ['MAINS_HUM', (value, i) => value + 0.08 * wave(50, i) + 0.06 * wave(150, i)],
  ['MOTION_ARTEFACT', (value, i) => value + 0.4 * wave(3, i)],
  ['SPIKES', (value, i) => value + (i % 1000 === 500 ? 2 : 0)],
  ['LOW_SNR', (value) => 0.06 * value],
];

describe('windowQuality', () => {
  it('finds no fault in a good contraction, window by window', () => {
    const windows = windowQuality(good, { within: hold, restLevel: 0.004 });
    expect(windows).toHaveLength(10);
    expect(windows.flatMap(({ faults }) => faults)).toEqual([]);
    expect(windows.map(({ startS, endS }) => [startS, endS])[3]).toEqual([13, 14]);
    expect(windowQuality(good)).toHaveLength(30);
    expect(windowQuality(good, { within: hold, windowS: 3 }).map(({ endS }) => endS)).toEqual([13, 16, 19]);
    expect(() => windowQuality(good, { windowS: 0 })).toThrow(ArgumentError);
  });

  it.each(spoilers)('names %s where it is and nowhere else', (code, change) => {
    // Clipped at a level of its own, so that the flat tops are the highest and lowest values of all.
    const channel = code === 'CLIPPED' ? { ...good, samples: good.samples.map(change) } : spoiled(13, 15, change);
    const found = faultsOf(channel);
    for (const { startS, codes } of found) {
      if (code === 'CLIPPED') expect(codes).toContain('CLIPPED');
      else expect(codes.includes(code as never), `at ${startS} s`).toBe(startS === 13 || startS === 14);
    }
  });

  it('finds a short hum of either frequency, also where the rest of the recording shows a little of the other', () => {
    for (const [there, here] of [
      [60, 50],
      [50, 60],
    ]) {
      const short = spoiled(13, 15, (value, i) => value + 0.1 * wave(here, i));
      const channel = { ...short, samples: short.samples.map((value, i) => value + 0.02 * wave(there, i)) };
      const bad = faultsOf(channel).filter(({ codes }) => codes.length > 0);
      expect(bad).toEqual([
        { startS: 13, codes: ['MAINS_HUM'] },
        { startS: 14, codes: ['MAINS_HUM'] },
      ]);
    }
  });

  it('counts a window with lost samples as bad, also where they are missing right before it', () => {
    const found = faultsOf({ ...good, gapsAt: [9_000, 13_500, 13_700, 16_000, 21_000] });
    expect(found.filter(({ codes }) => codes.length > 0)).toEqual([
      { startS: 13, codes: ['DROPPED_SAMPLES'] },
      { startS: 16, codes: ['DROPPED_SAMPLES'] },
    ]);
  });

  it('calls nothing weak where no rest is known', () => {
    const weak = spoiled(0, 30, (value) => 0.01 * value);
    expect(faultsOf(weak, { restLevel: undefined }).flatMap(({ codes }) => codes)).toEqual([]);
  });
});

describe('contractionQuality', () => {
  it('counts bad windows, says why, and gives the remedy of the commonest cause', () => {
    const quality = contractionQuality(windowJudge(spoiled(12, 15, spoilers[5][1])), segment(hold), 0.004);
    expect([quality.nBad, quality.isUsable]).toEqual([3, true]);
    const [{ code, message, suggestion, where }] = excludedWindows(quality, segment(hold), { file: 'a.csv' });
    expect(code).toBe('WINDOWS_EXCLUDED');
    expect(message).toBe('3 of 10 windows of 1 s of the hold at 10.0 s were left out: spikes in 3.');
    expect(suggestion).toContain('loose contact');
    expect(where).toMatchObject({ file: 'a.csv', atS: 10 });
    expect(
      excludedWindows(contractionQuality(windowJudge(good), segment(hold)), segment(hold), { file: 'a.csv' }),
    ).toEqual([]);
  });

  it('names samples that were lost, and what helps against it', () => {
    const quality = contractionQuality(windowJudge({ ...good, gapsAt: [12_345, 17_000] }), segment(hold), 0.004);
    const [{ message, suggestion }] = excludedWindows(quality, segment(hold), { file: 'a.csv' });
    expect(message).toBe('2 of 10 windows of 1 s of the hold at 10.0 s were left out: samples lost in 2.');
    expect(suggestion).toContain('Move the receiver closer');
  });

  it('does not measure what is bad for the most part', () => {
    expect(contractionQuality(windowJudge(spoiled(10, 16, spoilers[4][1])), segment(hold)).isUsable).toBe(false);
  });
});

describe('findHeartBeats', () => {
  const rest = segment({ startS: 0.5, endS: 9.5 });
  /** A beat of 80 ms with the shape of a band-limited R wave. */
  const beats = (perMinute: number, level: number, sign = 1): Channel => {
    const every = (60 * fs) / perMinute;
    const at = (i: number): number => {
      const from = ((i % every) - 200) / 15;
      return sign * level * (1 - from * from) * Math.exp((-from * from) / 2);
    };
    return { ...good, samples: good.samples.map((value, i) => value + at(i)) };
  };

  it.each([45, 72, 150])('counts %s beats a minute, of either sign', (perMinute) => {
    for (const sign of [1, -1]) {
      expect(Math.abs((findHeartBeats(beats(perMinute, 0.03, sign), rest)?.perMinute ?? 0) - perMinute)).toBeLessThan(
        2,
      );
    }
  });

  it('sees none in noise, in single spikes, or in a rest too short to tell', () => {
    expect(findHeartBeats(good, rest)).toBeUndefined();
    const spikes = spoiled(2, 2.01, (value) => value + 1);
    expect(findHeartBeats(spikes, rest)).toBeUndefined();
    expect(findHeartBeats(beats(72, 0.03), segment({ startS: 1, endS: 2 }))).toBeUndefined();
  });
});

describe('crossTalk', () => {
  it('compares the wanted muscle with its neighbour', () => {
    const bursts = [
      { startS: 5, endS: 10, level: 0.09 },
      { startS: 15, endS: 20, level: 0.03 },
    ];
    const channel = burstChannel({ lengthS: 25, bursts });
    const [wanted, neighbour] = bursts.map(segment);
    const { ratio, isSelective } = crossTalk(channel, wanted, neighbour);
    expect(ratio).toBeGreaterThan(2.6);
    expect(ratio).toBeLessThan(3.3);
    expect(isSelective).toBe(true);
    expect(crossTalk(channel, neighbour, wanted).isSelective).toBe(false);
  });
});
