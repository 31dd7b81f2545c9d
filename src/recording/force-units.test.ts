import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { convertForce, type ForceUnit, newtonsPer } from './index.ts';

describe('convertForce', () => {
  it('uses the exact definitions', () => {
    expect(convertForce(1, 'kgf', 'N')).toBe(9.80665);
    expect(convertForce(1, 'lbf', 'N')).toBe(4.4482216152605);
    // One pound is 0.45359237 kg under the same gravity.
    expect(convertForce(1, 'lbf', 'kgf')).toBeCloseTo(0.45359237, 15);
    expect(convertForce(121, 'lbf', 'kgf')).toBeCloseTo(54.88467677, 10);
    expect(convertForce(0.1 + 0.2, 'N', 'N')).toBe(0.1 + 0.2);
  });

  it('comes back from every unit', () => {
    const units = Object.keys(newtonsPer) as ForceUnit[];
    for (const from of units)
      for (const to of units) expect(convertForce(convertForce(-37.5, from, to), to, from)).toBeCloseTo(-37.5, 12);
  });

  it('refuses other units and no number', () => {
    expect(refusal(() => convertForce(1, 'kg' as ForceUnit, 'N'))).toContain(
      "from must be one of N, kgf, lbf; got 'kg'",
    );
    expect(refusal(() => convertForce(1, 'N', 'lb' as ForceUnit))).toContain("to must be one of N, kgf, lbf; got 'lb'");
    expect(refusal(() => convertForce(Number.NaN, 'N', 'kgf'))).toContain('got NaN — in convertForce.');
  });
});
