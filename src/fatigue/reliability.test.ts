import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { minimalDetectableChange, reliability, sessionChange } from './index.ts';

describe('reliability', () => {
  it('is that of Shrout and Fleiss for their own table', () => {
    // Their table 2 and 4: six targets, four judges.
    const table = [
      [9, 2, 5, 8],
      [6, 1, 3, 2],
      [8, 4, 6, 8],
      [7, 1, 2, 6],
      [10, 5, 6, 9],
      [6, 2, 4, 7],
    ];
    const { icc11, icc21, icc31, nPeople, nSessions } = reliability(table);
    expect([nPeople, nSessions]).toEqual([6, 4]);
    expect([icc11, icc21, icc31].map((icc) => icc.toFixed(2))).toEqual(['0.17', '0.29', '0.71']);
  });

  it('keeps consistency and loses agreement when everybody shifts', () => {
    const before = [40, 35, 50, 28, 44];
    const noise = [0.5, -0.4, 0.2, 0.1, -0.4];
    const at = (shift: number) => reliability(before.map((value, i) => [value, value + noise[i] + shift]));
    expect(at(5).icc31).toBeCloseTo(at(0).icc31, 10);
    expect(at(5).semConsistency).toBeCloseTo(at(0).semConsistency, 10);
    expect(at(5).icc21).toBeLessThan(at(0).icc21 - 0.05);
    expect(at(5).semAgreement).toBeGreaterThan(3);
  });

  it('scales the SEM with the unit and leaves the ICC', () => {
    const table = [
      [40, 42],
      [50, 49],
      [35, 36],
    ];
    const [a, b] = [reliability(table), reliability(table.map((row) => row.map((value) => 9.80665 * value)))];
    expect(b.icc21).toBeCloseTo(a.icc21, 12);
    expect(b.semAgreement / a.semAgreement).toBeCloseTo(9.80665, 10);
    expect(a.mdc95Consistency / a.semConsistency).toBeCloseTo(2.7718, 4);
  });

  it('refuses ragged tables, single sessions and constants', () => {
    expect(refusal(() => reliability([[1, 2]]))).toContain('got 1 with 2');
    expect(refusal(() => reliability([[1, 2], [3]]))).toContain('got 2 with 2, 1');
    expect(refusal(() => reliability([]))).toContain('got 0 with none');
    expect(refusal(() => reliability([[1], [2]]))).toContain('2 or more sessions');
    expect(refusal(() => reliability([[4, 4], [4, 4]]))).toContain('different values, got 4 4 times'); // biome-ignore format: one row each
    expect(refusal(() => reliability([[1, Number.NaN], [4, 4]]))).toContain('sessions[0][1] is NaN'); // biome-ignore format: one row each
  });
});

describe('sessionChange', () => {
  it('counts in SEM and compares with MDC95', () => {
    expect(sessionChange({ before: 40, after: 34, sem: 2 })).toEqual({
      change: -6,
      inSem: -3,
      mdc95: expect.closeTo(5.5436, 4),
      isDetectable: true,
    });
    expect(sessionChange({ before: 40, after: 45, sem: 2 }).isDetectable).toBe(false);
    // Published for isometric elbow strength: SEM 5.1 %, MDC95 14.1 %.
    expect(minimalDetectableChange(5.1)).toBeCloseTo(14.1, 1);
  });

  it('refuses a SEM of 0', () => {
    expect(refusal(() => sessionChange({ before: 1, after: 2, sem: 0 }))).toContain('sem must be');
  });
});
