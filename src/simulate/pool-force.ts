import { leastRateHz, type MotorUnitPool } from './motor-unit-pool.ts';
import type { MuscleState } from './muscle-state.ts';

/** What every unit does at one excitation. */
export interface PoolForce {
  /** Firing rates [nUnits] (Hz); 0 where a unit is silent. */
  readonly ratesHz: Float64Array;
  /** Share of each unit's force that its rate brings out [nUnits]. */
  readonly activations: Float64Array;
  /** Force of all units together, in the unit of the pool's `unitForces`. */
  readonly force: number;
}

/** What of a state the force at any excitation follows from: worked out once, asked for many excitations. */
export interface PoolReadiness {
  /** Share of its rate above the least that each unit has lost by adaptation so far [nUnits]. */
  readonly adapted: Float64Array;
  /** Contraction times as fatigue has lengthened them [nUnits] (ms). */
  readonly contractionTimesMs: Float64Array;
  readonly unitForces: Float64Array;
}

const adaptationTauS = 22;
/** Added to the rate above the least before its share is lost: units adapt a little even at their least rate. */
const adaptationOffsetHz = 2;
/** How much longer the twitch of a unit gets that has lost all its force. */
const slowing = 0.379;
/** Rate in twitches per contraction time up to which force rises in proportion. */
const linearUpTo = 0.4;
const linearSlope = (1 - Math.exp(-2 * linearUpTo ** 3)) / linearUpTo;

/** Share of a unit's force at a rate normalised to its contraction time: linear, then a sigmoid. */
function activationAt(normalisedRate: number): number {
  if (normalisedRate <= linearUpTo) return linearSlope * normalisedRate;
  return 1 - Math.exp(-2 * normalisedRate * normalisedRate * normalisedRate);
}

/** How ready each unit is, from how long it has fired and what force it has left. */
export function poolReadiness(
  pool: MotorUnitPool,
  { unitForces, firingS }: Pick<MuscleState, 'unitForces' | 'firingS'>,
): PoolReadiness {
  const { nUnits } = pool;
  const adapted = new Float64Array(nUnits);
  const contractionTimesMs = new Float64Array(nUnits);
  for (let i = 0; i < nUnits; i++) {
    // Most units are silent most of the time, and an exponential costs as much as all the rest here.
    if (firingS[i] > 0) adapted[i] = pool.adaptations[i] * (1 - Math.exp(-firingS[i] / adaptationTauS));
    contractionTimesMs[i] = pool.contractionTimesMs[i] * (1 + slowing * (1 - unitForces[i] / pool.unitForces[i]));
  }
  return { unitForces, adapted, contractionTimesMs };
}

/**
 * Rates, activations and force of the pool at an excitation: linear rate coding up to each unit's peak, less adaptation;
 * force by the activation at the rate times the contraction time (Potvin and Fuglevand 2017).
 */
export function poolForceAt(pool: MotorUnitPool, ready: PoolReadiness, excitation: number): PoolForce {
  const { nUnits, thresholds, peakRatesHz } = pool;
  const ratesHz = new Float64Array(nUnits);
  const activations = new Float64Array(nUnits);
  let force = 0;
  for (let i = 0; i < nUnits && excitation >= thresholds[i]; i++) {
    const rate = Math.min(excitation - thresholds[i] + leastRateHz, peakRatesHz[i]);
    const lost = ready.adapted[i] * (rate - leastRateHz + adaptationOffsetHz);
    ratesHz[i] = rate - lost;
    activations[i] = activationAt((ready.contractionTimesMs[i] * ratesHz[i]) / 1000);
    force += activations[i] * ready.unitForces[i];
  }
  return { ratesHz, activations, force };
}

/** Force at an excitation without the arrays of {@link poolForceAt}: a search asks for it many times in every step. */
function forceAt(pool: MotorUnitPool, ready: PoolReadiness, excitation: number): number {
  const { nUnits, thresholds, peakRatesHz } = pool;
  const { adapted, contractionTimesMs, unitForces } = ready;
  let force = 0;
  for (let i = 0; i < nUnits && excitation >= thresholds[i]; i++) {
    const rate = Math.min(excitation - thresholds[i] + leastRateHz, peakRatesHz[i]);
    const fires = rate - adapted[i] * (rate - leastRateHz + adaptationOffsetHz);
    force += activationAt((contractionTimesMs[i] * fires) / 1000) * unitForces[i];
  }
  return force;
}

/** Excitations are searched on a grid: its smallest that meets a target does not depend on where the search began. */
const excitationStep = 2 ** -10;

/** What {@link excitationFor} looks for. */
export interface ExcitationSearch {
  /** In the unit of the pool's `unitForces`. */
  readonly targetForce: number;
  /** Highest excitation allowed. */
  readonly most: number;
  /** Where to begin: near the answer it is found sooner. @default the middle */
  readonly guess?: number;
}

/**
 * The smallest excitation, up to `most`, whose force meets the target; `most` where none does. Force rises with excitation
 * and jumps where a unit is recruited, so what comes back is the upper end of the bracket.
 */
export function excitationFor(pool: MotorUnitPool, ready: PoolReadiness, search: ExcitationSearch): number {
  const { targetForce, most, guess = most / 2 } = search;
  const meets = (step: number): boolean => forceAt(pool, ready, step * excitationStep) >= targetForce;
  const last = Math.ceil(most / excitationStep);
  let high = Math.min(last, Math.max(1, Math.round(guess / excitationStep)));
  let low = high;
  // The bracket opens from the guess in growing strides, then is halved.
  for (let stride = 16; high < last && !meets(high); stride *= 4) [low, high] = [high, Math.min(last, high + stride)];
  if (low === high) {
    for (let stride = 16; low > 0 && meets(low); stride *= 4) [high, low] = [low, Math.max(0, low - stride)];
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (meets(middle)) high = middle;
    else low = middle;
  }
  return Math.min(most, high * excitationStep);
}

/** The force of the rested pool at its highest excitation, in the unit of its `unitForces`. */
export function restedMaximum(pool: MotorUnitPool): number {
  const firingS = new Float64Array(pool.nUnits);
  return poolForceAt(pool, poolReadiness(pool, { unitForces: pool.unitForces, firingS }), pool.maxExcitation).force;
}
