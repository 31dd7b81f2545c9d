import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { shareOf } from './check-trends.ts';
import { mannWhitney, wilcoxonSignedRank } from './rank-tests.ts';

describe('rank tests', () => {
  it('reject nothing true more often than they say, with many ties as well', () => {
    const rounded = (value: number) => Math.round(2 * value);
    const wilcoxon = shareOf(400, (random) => {
      const x = Array.from({ length: 12 }, () => rounded(random.normal()));
      return wilcoxonSignedRank(x).pValue <= 0.05;
    });
    const ranks = shareOf(400, (random) => {
      const [a, b] = [7, 8].map((n) => Array.from({ length: n }, () => rounded(random.normal())));
      return mannWhitney(a, b).pValue <= 0.05;
    });
    // Two standard errors above 0.05; discrete tests stay below it.
    for (const share of [wilcoxon, ranks]) {
      expect(share).toBeLessThan(0.072);
      expect(share).toBeGreaterThan(0.01);
    }
  });

  it('do not depend on the scale, nor Wilcoxon on zeros', () => {
    const x = [1, -2, 3, 5, 8, -1];
    expect(wilcoxonSignedRank([...x.map((value) => value * 9), 0, 0])).toEqual(wilcoxonSignedRank(x));
    expect(wilcoxonSignedRank([0, 0]).pValue).toBe(1);
    expect(mannWhitney([2, 2], [2, 2, 2])).toEqual({ statistic: 3, pValue: 1, method: 'exact' });
    expect(mannWhitney(new Float64Array(60), new Float64Array(9))).toMatchObject({ pValue: 1, method: 'normal' });
  });

  it('meet the normal approximation where they hand over to it', () => {
    const differences = Array.from({ length: 51 }, (_, i) => ((i * 37) % 51) - 19.5);
    const [exact, normal] = [differences.slice(0, 50), differences].map(wilcoxonSignedRank);
    expect([exact.method, normal.method]).toEqual(['exact', 'normal']);
    expect(Math.abs(exact.pValue - normal.pValue)).toBeLessThan(0.05);
  });

  it('refuse what they cannot use', () => {
    expect(refusal(() => wilcoxonSignedRank([]))).toContain('differences must hold at least 1 sample, got 0');
    expect(refusal(() => mannWhitney([], [1]))).toContain('first must hold at least 1 sample, got 0');
    expect(refusal(() => mannWhitney([1], [Number.NaN]))).toContain('second[0] is NaN');
  });
});
