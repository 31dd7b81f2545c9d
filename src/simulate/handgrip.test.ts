import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { contractionSignal, mdfCourse } from '#fatigue';
import type { Segment } from '#recording';
import { linearFit, mean, rms } from '#signal';
import { refusal } from '../base/check-refusal.ts';
import { simulateHandgrip } from './handgrip.ts';
import { drawTiming, effortShare, longestHoldS } from './handgrip-timing.ts';
import { simulatedParticipant } from './participant.ts';

const recordings = Array.from({ length: 20 }, (_, index) => simulatedParticipant(5, index)).flatMap((participant) =>
  (['fresh', 'fatigued'] as const).map((state) => simulateHandgrip({ seed: 5, participant, state })),
);

/** What was recorded of a contraction, and what is true of it. */
const efforts = (kind: 'hold' | 'mvc') =>
  recordings.map(({ recording, truth }) => {
    const segment = truth.segments.find((one) => one.kind === kind) as Segment;
    return { channel: recording.channels[0], segment, truth };
  });

describe('the hold of simulateHandgrip', () => {
  const courses = efforts('hold').map(({ channel, segment, truth }) => {
    const { timesS, values } = mdfCourse(contractionSignal(channel, segment));
    const { slope, intercept } = linearFit(
      timesS.map((t) => t - segment.startS),
      values,
    );
    return { start: intercept, end: intercept + slope * (segment.endS - segment.startS), truth };
  });

  // A fit to one hold scatters by 5 Hz at its ends, the mean of 40 by 0.7 Hz; the seed is fixed.
  it('begins and ends at the median frequency that is stated as true', () => {
    expect(Math.abs(mean(courses.map(({ start, truth }) => start - truth.holdMdfHz[0])))).toBeLessThan(1.5);
    expect(Math.abs(mean(courses.map(({ end, truth }) => end - truth.holdMdfHz[1])))).toBeLessThan(1.5);
  });

  it('falls when the person is fatigued', () => {
    const fatigued = courses.filter(({ truth }) => truth.state === 'fatigued');
    for (const { truth } of fatigued) expect(truth.holdMdfHz[1]).toBeLessThan(truth.holdMdfHz[0]);
    expect(mean(fatigued.map(({ start, end }) => end - start))).toBeLessThan(-5);
  });
});

describe('the truth of simulateHandgrip', () => {
  // One recording scatters by 2 %, the mean of 40 by 0.3 %.
  it.each([
    ['hold', 'holdRmsMv'],
    ['mvc', 'mvcRmsMv'],
  ] as const)('states the RMS that is recorded of the %s', (kind, level) => {
    const ratios = efforts(kind).map(({ channel: { samples, fs }, segment, truth }) => {
      const inner = samples.slice(Math.round((segment.startS + 0.5) * fs), Math.round((segment.endS - 0.5) * fs));
      const offset = mean(inner);
      return rms(inner.map((mv) => mv - offset)) / truth[level];
    });
    expect(Math.abs(mean(ratios) - 1)).toBeLessThan(0.02);
  });
});

describe('simulateHandgrip', () => {
  it.each([0, 400, 999, Number.NaN, Number.POSITIVE_INFINITY])('refuses a rate of %d Hz', (fs) => {
    const participant = simulatedParticipant(7, 0);
    expect(refusal(() => simulateHandgrip({ seed: 7, participant, state: 'fresh', fs }))).toBe(
      `fs must be at least 1000 Hz, got ${fs} — in simulateHandgrip. Simulate at 1000 Hz or more: the truth is stated for a spectrum up to 450 Hz.`,
    );
  });
});

describe('drawTiming', () => {
  const timings = Array.from({ length: 200 }, (_, seed) => drawTiming(seededRandom(seed)));

  it('lets force rise and fall within 0.2 to 0.4 s, as people do', () => {
    for (const { hold, mvc } of timings) {
      for (const effort of [hold, mvc]) {
        expect(Math.min(effort.riseS, effort.fallS)).toBeGreaterThanOrEqual(0.2);
        expect(Math.max(effort.riseS, effort.fallS)).toBeLessThanOrEqual(0.4);
        expect(effortShare(effort, effort.startS)).toBe(0);
        expect(effortShare(effort, effort.startS + effort.riseS / 2)).toBeCloseTo(0.5, 9);
        expect(effortShare(effort, effort.startS + 0.4)).toBe(1);
        expect(effortShare(effort, effort.endS - effort.fallS / 2)).toBeCloseTo(0.5, 9);
      }
    }
  });

  it('draws no hold beyond the longest', () => {
    expect(Math.max(...timings.map(({ hold }) => hold.endS - hold.startS))).toBeLessThan(longestHoldS);
  });
});
