import { requirePositive } from '#base';

/** What a recovery is measured between. */
export interface RecoveryLimits {
  /** Rested maximum and maximum at the end of the fatiguing task, in one unit. */
  readonly restedMvc: number;
  readonly endMvc: number;
}

/** Strength some minutes after a task. */
export interface RecoveryPoint {
  readonly minutes: number;
  readonly mvc: number;
}

/** When strength is usually looked at again (min after the end of the task). */
export const recoveryMinutes: readonly number[] = [1, 2, 5, 10];

/**
 * Recovery ratio over minutes: `R(t) = (MVC(t) − MVC_end) / (MVC0 − MVC_end)`; 0 at the end of the task, 1 when all is
 * back, above 1 when more came back than was lost. Null where the task took no strength: there is nothing to recover.
 *
 * @throws ArgumentError when the rested maximum is not above 0.
 * @example
 * recoveryRatios({ restedMvc: 400, endMvc: 200 }, [{ minutes: 5, mvc: 350 }]); // [{ minutes: 5, ratio: 0.75 }]
 */
export function recoveryRatios(
  { restedMvc, endMvc }: RecoveryLimits,
  points: readonly RecoveryPoint[],
): { minutes: number; ratio: number | null }[] {
  requirePositive('restedMvc', restedMvc, 'recoveryRatios');
  const lost = restedMvc - endMvc;
  return points.map(({ minutes, mvc }) => ({ minutes, ratio: lost > 0 ? (mvc - endMvc) / lost : null }));
}
