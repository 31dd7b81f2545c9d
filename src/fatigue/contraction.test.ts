import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rms, welch } from '#signal';
import { refusal } from '../base/check-refusal.ts';
import { colouredNoise, contractionOf, emgChannel, segmentAt } from './check-contractions.ts';
import { contractionSignal } from './index.ts';

const samples = colouredNoise(6000);

describe('contractionSignal', () => {
  it('says what it holds', () => {
    const { startS, endS, fs, unit, bandHz, samples: inner } = contractionSignal(emgChannel(samples), segmentAt(1, 5));
    expect({ startS, endS, fs, unit, bandHz, n: inner.length }).toEqual({
      startS: 1.5,
      endS: 4.5,
      fs: 1000,
      unit: 'mV',
      bandHz: [20, 450],
      n: 3000,
    });
  });

  it.each([
    [400, 180],
    [500, 225],
    [990, 445.5],
    [999, 450],
    [1000, 450],
    [2000, 450],
    [4000, 450],
  ])('passes at %d Hz up to %d Hz', (fs, highHz) => {
    const { bandHz, samples: inner } = contractionOf(colouredNoise(4 * fs), fs);
    expect(bandHz).toEqual([20, highHz]);
    const { psd, freqsHz } = welch(inner, fs, { windowSamples: fs });
    const powerIn = (lowHz: number, upHz: number) =>
      psd.reduce((sum, p, i) => sum + (freqsHz[i] >= lowHz && freqsHz[i] < upHz ? p : 0), 0);
    expect(powerIn(0, 8) / powerIn(20, highHz)).toBeLessThan(1e-4);
  });

  it('is bit-identical whatever lies outside the segment', () => {
    const segment = segmentAt(1.234, 4.321);
    const usual = contractionSignal(emgChannel(samples), segment).samples;
    const [first, end] = [1234, 4321];
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 0, max: first - 1 }), fc.integer({ min: end, max: samples.length - 1 })),
        fc.oneof(fc.double(), fc.constant(Number.NaN)),
        (i, value) => {
          const changed = samples.with(i, value);
          expect(contractionSignal(emgChannel(changed), segment).samples).toEqual(usual);
        },
      ),
      { numRuns: 40 },
    );
    const other = colouredNoise(6000, 2);
    other.set(samples.subarray(first, end), first);
    expect(contractionSignal(emgChannel(other), segment).samples).toEqual(usual);
    // And not whatever lies inside: the first and the last sample of the segment do count.
    for (const i of [first, end - 1]) {
      expect(contractionSignal(emgChannel(samples.with(i, 5)), segment).samples).not.toEqual(usual);
    }
  });

  it('does not see an offset', () => {
    const usual = contractionOf(samples).samples;
    const moved = contractionOf(samples.map((value) => value + 100)).samples;
    expect(rms(moved.map((value, i) => value - usual[i]))).toBeLessThan(1e-11);
  });

  it('does not change the channel', () => {
    const channel = emgChannel(samples.slice());
    contractionSignal(channel, segmentAt(0, 6));
    expect(channel.samples).toEqual(samples);
  });

  it('stops at the ends of the channel', () => {
    const { startS, endS } = contractionSignal(emgChannel(samples), segmentAt(-3, 99));
    expect([startS, endS]).toEqual([0.5, 5.5]);
  });

  it.each([400, 999, 1000, 1001, 1111.11, 2148.1481])('measures two seconds at %d Hz, wherever they begin', (fs) => {
    const channel = emgChannel(colouredNoise(Math.ceil(4 * fs)), fs);
    for (const startS of [0, 0.1, 1 / 3, 0.7777, 1.2345]) {
      const signal = contractionSignal(channel, segmentAt(startS, startS + 2.0000001));
      expect(Math.abs(signal.samples.length - fs)).toBeLessThan(2.5);
    }
  });

  it('refuses less than two seconds', () => {
    expect(refusal(() => contractionSignal(emgChannel(samples), segmentAt(1, 2.9, 'mvc')))).toBe(
      'A mvc of 1.9 s is too short: 0.5 s at each end are dropped and at least 1 s must be left — in contractionSignal. Choose a segment of at least 2 s.',
    );
    expect(refusal(() => contractionSignal(emgChannel(samples), segmentAt(5, 9)))).toContain(
      'A hold of 1.0 s is too short',
    );
  });

  it.each([
    [3, 1],
    [7, 9],
    [-4, 0],
    [Number.NaN, 4],
    [1, Number.POSITIVE_INFINITY],
  ])('refuses the times %d to %d s of a channel of 6 s', (startS, endS) => {
    expect(refusal(() => contractionSignal(emgChannel(samples), segmentAt(startS, endS)))).toBe(
      `A hold must start before it ends, within the channel's 6.0 s, got ${startS}–${endS} s — in contractionSignal. Pass startS and endS in seconds from the start of the recording.`,
    );
  });

  it('refuses samples that are not finite', () => {
    expect(refusal(() => contractionSignal(emgChannel(samples.with(2000, Number.NaN)), segmentAt(1, 4)))).toContain(
      '[1000] is NaN',
    );
  });
});
