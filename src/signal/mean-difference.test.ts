import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { shareOf } from './check-trends.ts';
import { pairedDifference, welchDifference } from './mean-difference.ts';

const within = (value: number, [low, high]: readonly [number, number] = [1, 0]): boolean =>
  low <= value && value <= high;

describe('pairedDifference and welchDifference', () => {
  it('have intervals that hold the true difference and effect in 95 of 100 draws', () => {
    // 18 people; a standard error of a coverage of 0.95 over 1000 draws is 0.007.
    const truth = 0.6;
    let effect = 0;
    const difference = shareOf(1000, (random) => {
      const before = Float64Array.from({ length: 18 }, () => 3 * random.normal());
      const after = before.map((value) => value + 2 * (truth + random.normal()));
      const result = pairedDifference(before, after);
      if (within(truth, result.d?.interval)) effect++;
      return within(2 * truth, result.interval);
    });
    expect(Math.abs(difference - 0.95)).toBeLessThan(0.03);
    expect(Math.abs(effect / 1000 - 0.95)).toBeLessThan(0.03);
  });

  it('turn their signs with the order of the groups', () => {
    const [a, b] = [
      [1, 4, 2, 8, 5],
      [2, 6, 3, 9, 5],
    ];
    for (const compare of [pairedDifference, welchDifference]) {
      const [forth, back] = [compare(a, b), compare(b, a)];
      expect(back.difference).toBeCloseTo(-forth.difference, 12);
      expect(back.g?.interval[0]).toBeCloseTo(-(forth.g?.interval[1] as number), 7);
      expect(back.pValue).toBeCloseTo(forth.pValue, 12);
      expect(Math.abs(forth.g?.value as number)).toBeLessThan(Math.abs(forth.d?.value as number));
    }
  });

  it('have no effect size where nothing varies', () => {
    const still = { t: null, d: null, g: null };
    expect(pairedDifference([1, 2, 3], [2, 3, 4])).toEqual({
      difference: 1,
      interval: [1, 1],
      df: 2,
      pValue: 0,
      ...still,
    });
    expect(welchDifference([2, 2], [2, 2])).toEqual({ difference: 0, interval: [0, 0], df: 2, pValue: 1, ...still });
  });

  it('refuse what they cannot use', () => {
    expect(refusal(() => pairedDifference([1, 2], [1, 2]))).toContain('before must hold at least 3 values, got 2');
    expect(refusal(() => pairedDifference([1, 2, 3], [1, 2, 3, 4]))).toContain('equally long, got 3 and 4');
    expect(refusal(() => welchDifference([1, 2], [1]))).toContain('second must hold at least 2 values, got 1');
    expect(refusal(() => welchDifference([1, Number.NaN], [1, 2]))).toContain('first[1] is NaN');
    expect(refusal(() => welchDifference([1, 2], [1, 2], { confidence: 1 }))).toContain('confidence');
  });
});
