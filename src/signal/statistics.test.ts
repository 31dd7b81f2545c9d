import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { worstDifference } from './check-signals.ts';
import { linearFit, mean, median, quantile, rms, standardDeviation } from './statistics.ts';

const values = fc
  .array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 50 })
  .map((x) => x.map((v) => v / 7));

describe('statistics', () => {
  it('move with an offset, and the spread does not', () => {
    fc.assert(
      fc.property(values, (x) => {
        const moved = x.map((value) => value + 100);
        expect(mean(moved)).toBeCloseTo(mean(x) + 100, 6);
        expect(median(moved)).toBeCloseTo(median(x) + 100, 6);
        expect(standardDeviation(moved)).toBeCloseTo(standardDeviation(x), 6);
        expect(rms(x) ** 2).toBeCloseTo(mean(x.map((value) => value * value)), 0);
      }),
    );
  });

  it('keep the spread of small changes on a large offset', () => {
    expect(standardDeviation([1e9, 1e9 + 1, 1e9 + 2])).toBe(1);
  });

  it('order the quantiles from the least to the greatest value, whatever the order of x', () => {
    fc.assert(
      fc.property(values, (x) => {
        const quantiles = [0, 0.1, 0.5, 0.9, 1].map((p) => quantile(x, p));
        expect(quantiles).toEqual([...quantiles].sort((a, b) => a - b));
        expect([quantiles[0], quantiles[4]]).toEqual([Math.min(...x), Math.max(...x)]);
        expect(quantile([...x].reverse(), 0.1)).toBe(quantiles[1]);
      }),
    );
  });

  it('leave the array in its order', () => {
    const x = [3, 1, 2];
    expect([median(x), quantile(x, 0)]).toEqual([2, 1]);
    expect(x).toEqual([3, 1, 2]);
  });

  it('find a line that is there', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 }), (a, b) => {
        const x = Array.from({ length: 30 }, (_, i) => i / 10);
        const { slope, intercept } = linearFit(
          x,
          x.map((at) => a + b * at),
        );
        expect(worstDifference([slope, intercept], [b, a])).toBeLessThan(1e-9);
      }),
    );
  });

  it('refuse what has no answer', () => {
    for (const [statistic, name] of [
      [mean, 'mean'],
      [rms, 'rms'],
      [median, 'median'],
    ] as const) {
      expect(refusal(() => statistic([]))).toBe(
        `x must hold at least 1 sample, got 0 — in ${name}. Pass a longer signal.`,
      );
      expect(refusal(() => statistic([1, Number.NaN]))).toContain(
        `x[1] is NaN, and must be a finite number — in ${name}.`,
      );
    }
    expect(refusal(() => standardDeviation([1]))).toContain('x must hold at least 2 samples, got 1');
    expect(refusal(() => quantile([1], 1.5))).toContain('p must be from 0 to 1, got 1.5 — in quantile.');
    expect(refusal(() => quantile([1], Number.NaN))).toContain('got NaN');
    expect(refusal(() => linearFit([1, 2], [1]))).toContain('x and y must be equally long, got 2 and 1');
    expect(refusal(() => linearFit([1, 1], [1, 2]))).toContain('x must hold different values, got 1 2 times');
    expect(refusal(() => linearFit([1, 2], [1, Number.NaN]))).toContain('y[1] is NaN');
  });
});
