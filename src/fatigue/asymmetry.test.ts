import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { gripAsymmetry } from './index.ts';

describe('gripAsymmetry', () => {
  it('is in percent of the dominant hand', () => {
    expect(gripAsymmetry({ dominant: 50, nonDominant: 45 }).percent).toBe(10);
    expect(gripAsymmetry({ dominant: 40, nonDominant: 50 }).percent).toBe(-25);
    expect(gripAsymmetry({ dominant: 40, nonDominant: 40 }).percent).toBe(0);
  });

  it('states formula and rule with its source', () => {
    const { formula, rule } = gripAsymmetry({ dominant: 50, nonDominant: 45 });
    expect(formula).toBe('100 (dominant − non-dominant) / dominant');
    expect(rule).toMatch(/10 %.*left-handed.*Crosby/);
  });

  it('refuses a hand without strength', () => {
    expect(refusal(() => gripAsymmetry({ dominant: 0, nonDominant: 4 }))).toContain('dominant must be');
    expect(refusal(() => gripAsymmetry({ dominant: 4, nonDominant: -1 }))).toContain('nonDominant must be');
  });
});
