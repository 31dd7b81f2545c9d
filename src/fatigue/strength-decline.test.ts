import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { declineRatePercentPerMin, fatigueIndex3, fatigueIndexFirstLast, mvcLossPercent } from './index.ts';

describe('mvcLossPercent', () => {
  it('has the rested maximum as denominator', () => {
    expect(mvcLossPercent({ restedMvc: 400, mvc: 300 })).toBe(25);
    expect(mvcLossPercent({ restedMvc: 300, mvc: 400 })).toBeCloseTo(-100 / 3, 12);
    expect(mvcLossPercent({ restedMvc: 300, mvc: 0 })).toBe(100);
  });

  it('refuses a rest without strength', () => {
    expect(refusal(() => mvcLossPercent({ restedMvc: 0, mvc: 1 }))).toContain('restedMvc must be');
    expect(refusal(() => mvcLossPercent({ restedMvc: 1, mvc: -1 }))).toContain('mvc must be 0 or more, got -1');
  });
});

describe('fatigue indices', () => {
  const forces = [90, 100, 110, 80, 70, 65, 60, 55];

  it('by hand', () => {
    expect(fatigueIndexFirstLast(forces)).toBeCloseTo((100 * 35) / 90, 12);
    // (100 − 60) / 100
    expect(fatigueIndex3(forces)).toBeCloseTo(40, 12);
  });

  it('do not see the unit, and are 0 for a level course', () => {
    const inKgf = forces.map((force) => force / 9.80665);
    expect(fatigueIndexFirstLast(inKgf)).toBeCloseTo(fatigueIndexFirstLast(forces), 12);
    expect(fatigueIndex3(inKgf)).toBeCloseTo(fatigueIndex3(forces), 12);
    expect(fatigueIndex3(Array(6).fill(7))).toBe(0);
  });

  it('refuse too few', () => {
    expect(refusal(() => fatigueIndexFirstLast([1]))).toContain('at least 2 samples, got 1');
    expect(refusal(() => fatigueIndex3([1, 2, 3, 4, 5]))).toContain('at least 6 samples, got 5');
    expect(refusal(() => fatigueIndexFirstLast([0, 1]))).toContain('forces[0] must be');
  });
});

describe('declineRatePercentPerMin', () => {
  it('is the slope of the maxima in % of the rested one', () => {
    const maxima = [0, 60, 120, 180].map((timeS) => ({ timeS, value: 400 - (timeS / 60) * 14.4 }));
    expect(declineRatePercentPerMin(maxima, { restedMvc: 400 })).toBeCloseTo(3.6, 10);
    const level = [0, 60].map((timeS) => ({ timeS, value: 400 }));
    expect(declineRatePercentPerMin(level, { restedMvc: 400 })).toBe(0);
  });

  it('refuses one maximum and equal times', () => {
    expect(refusal(() => declineRatePercentPerMin([{ timeS: 0, value: 1 }], { restedMvc: 1 }))).toContain('at least 2');
    const same = [1, 2].map((value) => ({ timeS: 5, value }));
    expect(refusal(() => declineRatePercentPerMin(same, { restedMvc: 1 }))).toContain('different values');
  });
});
