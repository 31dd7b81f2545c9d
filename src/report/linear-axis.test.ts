import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearScale, niceTicks } from './linear-axis.ts';

describe('niceTicks', () => {
  it('are round numbers inside the limits', () => {
    expect(niceTicks(0, 42, 10)).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40]);
    expect(niceTicks(-0.53, 0.53, 5)).toEqual([-0.5, 0, 0.5]);
    expect(niceTicks(-30, 15, 5)).toEqual([-30, -20, -10, 0, 10]);
  });

  it('never leave the limits and never grow many', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(number, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (lo, size) => {
        const ticks = niceTicks(lo, lo + size, 5);
        expect(ticks.length).toBeLessThanOrEqual(7);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(lo - size * 1e-6);
          expect(tick).toBeLessThanOrEqual(lo + size * (1 + 1e-6));
        }
      }),
    );
  });
});

describe('linearScale', () => {
  it('maps limits to limits, and a range without width to its start', () => {
    const scale = linearScale([10, 20], [100, 0]);
    expect([scale(10), scale(15), scale(20)]).toEqual([100, 50, 0]);
    expect(linearScale([3, 3], [100, 0])(3)).toBe(100);
  });
});
