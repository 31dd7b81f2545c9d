import type { MotorUnitPool } from './motor-unit-pool.ts';
import type { MuscleState } from './muscle-state.ts';
import { excitationFor, type PoolForce, poolForceAt, poolReadiness, restedMaximum } from './pool-force.ts';

/** How a person's muscle tires and recovers beyond the published model. */
export interface FatigueTraits {
  /** Share of its excitation that the pool no longer gets when the muscle has lost half of its force. */
  readonly activationLoss: number;
  /** How silent units recover; null where they do not. */
  readonly recovery: Recovery | null;
}

/** Recovery of silent units in two parts. */
export interface Recovery {
  /** Share of a loss that comes back slowly. */
  readonly slowShare: number;
  readonly fastTauS: number;
  readonly slowTauS: number;
}

/** The published model alone: no recovery, no loss of activation. */
export const publishedTraits: FatigueTraits = { activationLoss: 0, recovery: null };

/** What a person wants of the muscle: a force (share of the rested maximum) or a share of the excitation they can reach. */
export type Order = { readonly targetShare: number } | { readonly effort: number };

/** A muscle between two moments. */
export interface Muscle {
  readonly pool: MotorUnitPool;
  /** The excitation that follows an order now. */
  excitationOf(order: Order): number;
  /** Goes on by `durationS` at an excitation; `force` is a share of the rested maximum. */
  step(excitation: number, durationS: number): PoolForce;
  /** Highest force that the person could bring up now (share of the rested maximum). */
  capacity(): number;
  /** How far work has warmed it, from 0 to 1. */
  warmth(): number;
  /** How far each unit's action potentials are slowed and weakened, from 0 to 1. */
  slowing(unit: number): number;
  state(): MuscleState;
}

/** Loss of force at which activation has fallen by all of `activationLoss`. */
const fullActivationLossAt = 0.5;
/** Time in which ions would gather at the maximum force of a muscle of usual fatigability (s), and in which they leave. */
const ionsGatherS = 45;
const ionsLeaveS = 70;
/** Force (share of the maximum) at which pressure inside the muscle has stopped its blood. */
const stopsBloodAt = 0.45;
/** Time in which the maximum force would warm muscle and skin (s), and in which they cool. */
const warmsUpS = 40;
const coolsDownS = 900;
/** What slows a fibre: what has gathered around all of them, and its own unit's loss once something has. */
const slowedBy = { ions: 0.7, ownLoss: 0.3, ownLossFrom: 0.5 } as const;

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

/**
 * A muscle from a state on. Units that fire lose force in proportion to it and to their activation (Potvin and Fuglevand
 * 2017). Four things are added to the published model, none of them measured on people: silent units recover, excitation
 * falls as force is lost, ions and warmth gather with force and leave with blood.
 */
export function muscleFrom(pool: MotorUnitPool, from: MuscleState, traits: FatigueTraits): Muscle {
  const unitForces = from.unitForces.slice();
  const slowLosses = from.slowLosses.slice();
  const firingS = from.firingS.slice();
  let { timeS, ions, warmth } = from;
  const maximum = restedMaximum(pool);
  const restedSum = sumOf(pool.unitForces);
  // What follows from the state is worked out once per step, however often it is asked for.
  let ready = poolReadiness(pool, { unitForces, firingS });
  let reachable = 0;
  let guess = pool.maxExcitation / 2;
  const settle = (): void => {
    ready = poolReadiness(pool, { unitForces, firingS });
    const loss = 1 - sumOf(unitForces) / restedSum;
    reachable = pool.maxExcitation * (1 - traits.activationLoss * Math.min(1, loss / fullActivationLossAt));
  };
  settle();
  const excitationOf = (order: Order): number => {
    if ('effort' in order) return order.effort * reachable;
    if (order.targetShare <= 0) return 0;
    guess = excitationFor(pool, ready, { targetForce: order.targetShare * maximum, most: reachable, guess });
    return guess;
  };

  const recover = (i: number, durationS: number, { slowShare: _, fastTauS, slowTauS }: Recovery): void => {
    const lost = pool.unitForces[i] - unitForces[i];
    const slow = Math.min(slowLosses[i], lost);
    const slowBack = slow * Math.min(1, durationS / slowTauS);
    const fastBack = (lost - slow) * Math.min(1, durationS / fastTauS);
    slowLosses[i] = slow - slowBack;
    unitForces[i] += slowBack + fastBack;
  };
  const step = (excitation: number, durationS: number): PoolForce => {
    const fired = poolForceAt(pool, ready, excitation);
    for (let i = 0; i < pool.nUnits; i++) {
      if (fired.ratesHz[i] > 0) {
        const loss = Math.min(unitForces[i], pool.lossesPerS[i] * fired.activations[i] * durationS);
        unitForces[i] -= loss;
        slowLosses[i] += (traits.recovery?.slowShare ?? 1) * loss;
        firingS[i] += durationS;
      } else {
        firingS[i] = 0;
        if (traits.recovery) recover(i, durationS, traits.recovery);
      }
    }
    const force = fired.force / maximum;
    const gather = (force * pool.fatigability) / ionsGatherS;
    const leave = Math.max(0, 1 - force / stopsBloodAt) / ionsLeaveS;
    ions = Math.min(1, Math.max(0, ions + durationS * (gather * (1 - ions) - leave * ions)));
    warmth += durationS * ((force / warmsUpS) * (1 - warmth) - warmth / coolsDownS);
    timeS += durationS;
    settle();
    return { ...fired, force };
  };
  return {
    pool,
    excitationOf,
    step,
    capacity: () => poolForceAt(pool, ready, reachable).force / maximum,
    warmth: () => warmth,
    slowing: (i) => {
      const ownLoss = 1 - unitForces[i] / pool.unitForces[i];
      return slowedBy.ions * ions + slowedBy.ownLoss * ownLoss * Math.min(1, ions / slowedBy.ownLossFrom);
    },
    state: () => ({
      timeS,
      unitForces: unitForces.slice(),
      slowLosses: slowLosses.slice(),
      firingS: firingS.slice(),
      ions,
      warmth,
    }),
  };
}
