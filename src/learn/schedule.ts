import { ArgumentError, requireOneOf, requireWhole } from '#base';

/** How the learning rate moves during training. */
export type Schedule = 'constant' | 'cosine' | 'one-cycle';

const schedules: readonly Schedule[] = ['constant', 'cosine', 'one-cycle'];

/** Steps before the schedule in which the learning rate rises evenly to its peak. */
export interface Warmup {
  readonly steps: number;
  /** The share of the peak that the first step has. Default 1/3, PyTorch's. */
  readonly startFactor?: number;
}

/** Between two rates along half a cosine; `share` runs from 0 to 1. */
function cosineBetween(from: number, to: number, share: number): number {
  return to + ((from - to) / 2) * (Math.cos(Math.PI * share) + 1);
}

/**
 * The learning rate of one step. `cosine` falls from the peak towards 0 (Loshchilov and Hutter 2017; PyTorch's
 * CosineAnnealingLR); `one-cycle` rises from peak / 25 in the first 30 % and falls to peak / 250 000 (Smith and Topin
 * 2019; PyTorch's OneCycleLR). With a warm-up the schedule has the steps after it (PyTorch's SequentialLR of LinearLR and
 * the schedule). Golden: schedule.json, warm-up.json.
 *
 * @param step - counts from 0 to nSteps − 1
 * @throws ArgumentError when the schedule is unknown or cannot follow the warm-up.
 */
export function learningRateAt(
  schedule: Schedule,
  peak: number,
  step: number,
  nSteps: number,
  warmup?: Warmup,
): number {
  requireOneOf('schedule', schedule, schedules, 'learningRateAt');
  if (warmup !== undefined) {
    requireWarmup(schedule, warmup, nSteps);
    const { steps, startFactor = 1 / 3 } = warmup;
    if (step < steps) return peak * (startFactor + (1 - startFactor) * (step / steps));
    return learningRateAt(schedule, peak, step - steps, nSteps - steps);
  }
  if (schedule === 'constant') return peak;
  if (schedule === 'cosine') return cosineBetween(peak, 0, step / nSteps);
  const low = peak / 25;
  const turn = 0.3 * nSteps - 1;
  if (step <= turn) return cosineBetween(low, peak, turn > 0 ? step / turn : 1);
  return cosineBetween(peak, low / 1e4, (step - turn) / (nSteps - 1 - turn));
}

function requireWarmup(schedule: Schedule, { steps, startFactor = 1 / 3 }: Warmup, nSteps: number): void {
  requireWhole('warmup.steps', steps, 1, 'learningRateAt');
  if (schedule === 'one-cycle') {
    throw new ArgumentError(
      "The schedule 'one-cycle' rises from a low rate itself and takes no warm-up — in learningRateAt.",
      "Leave warmup out, or choose 'cosine'.",
    );
  }
  if (steps >= nSteps) {
    throw new ArgumentError(
      `warmup.steps must be below the ${nSteps} steps of the training, got ${steps} — in learningRateAt.`,
      'Warm up for fewer steps, or train for more epochs.',
    );
  }
  if (!(startFactor > 0 && startFactor <= 1)) {
    throw new ArgumentError(
      `warmup.startFactor must be above 0 and at most 1, got ${startFactor} — in learningRateAt.`,
      'Pass the share of the peak that the first step has, as 0.01.',
    );
  }
}
