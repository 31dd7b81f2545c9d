import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { fallTimes, staticFatigueIndex } from './index.ts';

describe('staticFatigueIndex', () => {
  it('by hand, from the start and from the peak', () => {
    const force = Float64Array.of(50, 100, 80, 70, 60, 999);
    // (50 + 100 + 80 + 70 + 60) / 5 = 72; (100 + 80 + 70 + 60) / 4 = 77.5
    expect(staticFatigueIndex(force, 1, { durationS: 5 }).percent).toBeCloseTo(28, 12);
    expect(staticFatigueIndex(force, 1, { durationS: 5, from: 'peak' })).toMatchObject({
      percent: expect.closeTo(22.5, 12),
      peak: 100,
      peakAtS: 1,
      durationS: 5,
      from: 'peak',
    });
  });

  it('is 0 for a level force and half the fall for a straight one', () => {
    expect(staticFatigueIndex(new Float64Array(3000).fill(7), 100).percent).toBeCloseTo(0, 12);
    const falling = Float64Array.from({ length: 30000 }, (_, i) => 100 - (40 * i) / 29999);
    expect(staticFatigueIndex(falling, 1000).percent).toBeCloseTo(20, 10);
  });

  it('counts the rise as a loss only from the start', () => {
    const force = Float64Array.from({ length: 300 }, (_, i) => Math.min(1, i / 100));
    const of = (from: 'start' | 'peak') => staticFatigueIndex(force, 10, { from }).percent;
    expect(of('peak')).toBeCloseTo(0, 12);
    expect(of('start')).toBeGreaterThan(15);
  });

  it('refuses a force that is too short, silent or rises to the end', () => {
    expect(refusal(() => staticFatigueIndex(new Float64Array(2999).fill(1), 100))).toContain('at least 3000');
    expect(refusal(() => staticFatigueIndex(new Float64Array(10), 1, { durationS: 10 }))).toContain('largest force');
    const rising = Float64Array.of(1, 2, 3);
    expect(refusal(() => staticFatigueIndex(rising, 1, { durationS: 3, from: 'peak' }))).toContain('nothing follows');
    expect(refusal(() => staticFatigueIndex(rising, 1, { from: 'end' as 'peak' }))).toContain("got 'end'");
  });
});

describe('fallTimes', () => {
  it('count from the peak', () => {
    expect(fallTimes(Float64Array.of(50, 100, 80, 75, 40), 2)).toEqual({ FR75: 1, FR50: 1.5, FR25: null });
  });

  it('are those of an exponential', () => {
    const tauS = 20;
    const force = Float64Array.from({ length: 60000 }, (_, i) => 300 * Math.exp(-i / 1000 / tauS));
    const { FR75, FR50, FR25 } = fallTimes(force, 1000);
    for (const [time, share] of [
      [FR75, 0.75],
      [FR50, 0.5],
      [FR25, 0.25],
    ] as const) {
      expect(Math.abs((time as number) + tauS * Math.log(share))).toBeLessThanOrEqual(0.001);
    }
  });

  it('refuse a silent force', () => {
    expect(refusal(() => fallTimes(new Float64Array(5), 100))).toContain('largest force must be');
  });
});
