import { ArgumentError, requirePositive } from '#base';
import { declineRatePercentPerMin, mvcLossPercent } from '#fatigue';

/** A maximal squeeze as it was measured. */
export interface MeasuredSqueeze {
  /** Seconds from the first sample. */
  readonly atS: number;
  /** Its force, the best 0.5 s (N). */
  readonly mvcN: number;
  /** Whether it is a trial of the rested maximum. */
  readonly isReference: boolean;
}

/** How strength goes over a test. */
export interface LiveStrength {
  /** The best trial of the rested maximum (N); null before there is one. */
  readonly restedMvcN: number | null;
  /** All squeezes in the order of time, each with its loss against the rested maximum (%); null before there is one. */
  readonly squeezes: readonly (MeasuredSqueeze & { readonly lossPercent: number | null })[];
  /** Loss of rested strength per minute (%/min) over the squeezes after the reference; null before there are two. */
  readonly declinePercentPerMin: number | null;
}

/**
 * Strength from the squeezes so far.
 *
 * @throws ArgumentError for a force that is not above 0, or squeezes out of order.
 */
export function liveStrength(squeezes: readonly MeasuredSqueeze[]): LiveStrength {
  squeezes.forEach(({ atS, mvcN }, i) => {
    requirePositive('mvcN', mvcN, 'liveStrength');
    if (i === 0 || atS > squeezes[i - 1].atS) return;
    throw new ArgumentError(
      `squeezes must be in the order of time, got one at ${atS} s after ${squeezes[i - 1].atS} s — in liveStrength.`,
      'Pass each squeeze once, as it was done.',
    );
  });
  const references = squeezes.filter(({ isReference }) => isReference);
  const restedMvcN = references.length === 0 ? null : Math.max(...references.map(({ mvcN }) => mvcN));
  const later = squeezes.filter(({ isReference }) => !isReference);
  const timed = later.map(({ atS, mvcN }) => ({ timeS: atS, value: mvcN }));
  return {
    restedMvcN,
    squeezes: squeezes.map((squeeze) => ({
      ...squeeze,
      lossPercent: restedMvcN === null ? null : mvcLossPercent({ restedMvc: restedMvcN, mvc: squeeze.mvcN }),
    })),
    declinePercentPerMin:
      restedMvcN === null || timed.length < 2 ? null : declineRatePercentPerMin(timed, { restedMvc: restedMvcN }),
  };
}
