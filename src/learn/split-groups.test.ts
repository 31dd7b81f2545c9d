import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { splitByGroup } from './split-groups.ts';

describe('splitByGroup', () => {
  it('never puts a group on both sides, and loses no example', () => {
    const groups = fc
      .array(
        fc.integer({ min: 0, max: 8 }).map((subject) => `sub-${subject}`),
        { minLength: 2, maxLength: 40 },
      )
      .filter((names) => new Set(names).size > 1);
    const fraction = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(groups, fraction, fc.nat(1e6), (names, share, seed) => {
        const { train, validation } = splitByGroup(names, share, seededRandom(seed));
        const trained = new Set(train.map((example) => names[example]));
        expect(validation.some((example) => trained.has(names[example]))).toBe(false);
        expect([...train, ...validation].toSorted((a, b) => a - b)).toEqual(names.map((_, example) => example));
        expect(train.length).toBeGreaterThan(0);
        expect(validation.length).toBeGreaterThan(0);
      }),
    );
  });

  it('does not depend on the order in which groups appear', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const held = (groups: string[], seed: number): string[] =>
      splitByGroup(groups, 0.4, seededRandom(seed)).validation.map((example) => groups[example]);
    for (let seed = 0; seed < 10; seed++) {
      expect(held(names.toReversed(), seed).toSorted()).toEqual(held(names, seed).toSorted());
    }
  });

  it('refuses one group and a senseless fraction', () => {
    expect(() => splitByGroup(['a', 'a'], 0.5, seededRandom(1))).toThrow(/groups must name at least 2 groups, got 1/);
    expect(() => splitByGroup(['a', 'b'], 1, seededRandom(1))).toThrow(/fraction must be between 0 and 1, got 1/);
  });
});
