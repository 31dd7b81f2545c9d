import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { colouredNoise, contractionOf } from './check-contractions.ts';
import { estimateStrength } from './index.ts';

const samples = colouredNoise(4000);
const at = (gain: number) => contractionOf(samples.map((value) => value * gain));

describe('estimateStrength', () => {
  it('is ratio times target', () => {
    expect(estimateStrength(at(1), at(2), { targetPercent: 50 })).toEqual({ percentMvcEmg: 100, targetPercent: 50 });
    expect(estimateStrength(at(1), at(1), { targetPercent: 70 })).toEqual({ percentMvcEmg: 70, targetPercent: 70 });
    expect(estimateStrength(at(1), at(0), { targetPercent: 70 }).percentMvcEmg).toBe(0);
  });

  it('does not see the gain', () => {
    for (const gain of [1e-3, 0.37, 12, 1e3]) {
      const { percentMvcEmg } = estimateStrength(at(gain), at(1.3 * gain), { targetPercent: 70 });
      expect(percentMvcEmg).toBeCloseTo(91, 9);
    }
  });

  it('refuses a target that is no level, and silence', () => {
    for (const targetPercent of [0, -5, 100.1, Number.NaN]) {
      expect(refusal(() => estimateStrength(at(1), at(2), { targetPercent }))).toContain(
        `targetPercent must lie in (0, 100], got ${targetPercent} — in estimateStrength.`,
      );
    }
    expect(refusal(() => estimateStrength(at(0), at(2), { targetPercent: 70 }))).toContain('The hold is silent');
  });
});
