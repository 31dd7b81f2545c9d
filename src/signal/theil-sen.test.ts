import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { countedTimes } from './check-trends.ts';
import { theilSenTrend } from './theil-sen.ts';

describe('theilSenTrend', () => {
  // 2001 values and more go by Theil's incomplete method.
  it.each([21, 2001])('does not follow a fifth of %i values that are wrong', (n) => {
    const t = countedTimes(n);
    const x = t.map((at) => (at % 5 === 0 ? 1e6 : 3 - 2 * at));
    const { slope, intercept } = theilSenTrend(t, x);
    expect(slope).toBeCloseTo(-2, 9);
    // The median of the values is moved by those that are wrong, within the values that are right.
    expect(Math.abs(intercept - 3)).toBeLessThan(n / 2);
  });

  it('refuses what it cannot use', () => {
    expect(refusal(() => theilSenTrend([0], [1]))).toContain('x must hold at least 2 samples, got 1');
    expect(refusal(() => theilSenTrend([1, 0], [1, 2]))).toContain('t must rise');
  });
});
