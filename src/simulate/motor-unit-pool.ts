import { requirePositive, requireWhole } from '#base';

/** A pool of motor units as it is when rested; every array is ordered from the first to the last unit recruited [nUnits]. */
export interface MotorUnitPool {
  readonly nUnits: number;
  /** Excitation at which a unit begins to fire. */
  readonly thresholds: Float64Array;
  /** Highest firing rate (Hz). */
  readonly peakRatesHz: Float64Array;
  /** Force of a unit when all of its activation is used, the first unit's being 1. */
  readonly unitForces: Float64Array;
  /** Contraction time of the twitch (ms). */
  readonly contractionTimesMs: Float64Array;
  /** Force that a fully activated unit loses per second, in the unit of `unitForces`. */
  readonly lossesPerS: Float64Array;
  /** Share of its rate that a unit loses by adaptation, in the long run. */
  readonly adaptations: Float64Array;
  /** Excitation at which every unit fires at its highest rate. */
  readonly maxExcitation: number;
  /** How much faster than published this pool tires. */
  readonly fatigability: number;
}

/** Options of {@link motorUnitPool}. */
export interface MotorUnitPoolOptions {
  /** @default 120 */
  readonly nUnits?: number;
  /** Factor on the rate at which units lose force. @default 1 */
  readonly fatigability?: number;
}

/** Firing rate of a unit that was just recruited (Hz). */
export const leastRateHz = 8;

// Constants of Potvin and Fuglevand 2017.
const thresholdRange = 50;
const forceRange = 100;
const contractionTimeRange = 3;
const longestContractionMs = 90;
const firstPeakRateHz = 35;
const lastPeakRateHz = 25;
const fatigabilityRange = 180;
const lossPerS = 0.0225;
const adaptedShare = 0.67;

/**
 * The motor unit pool of Fuglevand, Winter and Patla (1993) with the constants and the fatigue rates of Potvin and Fuglevand
 * (2017, PLoS Comput Biol 13:e1005581): many small, slow, enduring units and few large, fast units that tire.
 *
 * Golden: `golden/simulate/pool.json`.
 *
 * @throws ArgumentError for fewer than 2 units or a fatigability that is not positive.
 */
export function motorUnitPool({ nUnits = 120, fatigability = 1 }: MotorUnitPoolOptions = {}): MotorUnitPool {
  requireWhole('nUnits', nUnits, 2, 'motorUnitPool');
  requirePositive('fatigability', fatigability, 'motorUnitPool');
  const perUnit = (value: (i: number) => number) => Float64Array.from({ length: nUnits }, (_, i) => value(i));
  /** From 1 for the first unit to `range` for the last, in equal ratios. */
  const spread = (range: number) => perUnit((i) => range ** (i / (nUnits - 1)));
  const thresholds = spread(thresholdRange);
  const unitForces = spread(forceRange);
  const place = thresholds.map((threshold) => (threshold - 1) / (thresholdRange - 1));
  const lossRates = spread(fatigabilityRange);
  return {
    nUnits,
    thresholds,
    unitForces,
    peakRatesHz: place.map((share) => firstPeakRateHz - (firstPeakRateHz - lastPeakRateHz) * share),
    contractionTimesMs: unitForces.map(
      (force) => longestContractionMs * force ** -(Math.log(contractionTimeRange) / Math.log(forceRange)),
    ),
    lossesPerS: perUnit((i) => lossRates[i] * (lossPerS / fatigabilityRange) * fatigability * unitForces[i]),
    adaptations: place.map((share) => share * adaptedShare),
    maxExcitation: thresholdRange + lastPeakRateHz - leastRateHz,
    fatigability,
  };
}
