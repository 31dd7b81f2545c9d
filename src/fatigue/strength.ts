import { ArgumentError } from '#base';
import { rms } from '#signal';
import type { ContractionSignal } from './contraction.ts';

/** A relative strength that was derived from sEMG alone. It has no unit of force and never gets one. */
export interface StrengthEstimate {
  /** EMG-derived maximum, in percent of the rested maximum that the hold's target was set from. */
  readonly percentMvcEmg: number;
  /** The hold's target, in percent of the rested maximum. */
  readonly targetPercent: number;
}

/** @throws ArgumentError unless the force level of a hold lies in (0, 100] % of the maximum. */
export function requireTargetPercent(targetPercent: number, where: string): void {
  if (targetPercent > 0 && targetPercent <= 100) return;
  throw new ArgumentError(
    `targetPercent must lie in (0, 100], got ${targetPercent} — in ${where}.`,
    'Pass the force level of the hold in percent of the maximum, such as 70.',
  );
}

/**
 * Strength without a force sensor: `RMS_MVC / RMS_hold × target`. It takes EMG amplitude as proportional to force, which
 * fatigue itself breaks (at the same force a tired muscle gives more EMG), so it is an EMG-derived %MVC and not a
 * measurement of strength.
 *
 * @throws ArgumentError when the target is not in (0, 100] or the hold is silent.
 */
export function estimateStrength(
  hold: ContractionSignal,
  mvc: ContractionSignal,
  { targetPercent }: { targetPercent: number },
): StrengthEstimate {
  requireTargetPercent(targetPercent, 'estimateStrength');
  const holdRms = rms(hold.samples);
  if (holdRms === 0) {
    throw new ArgumentError('The hold is silent: its RMS is 0 — in estimateStrength.', 'Choose another segment.');
  }
  return { percentMvcEmg: (rms(mvc.samples) / holdRms) * targetPercent, targetPercent };
}
