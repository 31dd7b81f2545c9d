import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { criticalForce, fiveOnFiveOff, repeatedContractions } from './index.ts';

const contractions = (means: readonly number[]) =>
  means.map((meanForce, i) => ({ startS: 10 * i, durationS: 5, meanForce }));

describe('repeatedContractions', () => {
  it('takes the means of 5 s every 10 s and leaves out a cut one', () => {
    const force = Float64Array.from({ length: 280 }, (_, i) => (i % 100 < 50 ? 100 + Math.floor(i / 100) : 3));
    expect(repeatedContractions(force, 10)).toEqual([
      { startS: 0, durationS: 5, meanForce: 100 },
      { startS: 10, durationS: 5, meanForce: 101 },
      { startS: 20, durationS: 5, meanForce: 102 },
    ]);
    expect(repeatedContractions(force.subarray(0, 249), 10)).toHaveLength(2);
    expect(fiveOnFiveOff).toEqual({ contractionS: 5, restS: 5 });
  });

  it('refuses less than one contraction', () => {
    expect(refusal(() => repeatedContractions(new Float64Array(49), 10))).toContain('got 4.9 s');
  });
});

describe('criticalForce', () => {
  it('by hand', () => {
    // CF = 100; above it (200 − 100) + (150 − 100) + (120 − 100), each for 5 s; the contraction below adds nothing.
    const result = criticalForce(contractions([200, 150, 120, 90, 100, 100, 100]), { nLast: 3 });
    expect(result).toEqual({ criticalForce: 100, nLast: 3, impulseAbove: 850, lastTrendPercent: 0 });
  });

  it('finds the level of an exponential course, and shows one that still falls', () => {
    const course = (n: number) => contractions(Array.from({ length: n }, (_, i) => 150 + 250 * Math.exp(-i / 8)));
    const whole = criticalForce(course(60));
    expect(whole.criticalForce).toBeCloseTo(150, 0);
    // The sum of the geometric series times 5 s, less what lies under the slightly higher level.
    expect(Math.abs(whole.impulseAbove / ((5 * 250) / (1 - Math.exp(-1 / 8))) - 1)).toBeLessThan(0.05);
    expect(Math.abs(whole.lastTrendPercent)).toBeLessThan(0.1);
    const early = criticalForce(course(12));
    expect(early.criticalForce).toBeGreaterThan(200);
    expect(early.lastTrendPercent).toBeLessThan(-4);
  });

  it('refuses a test without a beginning', () => {
    expect(refusal(() => criticalForce(contractions([1, 1, 1, 1, 1, 1])))).toContain('more than the 6');
    expect(refusal(() => criticalForce(contractions([9, 0, 0]), { nLast: 2 }))).toContain('mean of the last');
  });
});
