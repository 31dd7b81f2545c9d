import { ArgumentError, requireFinite, requirePositive, requireSamples } from '#base';
import { linearFit, mean } from '#signal';

/** A maximal strength at a time. */
export interface TimedStrength {
  readonly timeS: number;
  /** In the unit of all others. */
  readonly value: number;
}

/**
 * Loss of maximal strength (%): `100 (MVC0 − MVCt) / MVC0`, with the **rested** maximum as denominator; below 0 for a gain.
 *
 * @throws ArgumentError when the rested maximum is not above 0 or the present one is below 0.
 * @example
 * mvcLossPercent({ restedMvc: 400, mvc: 300 }); // 25
 */
export function mvcLossPercent({ restedMvc, mvc }: { readonly restedMvc: number; readonly mvc: number }): number {
  requirePositive('restedMvc', restedMvc, 'mvcLossPercent');
  if (!(mvc >= 0 && Number.isFinite(mvc))) {
    throw new ArgumentError(`mvc must be 0 or more, got ${mvc} — in mvcLossPercent.`, 'Pass the maximum of now.');
  }
  return (100 * (restedMvc - mvc)) / restedMvc;
}

function requireForces(forces: readonly number[], atLeast: number, where: string): void {
  requireSamples(forces, where, { name: 'forces', atLeast });
}

/**
 * Fatigue index of repeated maxima (%), from the first and the last: `100 (F1 − Fn) / F1`. One weak first squeeze spoils
 * it; {@link fatigueIndex3} is steadier.
 *
 * @param forces in the order of time [n], n ≥ 2.
 * @throws ArgumentError for fewer than two forces or a first one that is not above 0.
 */
export function fatigueIndexFirstLast(forces: readonly number[]): number {
  requireForces(forces, 2, 'fatigueIndexFirstLast');
  requirePositive('forces[0]', forces[0], 'fatigueIndexFirstLast');
  return (100 * (forces[0] - forces[forces.length - 1])) / forces[0];
}

/**
 * Fatigue index FI3 (%): `100 (mean of the first three − mean of the last three) / mean of the first three`.
 *
 * @param forces in the order of time [n], n ≥ 6 so that no squeeze counts on both sides.
 * @throws ArgumentError for fewer than six forces or first three whose mean is not above 0.
 */
export function fatigueIndex3(forces: readonly number[]): number {
  requireForces(forces, 6, 'fatigueIndex3');
  const first = mean(forces.slice(0, 3));
  requirePositive('mean of the first three', first, 'fatigueIndex3');
  return (100 * (first - mean(forces.slice(-3)))) / first;
}

/**
 * Rate of the loss of strength (% of the rested maximum per minute): minus the least-squares slope of the maxima over
 * time, so that a fall is positive.
 *
 * @throws ArgumentError for fewer than two maxima, equal times, or a rested maximum that is not above 0.
 */
export function declineRatePercentPerMin(
  maxima: readonly TimedStrength[],
  { restedMvc }: { restedMvc: number },
): number {
  requirePositive('restedMvc', restedMvc, 'declineRatePercentPerMin');
  const minutes = maxima.map(({ timeS }) => timeS / 60);
  const percent = maxima.map(({ value }) => (100 * value) / restedMvc);
  requireFinite('maxima', percent, 'declineRatePercentPerMin');
  // 0 − slope: a level course gives 0 and not −0.
  return 0 - linearFit(minutes, percent).slope;
}
