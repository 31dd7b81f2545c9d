import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { countedTimes } from './check-trends.ts';
import { exponentialAt, exponentialTrend } from './exponential-trend.ts';

describe('exponentialTrend', () => {
  it('finds an exponential that is there, wherever it starts', () => {
    const some = fc.record({
      asymptote: fc.integer({ min: -50, max: 50 }),
      change: fc.integer({ min: 1, max: 50 }),
      tau: fc.integer({ min: 3, max: 40 }),
      from: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(some, ({ from, ...truth }) => {
        const t = countedTimes(50).map((at) => at + from);
        const found = exponentialTrend(t, exponentialAt(t, truth));
        expect(found.tau / truth.tau).toBeCloseTo(1, 4);
        expect((found.change - truth.change) / truth.change).toBeCloseTo(0, 4);
        expect((found.asymptote - truth.asymptote) / truth.change).toBeCloseTo(0, 4);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps tau between two steps and twice the length', () => {
    const t = countedTimes(20);
    const jump = t.map((_, i) => (i === 0 ? 9 : 1));
    expect(exponentialTrend(t, jump).tau).toBeCloseTo(2, 4);
    expect(exponentialTrend(t, t).tau).toBeCloseTo(38, 2);
  });

  it('needs five values', () => {
    expect(refusal(() => exponentialTrend([0, 1], [1, 2]))).toContain('x must hold at least 5 samples, got 2');
  });
});
