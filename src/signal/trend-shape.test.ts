import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { countedTimes, serialErrors, shareOf } from './check-trends.ts';
import { trendShape } from './trend-shape.ts';

const t = countedTimes(57);
const share = (rho: number, c: number, course: (at: number) => number): number =>
  shareOf(100, (random) => {
    const errors = serialErrors(random, t.length, rho, c);
    const x = errors.map((error, i) => course(t[i]) + error);
    return trendShape(t, x, { overlapCorrelation: c }).model === 'exponential';
  });

describe('trendShape', () => {
  it('finds a bend that is there, and seldom one that is not', () => {
    expect(share(0, 0, (at) => 12 + 6 * Math.exp(-at / 14))).toBeGreaterThan(0.9);
    expect(share(0.2, 0.5, (at) => 12 + 9 * Math.exp(-at / 14))).toBeGreaterThan(0.9);
    for (const [rho, c] of [
      [0, 0],
      [0.5, 0],
      [0.2, 0.5],
    ]) {
      expect(share(rho, c, (at) => 12 - at / 20)).toBeLessThan(0.2);
    }
  });

  it('takes a line for a line and an exponential for one', () => {
    expect(trendShape(t, t).model).toBe('linear');
    const { model, exponential } = trendShape(
      t,
      t.map((at) => 3 - 2 * Math.exp(-at / 9)),
    );
    expect(model).toBe('exponential');
    expect(exponential.asymptote).toBeCloseTo(3, 5);
    expect(exponential.change).toBeCloseTo(-2, 5);
    expect(exponential.tau).toBeCloseTo(9, 4);
  });

  it('needs eight values', () => {
    expect(refusal(() => trendShape([0, 1, 2], [1, 2, 4]))).toContain('x must hold at least 8 samples, got 3');
    expect(refusal(() => trendShape(t, t, { overlapCorrelation: 0.6 }))).toContain('got 0.6');
  });
});
