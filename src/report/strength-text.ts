import type { StrengthEstimate } from '#fatigue';
import { fixed } from './number-format.ts';

/** Strength in one sentence that cannot be taken for a measurement of force. */
export function strengthText(strength: StrengthEstimate | null): string {
  if (!strength) return 'Strength: not estimated; that needs a hold and a maximal squeeze.';
  const { percentMvcEmg, targetPercent } = strength;
  return `Strength: ${fixed(percentMvcEmg, 0)} %MVC, EMG-derived: RMS of the maximal squeeze over RMS of the hold, times the hold's target of ${fixed(targetPercent, 0)} %. No force was measured, and at the same force a tired muscle gives more EMG.`;
}
