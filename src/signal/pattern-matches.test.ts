import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { noise } from './check-signals.ts';
import { patternMatches, plainMatches } from './pattern-matches.ts';

function bruteForce(x: Float64Array, dimension: number, tolerance: number) {
  let [alike, staying] = [0, 0];
  for (let i = 0; i < x.length - dimension; i++) {
    for (let j = i + 1; j < x.length - dimension; j++) {
      const near = (k: number) => Math.abs(x[i + k] - x[j + k]) <= tolerance;
      if (!Array.from({ length: dimension }, (_, k) => near(k)).every(Boolean)) continue;
      alike++;
      if (near(dimension)) staying++;
    }
  }
  return { alike, staying };
}

describe('patternMatches', () => {
  it('counts as comparing every pair does, on noise and on few levels', () => {
    const samples = fc.oneof(
      fc.integer({ min: 6, max: 150 }).map((n) => noise(n, n)),
      fc
        .array(fc.integer({ min: -3, max: 3 }), { minLength: 6, maxLength: 120 })
        .map((list) => Float64Array.from(list)),
      fc
        .array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 6, maxLength: 60 })
        .map((list) => Float64Array.from(list, (value) => value / 4)),
    );
    const tolerances = fc.oneof(
      fc.double({ min: 1e-9, max: 4, noNaN: true }),
      fc.constantFrom(0.5, 1, 2, 1e300, Number.POSITIVE_INFINITY),
    );
    fc.assert(
      fc.property(samples, tolerances, fc.integer({ min: 1, max: 4 }), (x, tolerance, dimension) => {
        expect(patternMatches(x, { dimension, tolerance })).toEqual(bruteForce(x, dimension, tolerance));
      }),
      { numRuns: 400 },
    );
  });

  it('counts the same without the kernel', () => {
    const x = noise(500, 9);
    const whole = { order: new Uint32Array(498).map((_, i) => i), ends: new Uint32Array(498).fill(498) };
    const asked = { dimension: 2, tolerance: 0.3 };
    expect(plainMatches(x, whole, asked)).toEqual(patternMatches(x, asked));
    expect(patternMatches(x, asked).alike).toBeGreaterThan(1000);
  });

  it('refuses what has no patterns', () => {
    expect(refusal(() => patternMatches(noise(3, 1), { tolerance: 0.1 }))).toContain('at least 4 samples, got 3');
    expect(refusal(() => patternMatches(noise(9, 1), { tolerance: 0 }))).toContain(
      'tolerance must be a number above 0',
    );
    expect(refusal(() => patternMatches(noise(9, 1), { dimension: 1.5, tolerance: 1 }))).toContain('dimension must be');
  });
});
