import { requireOneOf } from '#base';

/** How the learning rate moves during training. */
export type Schedule = 'constant' | 'cosine' | 'one-cycle';

const schedules: readonly Schedule[] = ['constant', 'cosine', 'one-cycle'];

/** Between two rates along half a cosine; `share` runs from 0 to 1. */
function cosineBetween(from: number, to: number, share: number): number {
  return to + ((from - to) / 2) * (Math.cos(Math.PI * share) + 1);
}

/**
 * The learning rate of one step. `cosine` falls from the peak towards 0 (Loshchilov and Hutter 2017; PyTorch's
 * CosineAnnealingLR); `one-cycle` rises from peak / 25 in the first 30 % and falls to peak / 250 000 (Smith and Topin
 * 2019; PyTorch's OneCycleLR). Golden: schedule.json.
 *
 * @param step - counts from 0 to nSteps − 1
 * @throws ArgumentError when the schedule is unknown.
 */
export function learningRateAt(schedule: Schedule, peak: number, step: number, nSteps: number): number {
  requireOneOf('schedule', schedule, schedules, 'learningRateAt');
  if (schedule === 'constant') return peak;
  if (schedule === 'cosine') return cosineBetween(peak, 0, step / nSteps);
  const low = peak / 25;
  const turn = 0.3 * nSteps - 1;
  if (step <= turn) return cosineBetween(low, peak, turn > 0 ? step / turn : 1);
  return cosineBetween(peak, low / 1e4, (step - turn) / (nSteps - 1 - turn));
}
