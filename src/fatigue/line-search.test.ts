import { describe, expect, it } from 'vitest';
import { leastAt } from './line-search.ts';

describe('leastAt', () => {
  it('finds the floor of a valley', () => {
    for (const floor of [0.001, 0.5, 1.2345, 4.999]) {
      expect(leastAt((x) => (x - floor) ** 2, [0, 5])).toBeCloseTo(floor, 4);
    }
  });

  it('stays within the limits', () => {
    expect(leastAt((x) => x, [2, 3])).toBeCloseTo(2, 5);
    expect(leastAt((x) => -x, [2, 3])).toBeCloseTo(3, 5);
  });

  it('takes the deeper of two valleys', () => {
    expect(leastAt((x) => Math.min((x - 1) ** 2 + 0.1, (x - 4) ** 2), [0, 5])).toBeCloseTo(4, 4);
  });
});
