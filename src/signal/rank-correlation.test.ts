import { expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { rankCorrelation } from './rank-correlation.ts';

it('looks at order alone', () => {
  expect(rankCorrelation([1, 2, 3, 4], [1, 10, 100, 1000])).toBe(1);
  expect(rankCorrelation([1, 2, 3, 4], [4, 3, 2, 1])).toBe(-1);
  expect(rankCorrelation([1, 2, 3], [10, 30, 20])).toBe(0.5);
});

it('is null where one does not vary, and refuses what has no order', () => {
  expect(rankCorrelation([1, 2, 3], [5, 5, 5])).toBeNull();
  expect(refusal(() => rankCorrelation([1], [1]))).toContain('at least 2');
  expect(refusal(() => rankCorrelation([1, 2], [1, 2, 3]))).toContain('got 2 and 3');
  expect(refusal(() => rankCorrelation([1, Number.NaN], [1, 2]))).toContain('a[1] is NaN');
});
