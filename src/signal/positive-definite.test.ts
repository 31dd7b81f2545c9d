import { expect, it } from 'vitest';
import { solvePositiveDefinite } from './positive-definite.ts';

it('solves a system whose solution is known', () => {
  const solution = solvePositiveDefinite(
    Float64Array.of(4, 2, 0.4, 2, 5, 1, 0.4, 1, 3),
    Float64Array.of(9.2, 15, 11.4),
  );
  [1, 2, 3].forEach((value, i) => {
    expect(solution[i]).toBeCloseTo(value, 12);
  });
});

it('reads the lower half alone', () => {
  const solution = solvePositiveDefinite(Float64Array.of(2, Number.NaN, 1, 2), Float64Array.of(4, 5));
  expect([...solution]).toEqual([expect.closeTo(1, 12), expect.closeTo(2, 12)]);
});
