import type { StrengthEstimate } from '#fatigue';
import { fixed } from './number-format.ts';

/** Strength in words that cannot be taken for a measurement of force; `brief` where they stand many times. */
export function strengthText(strength: StrengthEstimate | null, { brief = false } = {}): string {
  if (!strength) return 'Strength: not estimated; that needs a hold and a maximal squeeze.';
  const { percentMvcEmg, targetPercent } = strength;
  if (brief) {
    return `Strength: ${fixed(percentMvcEmg, 0)} %MVC, EMG-derived from a hold at ${fixed(targetPercent, 0)} %; not a measurement of force.`;
  }
  return `Strength: ${fixed(percentMvcEmg, 0)} %MVC, EMG-derived: RMS of the maximal squeeze over RMS of the hold, times the hold's target of ${fixed(targetPercent, 0)} %. It is not a measurement of force: at the same force a tired muscle gives more EMG.`;
}
