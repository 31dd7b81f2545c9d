import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { standardDeviation } from '#signal';
import { refusal } from '../base/check-refusal.ts';
import { colouredNoise } from './check-contractions.ts';
import { permutationEntropy, sampleEntropy } from './index.ts';

function white(n: number, seed = 1): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: n }, () => random.normal());
}

/** The definition, pair by pair. */
function bruteForce(x: Float64Array, dimension: number, tolerance: number): number | null {
  const isAlike = (i: number, j: number, length: number): boolean => {
    for (let k = 0; k < length; k++) if (Math.abs(x[i + k] - x[j + k]) > tolerance) return false;
    return true;
  };
  const n = x.length - dimension;
  let [alike, staying] = [0, 0];
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      if (isAlike(i, j, dimension)) alike++;
      if (isAlike(i, j, dimension + 1)) staying++;
    }
  }
  return staying === 0 ? null : Math.log(alike / staying);
}

describe('sampleEntropy', () => {
  it('is what every pair against every other gives, ties and all', () => {
    const levels = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 6, maxLength: 80 });
    fc.assert(
      fc.property(
        levels,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(0.5, 1, 2.5),
        (list, dimension, tolerance) => {
          const x = Float64Array.from(list);
          expect(sampleEntropy(x, { dimension, tolerance })).toBe(bruteForce(x, dimension, tolerance));
        },
      ),
    );
  });

  it('comes near −ln of the chance that two samples of white noise are alike', () => {
    // Two normal values differ by at most 0.2 with the probability erf(0.1) = 0.1125.
    const values = [1, 2, 3, 4].map((seed) => sampleEntropy(white(4000, seed), { tolerance: 0.2 }) as number);
    for (const value of values) expect(Math.abs(value + Math.log(0.1125))).toBeLessThan(0.1);
  });

  it('does not change with gain and offset when the tolerance goes with them, and falls as a signal gets smoother', () => {
    const x = colouredNoise(1000);
    const of = (y: Float64Array) => sampleEntropy(y, { tolerance: 0.2 * standardDeviation(y) }) as number;
    expect(of(x.map((value) => 8 * value))).toBe(of(x));
    expect(of(x.map((value) => -3.7 * value + 2))).toBeCloseTo(of(x), 2);
    expect(of(x)).toBeLessThan(of(white(1000)));
  });

  it('is unknown where nothing matches, and refuses what has none', () => {
    expect(sampleEntropy(Float64Array.of(1, 5, 2, 9), { tolerance: 0.1 })).toBeNull();
    expect(refusal(() => sampleEntropy(white(3), { tolerance: 0.1 }))).toContain('at least 4 samples, got 3');
    expect(refusal(() => sampleEntropy(white(9), { tolerance: 0 }))).toContain('tolerance must be a number above 0');
    expect(refusal(() => sampleEntropy(white(9), { tolerance: Number.NaN }))).toContain('got NaN');
    expect(refusal(() => sampleEntropy(white(9), { dimension: 0, tolerance: 1 }))).toContain('dimension must be');
    expect(refusal(() => sampleEntropy(white(9).with(4, Number.NaN), { tolerance: 1 }))).toContain('x[4] is NaN');
  });
});

describe('permutationEntropy', () => {
  it('is 0 for a signal that only rises, and near 1 for white noise', () => {
    const rising = Float64Array.from({ length: 50 }, (_, i) => i ** 2);
    expect(permutationEntropy(rising, { order: 4 })).toBe(0);
    expect(permutationEntropy(white(20000), { order: 4 })).toBeGreaterThan(0.999);
    expect(permutationEntropy(white(20000), { order: 4 })).toBeLessThanOrEqual(1);
  });

  it('sees no gain, no offset and nothing else that keeps the order of samples', () => {
    const x = colouredNoise(600);
    const usual = permutationEntropy(x, { order: 5, delay: 2 });
    expect(permutationEntropy(x.map(Math.exp), { order: 5, delay: 2 })).toBe(usual);
    expect(
      permutationEntropy(
        x.map((value) => -value),
        { order: 5, delay: 2 },
      ),
    ).toBeCloseTo(usual, 12);
  });

  it('with a delay is that of every second sample', () => {
    // A sequence in which each sample stands twice: pairs at a distance of two are pairs of the original.
    const x = colouredNoise(400);
    const twice = Float64Array.from({ length: 800 }, (_, i) => x[i >> 1]);
    expect(permutationEntropy(twice, { order: 3, delay: 2 })).toBeCloseTo(permutationEntropy(x, { order: 3 }), 12);
  });

  it('refuses what has no orderings', () => {
    expect(refusal(() => permutationEntropy([white(3), white(2)], { order: 4 }))).toContain(
      'at least 4 samples, got 3',
    );
    expect(refusal(() => permutationEntropy([], { order: 4 }))).toContain('got 0');
    expect(refusal(() => permutationEntropy(white(9), { order: 9 }))).toContain('order must be at most 8, got 9');
    expect(refusal(() => permutationEntropy(white(9), { order: 1 }))).toContain('order must be a whole number');
    expect(refusal(() => permutationEntropy(white(9), { order: 3, delay: 0 }))).toContain('delay must be');
    expect(refusal(() => permutationEntropy(white(9), { order: 3, delay: 5 }))).toContain('at least 11 samples, got 9');
  });
});
