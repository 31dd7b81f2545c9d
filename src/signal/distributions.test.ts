import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { normalCdf, studentTCdf, studentTQuantile } from './distributions.ts';
import { holm } from './holm.ts';
import { noncentralTCdf } from './noncentral-t.ts';

describe('distributions', () => {
  it('rise from 0 to 1, and are symmetric', () => {
    const z = fc.double({ min: -30, max: 30, noNaN: true });
    const degrees = fc.double({ min: 0.3, max: 500, noNaN: true });
    fc.assert(
      fc.property(z, z, degrees, (a, b, df) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(studentTCdf(low, df)).toBeLessThanOrEqual(studentTCdf(high, df));
        expect(studentTCdf(a, df) + studentTCdf(-a, df)).toBeCloseTo(1, 12);
        expect(normalCdf(a) + normalCdf(-a)).toBeCloseTo(1, 12);
      }),
    );
    expect([studentTCdf(-Infinity, 3), studentTCdf(Infinity, 3), normalCdf(Infinity)]).toEqual([0, 1, 1]);
  });

  it('agree with each other where they should', () => {
    expect(studentTQuantile(studentTCdf(1.7, 6.5), 6.5)).toBeCloseTo(1.7, 10);
    expect(studentTQuantile(0.5, 3)).toBe(0);
    expect(noncentralTCdf(1.3, 9, 0)).toBeCloseTo(studentTCdf(1.3, 9), 10);
    expect(noncentralTCdf(-1.3, 9, 2)).toBeCloseTo(1 - noncentralTCdf(1.3, 9, -2), 10);
    expect(studentTCdf(1.3, 1e7)).toBeCloseTo(normalCdf(1.3), 6);
  });

  it('correct p values without changing their order, or a single one', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (p) => {
        const corrected = holm(p);
        for (let i = 0; i < p.length; i++) {
          expect(corrected[i]).toBeGreaterThanOrEqual(p[i]);
          expect(corrected[i]).toBeLessThanOrEqual(Math.min(1, p.length * p[i]) || 1);
          for (let j = 0; j < i; j++) if (p[i] < p[j]) expect(corrected[i]).toBeLessThanOrEqual(corrected[j]);
        }
      }),
    );
    expect(holm([0.2])).toEqual([0.2]);
  });

  it('refuse what they cannot use', () => {
    expect(refusal(() => normalCdf(Number.NaN))).toContain('z must be a number, got NaN');
    expect(refusal(() => studentTCdf(1, 0))).toContain('df must be a number above 0');
    expect(refusal(() => studentTQuantile(1, 3))).toContain('p must lie between 0 and 1, got 1');
    expect(refusal(() => noncentralTCdf(1, 3, Number.NaN))).toContain('delta must be a number');
    expect(refusal(() => holm([0.1, 2]))).toContain('pValues[1] is 2');
  });
});
