import { requireOneOf, requireWhole, seededRandom } from '#base';
import { gripNormTables, type Sex } from '#fatigue';
import { convertForce } from '#recording';
import { type Difficulty, type DifficultyName, difficulties } from './difficulty.ts';
import type { FatigueTraits } from './muscle.ts';
import type { MuscleGeometry } from './muscle-geometry.ts';
import { drawn, drawnBetween, type Scatter } from './scatter.ts';

/** A person who does not exist, as plain data: what simulates them takes nothing else. SIMULATED. */
export interface VirtualParticipant {
  /** `S01`, `S02`, … */
  readonly id: string;
  /** Decides where this person's motor units lie, and what the person does. */
  readonly seed: number;
  readonly difficulty: DifficultyName;
  readonly sex: Sex;
  readonly side: 'left' | 'right';
  /** Force of the rested pool at its highest excitation (N): the maximum that full effort would show. */
  readonly mvcN: number;
  /** How much faster than the published pool this one tires. */
  readonly fatigability: number;
  readonly fatigue: FatigueTraits;
  readonly geometry: MuscleGeometry;
  /** What full slowing does to an action potential, in shares. */
  readonly slowing: {
    readonly velocityLoss: number;
    readonly widening: number;
    readonly amplitudeLoss: number;
  };
  /** RMS of the sEMG between the electrodes at the rested maximum (mV), without noise and before the sensor. */
  readonly mvcRmsMv: number;
  /** Standard deviation of the intervals between spikes over their mean. */
  readonly intervalCv: number;
  /** Mean share of the reachable excitation that this person spends on a maximum. */
  readonly effort: number;
  /** Mean share of a target that this person really holds. */
  readonly aim: number;
  /** RMS of the sensor's own noise, of the mains hum and of motion (mV), and height of an R wave (mV, as a rule 0). */
  readonly noiseMv: number;
  readonly mainsMv: number;
  readonly mainsHz: number;
  readonly motionMv: number;
  readonly ecgMv: number;
  /** What full warmth does: share by which conduction quickens, and factor on the amplitude (ln). */
  readonly warming: number;
  readonly lnGainDrift: number;
  /** In a test of fatigue: loss of strength at which the loop ends, and rest between it and the last recording (s). */
  readonly stopLoss: number;
  readonly restBeforeLastS: number;
}

/** Which person. */
export interface VirtualParticipantOptions {
  readonly seed: number;
  /** Number of the person in the study, from 0. */
  readonly index: number;
  /** @default 'realistic' */
  readonly difficulty?: DifficultyName;
  /** @default drawn, half and half */
  readonly sex?: Sex;
}

/** Recovery of silent units: the same for all, as nothing says how people differ in it. */
const recovery = { slowShare: 0.45, fastTauS: 25, slowTauS: 600 } as const;
const muscleRadiusMm: Readonly<Record<Sex, number>> = { female: 9, male: 10.5 };
const interElectrodeMm = 20;
/** Motion before the sensor's high-pass, which leaves a few microvolts of it. */
const motionMv = 0.02;
/** Draws that anatomy or the model do not allow are pulled in to these. */
const limits = {
  mvcShare: [0.5, 1.6],
  activationLoss: [0, 0.6],
  velocityLoss: [0.1, 0.42],
  widening: [0.05, 0.45],
  amplitudeLoss: [0, 0.6],
  fatMm: [1, 8],
  overlyingMm: [1, 9],
  velocityMmPerMs: [3, 4.8],
  effort: [0.6, 1],
  aim: [0.6, 1.2],
} as const;

function within(value: number, [low, high]: readonly [number, number]): number {
  return Math.min(high, Math.max(low, value));
}

/** Mean and SD of grip strength (N) at 20–24 years: Mathiowetz et al. 1985, as the norm tables of this project print it. */
function mvcNorm(sex: Sex, side: 'left' | 'right'): Scatter {
  const [{ values, unit }] = gripNormTables;
  const [mean, sd] = values[sex][side] as Scatter;
  return [convertForce(mean, unit, 'N'), convertForce(sd, unit, 'N')];
}

/**
 * A participant drawn from a seed: the same seed, index and difficulty give the same person. Strength follows published
 * norms of sex and side; all else follows `difficulties`. SIMULATED: nobody is like this.
 *
 * @throws ArgumentError for a seed outside [0, 2^32), an index that is no whole number, or an unknown difficulty.
 */
export function virtualParticipant(options: VirtualParticipantOptions): VirtualParticipant {
  const { seed, index, difficulty = 'realistic' } = options;
  requireWhole('index', index, 0, 'virtualParticipant');
  requireOneOf('difficulty', difficulty, Object.keys(difficulties) as DifficultyName[], 'virtualParticipant');
  const random = seededRandom(seed).fork(`virtual participant ${index}`);
  const own = random.below(2 ** 32);
  const { people, warming, lnGainDrift, stopLoss, restBeforeLastS }: Difficulty = difficulties[difficulty];
  const drawnSex: Sex = random.uniform() < 0.5 ? 'female' : 'male';
  const sex = options.sex ?? drawnSex;
  const side = random.uniform() < 0.5 ? 'left' : 'right';
  const norm = mvcNorm(sex, side);
  const [least, most] = limits.mvcShare;
  return {
    id: `S${String(index + 1).padStart(2, '0')}`,
    seed: own,
    difficulty,
    sex,
    side,
    mvcN: within(drawn(random, norm), [least * norm[0], most * norm[0]]),
    fatigability: Math.exp(drawn(random, people.lnFatigability)),
    fatigue: { activationLoss: within(drawn(random, people.activationLoss), limits.activationLoss), recovery },
    geometry: {
      fatMm: within(drawn(random, people.fatMm[sex]), limits.fatMm),
      overlyingMm: within(drawn(random, people.overlyingMm), limits.overlyingMm),
      muscleRadiusMm: muscleRadiusMm[sex],
      semiFibreMm: drawn(random, people.semiFibreMm),
      electrodeMm: drawn(random, people.electrodeMm),
      interElectrodeMm,
      velocityMmPerMs: within(drawn(random, people.velocityMmPerMs[sex]), limits.velocityMmPerMs),
    },
    slowing: {
      velocityLoss: within(drawn(random, people.velocityLoss), limits.velocityLoss),
      widening: within(drawn(random, people.widening), limits.widening),
      amplitudeLoss: within(drawn(random, people.amplitudeLoss), limits.amplitudeLoss),
    },
    mvcRmsMv: Math.exp(drawn(random, people.lnMvcRmsMv)),
    intervalCv: drawn(random, people.intervalCv),
    effort: within(drawn(random, people.effort), limits.effort),
    aim: within(drawn(random, people.aim), limits.aim),
    noiseMv: Math.exp(drawn(random, people.lnNoiseMv)),
    mainsMv: Math.exp(drawn(random, people.lnMainsMv)),
    mainsHz: 50,
    motionMv,
    ecgMv: 0,
    warming: drawn(random, warming),
    lnGainDrift: drawn(random, lnGainDrift),
    stopLoss: drawnBetween(random, stopLoss),
    restBeforeLastS: drawnBetween(random, restBeforeLastS),
  };
}
