import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError, seededRandom } from '#base';
import { applyLogistic, fitLogistic } from './index.ts';

/** Rows of noise; those of the positive class lie `shift` higher in the first feature. */
function rowsOf(n: number, nFeatures: number, shift: number, seed = 1) {
  const random = seededRandom(seed);
  const truth = Array.from({ length: n }, (_, i) => i % 2 === 1);
  const rows = truth.map((positive) =>
    Float64Array.from({ length: nFeatures }, (_, j) => random.normal() + (positive && j === 0 ? shift : 0)),
  );
  return { rows, truth };
}

describe('fitLogistic', () => {
  it('does not see the unit or the offset of a feature', () => {
    const { rows, truth } = rowsOf(30, 3, 1);
    const usual = fitLogistic(rows, truth, { c: 1 });
    const number = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(number, fc.double({ min: -1e3, max: 1e3, noNaN: true }), (unit, offset) => {
        const other = (row: Float64Array) => row.map((value, j) => (j === 1 ? unit * value + offset : value));
        const model = fitLogistic(rows.map(other), truth, { c: 1 });
        rows.forEach((row) => {
          expect(applyLogistic(model, other(row))).toBeCloseTo(applyLogistic(usual, row), 7);
        });
      }),
      { numRuns: 20 },
    );
  });

  it('turns round with the labels', () => {
    const { rows, truth } = rowsOf(30, 4, 1);
    const usual = fitLogistic(rows, truth, { c: 0.1 });
    const turned = fitLogistic(
      rows,
      truth.map((positive) => !positive),
      { c: 0.1 },
    );
    for (const row of rows) expect(applyLogistic(turned, row)).toBeCloseTo(1 - applyLogistic(usual, row), 9);
  });

  it('meets the share of the positive class, as the bias is free', () => {
    const { rows } = rowsOf(40, 3, 0);
    const truth = rows.map((_, i) => i % 10 === 0);
    const model = fitLogistic(rows, truth, { c: 0.01 });
    const expected = rows.reduce((sum, row) => sum + applyLogistic(model, row), 0);
    expect(expected).toBeCloseTo(4, 8);
  });

  it.each([1e-12, 1e-3, 1, 1e6, 1e12])('stays finite with c = %d on separable rows', (c) => {
    for (const shift of [20, 2000]) {
      const { rows, truth } = rowsOf(34, 20, shift);
      const model = fitLogistic(rows, truth, { c });
      expect([...model.weights, model.bias, ...model.scales].every(Number.isFinite)).toBe(true);
      for (const [i, row] of rows.entries()) {
        const p = applyLogistic(model, row);
        expect(p >= 0 && p <= 1).toBe(true);
        if (c >= 1) expect(p > 0.5).toBe(truth[i]);
      }
    }
  });

  it('learns nothing from a constant feature, whatever its value later', () => {
    for (const constant of [0, 0.1, 1 / 3, -1234.5678, 1e9]) {
      const { rows, truth } = rowsOf(34, 3, 1);
      const withConstant = rows.map((row) => row.with(1, constant));
      const model = fitLogistic(withConstant, truth, { c: 1 });
      expect(model.scales[1]).toBe(1);
      const [row] = withConstant;
      expect(applyLogistic(model, row.with(1, constant + 5))).toBeCloseTo(applyLogistic(model, row), 6);
    }
  });

  it('does not depend on the order of the rows', () => {
    const { rows, truth } = rowsOf(34, 20, 1);
    const [a, b] = [
      fitLogistic(rows, truth, { c: 0.1 }),
      fitLogistic(rows.toReversed(), truth.toReversed(), { c: 0.1 }),
    ];
    for (const row of rows) expect(applyLogistic(a, row)).toBeCloseTo(applyLogistic(b, row), 10);
  });

  it('refuses what it cannot learn from', () => {
    const { rows, truth } = rowsOf(6, 2, 1);
    const wrong: (() => unknown)[] = [
      () => fitLogistic([], [], { c: 1 }),
      () =>
        fitLogistic(
          rows,
          rows.map(() => true),
          { c: 1 },
        ),
      () => fitLogistic(rows, truth.slice(1), { c: 1 }),
      () => fitLogistic([...rows.slice(1), Float64Array.of(1)], truth, { c: 1 }),
      () => fitLogistic([...rows.slice(1), Float64Array.of(1, Number.NaN)], truth, { c: 1 }),
      ...[0, -1, Number.NaN, Number.POSITIVE_INFINITY].map((c) => () => fitLogistic(rows, truth, { c })),
      () => applyLogistic(fitLogistic(rows, truth, { c: 1 }), Float64Array.of(1)),
    ];
    for (const call of wrong) expect(call).toThrow(ArgumentError);
  });
});
