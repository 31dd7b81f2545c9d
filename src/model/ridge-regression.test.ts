import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { applyRidge, fitRidge } from './index.ts';

const rows = [
  [0, 1],
  [1, 0],
  [2, 2],
  [3, 1],
].map((row) => Float64Array.from(row));

describe('fitRidge', () => {
  it('finds an exact line where the penalty is next to nothing, and the mean where it is everything', () => {
    const y = rows.map(([a, b]) => 3 + 2 * a - b);
    const line = fitRidge(rows, y, { penalty: 1e-9 });
    expect(applyRidge(line, Float64Array.of(10, 5))).toBeCloseTo(18, 6);
    const flat = fitRidge(rows, y, { penalty: 1e12 });
    expect(applyRidge(flat, Float64Array.of(10, 5))).toBeCloseTo(5, 6);
  });

  it('gives a feature that never varies no weight', () => {
    const still = rows.map((row) => Float64Array.of(row[0], 7));
    expect(fitRidge(still, [0, 1, 2, 3], { penalty: 1 }).weights[1]).toBe(0);
  });

  it('refuses what it cannot fit', () => {
    expect(refusal(() => fitRidge([], [], { penalty: 1 }))).toContain('at least one row');
    expect(refusal(() => fitRidge(rows, [1, 2], { penalty: 1 }))).toContain('4 rows, 2 y');
    expect(refusal(() => fitRidge(rows, [1, 2, 3, 4], { penalty: 0 }))).toContain('a penalty of 0');
    expect(refusal(() => fitRidge(rows, [1, 2, 3, Number.NaN], { penalty: 1 }))).toContain('y[3] is NaN');
    expect(refusal(() => fitRidge([...rows, Float64Array.of(1)], [1, 2, 3, 4, 5], { penalty: 1 }))).toContain(
      '2 and 1',
    );
    const model = fitRidge(rows, [1, 2, 3, 4], { penalty: 1 });
    expect(refusal(() => applyRidge(model, Float64Array.of(1)))).toContain('2 features, got 1');
  });
});
