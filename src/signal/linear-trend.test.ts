import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { countedTimes, serialErrors, shareOf } from './check-trends.ts';
import type { Interval } from './interval.ts';
import { linearTrend } from './linear-trend.ts';

const within = (value: number, [low, high]: Interval): boolean => low <= value && value <= high;

/** Coverage of the interval of the slope, and of that of the slope relative to the start. */
function coverage(draws: number, n: number, rho: number, overlapCorrelation = 0): { slope: number; percent: number } {
  const t = countedTimes(n);
  const [start, slope] = [15, -4 / n];
  let percent = 0;
  const ofSlope = shareOf(draws, (random) => {
    const errors = serialErrors(random, n, rho, overlapCorrelation);
    const x = errors.map((error, i) => start + slope * t[i] + error);
    const trend = linearTrend(t, x, { overlapCorrelation });
    if (trend.percentInterval && within((100 * slope) / start, trend.percentInterval)) percent++;
    return within(slope, trend.interval);
  });
  return { slope: ofSlope, percent: percent / draws };
}

describe('linearTrend', () => {
  // 1500 series: the standard error of a coverage of 0.95 is 0.006. 29, 59 and 119 epochs of 1 s are 30, 60 and 120 s
  // less the margins; a plain block bootstrap would cover 0.89 of 59.
  it.each([29, 59, 119])('covers the truth 92 to 97 times in 100 for %i epochs whose errors follow each other', (n) => {
    for (const share of Object.values(coverage(1500, n, 0.2))) {
      expect(share).toBeGreaterThanOrEqual(0.92);
      expect(share).toBeLessThanOrEqual(0.97);
    }
  });

  it.each([1 / 2, 1 / 36])('covers as well where epochs overlap (correlation %d) or errors last', (c) => {
    for (const rho of [0, 0.5]) {
      const { slope, percent } = coverage(400, 57, rho, c);
      // Three standard errors more than the limits above.
      expect(Math.min(slope, percent)).toBeGreaterThan(0.92);
      expect(Math.max(slope, percent)).toBeLessThan(0.985);
    }
  });

  // With the values beside a gap taken for neighbours this is 0.84 and 0.87 of 59, 0.78 and 0.83 of 119.
  it.each([
    ['one by one', 59],
    ['one by one', 119],
    ['in threes', 59],
    ['in threes', 119],
  ] as const)('covers the truth 92 to 97 times in 100 where a fifth of the values is missing %s (of %i)', (way, n) => {
    for (const [rho, overlapCorrelation] of [
      [0.2, 0],
      [0.5, 0.5],
    ]) {
      const slope = -4 / n;
      const share = shareOf(1000, (random) => {
        const isKept = (i: number): boolean => (way === 'in threes' ? i % 15 < 12 : random.uniform() >= 0.2);
        const t = countedTimes(n).filter(isKept);
        const errors = serialErrors(random, n, rho, overlapCorrelation);
        const x = t.map((at) => 15 + slope * at + errors[at]);
        return within(slope, linearTrend(t, x, { overlapCorrelation }).interval);
      });
      expect(share).toBeGreaterThanOrEqual(0.92);
      expect(share).toBeLessThanOrEqual(0.97);
    }
  });

  it('knows from the step alone which values are neighbours, where most are missing', () => {
    const t = [0, 2, 4, 6, 7, 9, 11];
    const x = [5, 3, 4, 2, 4, 1, 2];
    // The usual distance is 2: told nothing, 6 and 7 pass for two places apart as all others do.
    const told = linearTrend(t, x, { overlapCorrelation: 0.5, step: 1 });
    expect(told.interval).not.toEqual(linearTrend(t, x, { overlapCorrelation: 0.5 }).interval);
    expect(refusal(() => linearTrend(t, x, { step: 0 }))).toContain('step');
  });

  it('does not say more than it can of 9 and 17 epochs, what 10 s hold', () => {
    // What the documentation states for 10 s.
    expect(coverage(500, 9, 0).slope).toBeGreaterThan(0.95);
    expect(coverage(500, 9, 0.2).slope).toBeGreaterThan(0.94);
    expect(coverage(500, 9, 0.5).slope).toBeGreaterThan(0.88);
    expect(coverage(500, 17, 0.2, 1 / 36).slope).toBeGreaterThan(0.94);
  });

  it('is too sure of overlapping epochs when it is not told of the overlap and errors are independent', () => {
    const t = countedTimes(57);
    const ratio = (random: Parameters<Parameters<typeof shareOf>[1]>[0]): number => {
      const x = serialErrors(random, 57, 0, 0.5);
      const width = ({ interval: [low, high] }: { interval: Interval }) => high - low;
      return width(linearTrend(t, x, { overlapCorrelation: 0.5 })) / width(linearTrend(t, x));
    };
    // Left to ρ alone, the overlap is taken for errors that last.
    expect(shareOf(100, (random) => ratio(random) < 1)).toBeGreaterThan(0.8);
  });

  it('grows with the unit of the values, shrinks with that of time, and the relative slope keeps still', () => {
    const list = fc.array(fc.double({ min: 1, max: 2, noNaN: true }), { minLength: 4, maxLength: 25 });
    fc.assert(
      fc.property(list, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (values, gain) => {
        const t = countedTimes(values.length);
        const usual = linearTrend(t, values);
        const scaled = linearTrend(
          t.map((at) => 7 + at / 2),
          values.map((value) => value * gain),
        );
        const close = (a: number, b: number) => Math.abs(a - b) <= 1e-5 * (Math.abs(usual.interval[1]) + 1e-9);
        expect(scaled.interval.every((limit, i) => close(limit / (2 * gain), usual.interval[i]))).toBe(true);
        const [ours, theirs] = [scaled.percentInterval, usual.percentInterval];
        expect(ours === null).toBe(theirs === null);
        if (ours && theirs)
          expect(ours.every((limit, i) => Math.abs(limit / 2 - theirs[i]) < 1e-4 * (1 + Math.abs(limit)))).toBe(true);
        expect(within(usual.slope, usual.interval)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('widens with the confidence', () => {
    const x = [5, 3, 4, 2, 4, 1, 2, 2, 1];
    const [a, b] = [0.8, 0.99].map((confidence) => linearTrend(countedTimes(9), x, { confidence }).interval);
    expect(b[0]).toBeLessThan(a[0]);
    expect(b[1]).toBeGreaterThan(a[1]);
  });

  it('has no doubt of a line, and no relative slope where the start may be zero', () => {
    expect(linearTrend([0, 1, 2], [4, 3, 2])).toMatchObject({
      interval: [-1, -1],
      percentInterval: [-25, -25],
      rho: 0,
    });
    expect(linearTrend([0, 1, 2], [-4, -3, -2])).toMatchObject({ percentSlope: null, percentInterval: null });
    expect(linearTrend(countedTimes(6), [1, -1, 2, -1, 1, 0])).toMatchObject({ percentInterval: null });
  });

  it('refuses what it cannot use', () => {
    expect(refusal(() => linearTrend([0, 1], [1, 2]))).toContain('x must hold at least 3 samples, got 2');
    expect(refusal(() => linearTrend([0, 1, 2, 3], [1, 2, 3]))).toContain('t and x must be equally long, got 4 and 3');
    expect(refusal(() => linearTrend([0, 1, 1], [1, 2, 3]))).toContain('t must rise, but t[2] is 1 after 1');
    expect(refusal(() => linearTrend([0, 1, 2], [1, 2, Number.NaN]))).toContain('x[2] is NaN');
    expect(refusal(() => linearTrend([0, 1, 2], [1, 2, 3], { overlapCorrelation: 0.7 }))).toContain('got 0.7');
    expect(refusal(() => linearTrend([0, 1, 2], [1, 2, 3], { confidence: 95 }))).toContain('got 95');
  });
});
