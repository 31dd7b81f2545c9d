import type { MotorUnitPool } from './motor-unit-pool.ts';

/** How tired a muscle is: plain data from which a simulation goes on. Arrays are in the order of recruitment [nUnits]. */
export interface MuscleState {
  /** Time since the muscle was rested (s). */
  readonly timeS: number;
  /** Force that each unit has left, in the unit of the pool's `unitForces`. */
  readonly unitForces: Float64Array;
  /** Part of each unit's loss that comes back slowly. */
  readonly slowLosses: Float64Array;
  /** For how long each unit has been firing (s); 0 where it is silent. */
  readonly firingS: Float64Array;
  /** What has gathered outside the fibres and slows their action potentials, from 0 (rested) to 1. */
  readonly ions: number;
  /** How far work has warmed muscle and skin, from 0 (as at rest) to 1. */
  readonly warmth: number;
}

/** The state of a rested muscle. */
export function restedMuscle({ nUnits, unitForces }: MotorUnitPool): MuscleState {
  return {
    timeS: 0,
    unitForces: unitForces.slice(),
    slowLosses: new Float64Array(nUnits),
    firingS: new Float64Array(nUnits),
    ions: 0,
    warmth: 0,
  };
}
