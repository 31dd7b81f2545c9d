import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { bestPlateau, rampS } from './plateau.ts';

describe('bestPlateau', () => {
  it('is the window with the largest mean, the first of equal ones', () => {
    const found = bestPlateau(Float64Array.of(1, 5, 7, 6, 1, 7, 6, 5), { windowSamples: 3 });
    expect(found).toMatchObject({ first: 1, end: 4, mean: 6 });
    expect(found.cvPercent).toBeCloseTo(100 / 6, 12);
    expect(bestPlateau(new Float64Array(50).fill(0.1), { windowSamples: 7 }).first).toBe(0);
  });

  it('is never beaten by another window', () => {
    const numbers = fc.array(fc.double({ min: 1, max: 100, noNaN: true }), { minLength: 4, maxLength: 60 });
    fc.assert(
      fc.property(numbers, (values) => {
        const x = Float64Array.from(values);
        const best = bestPlateau(x, { windowSamples: 4 });
        for (let i = 0; i + 4 <= x.length; i++) {
          const mean = x.subarray(i, i + 4).reduce((sum, value) => sum + value, 0) / 4;
          expect(mean).toBeLessThanOrEqual(best.mean * (1 + 1e-10));
        }
      }),
    );
  });

  it('refuses a signal that is too short or nowhere above 0', () => {
    expect(refusal(() => bestPlateau(new Float64Array(3), { windowSamples: 4 }))).toContain('at least 4');
    expect(refusal(() => bestPlateau(new Float64Array(9), { windowSamples: 4 }))).toContain('largest mean must be');
  });
});

describe('rampS', () => {
  it('is the time from 10 to 90 %', () => {
    const x = Float64Array.from({ length: 300 }, (_, i) => Math.min(100, i));
    // The last sample below 10 is 9, the first at 90 is 90: 0.81 s at 100 Hz.
    expect(rampS(x, 100, bestPlateau(x, { windowSamples: 50 }))).toBeCloseTo(0.81, 12);
  });

  it('is unknown where the rise was not recorded', () => {
    const x = new Float64Array(100).fill(50);
    expect(rampS(x, 100, bestPlateau(x, { windowSamples: 50 }))).toBeNull();
  });
});
