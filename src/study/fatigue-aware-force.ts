import { ArgumentError, type Random } from '#base';
import {
  contractionSignal,
  type EmgForceModel,
  type EmgForcePoints,
  emgForcePoints,
  type ForceError,
  fitEmgForce,
  fitFatigueExponent,
  forceError,
  forceFromEmg,
  forceMvcTrial,
  joinedPoints,
  levelPoints,
  mdfCourse,
} from '#fatigue';
import { mean, median, rms } from '#signal';
import type { ForceTaskPart, SimulatedForceTask } from '#simulate';
import { overSubjects, type WithInterval } from './people-interval.ts';

/** A person who was calibrated while rested and then tired, with force known throughout. */
export interface TiringTask {
  readonly subject: string;
  /** One piece for each level, such as 25, 50 and 100 % of the maximum. */
  readonly calibration: readonly EmgForcePoints[];
  /** Rested, beside the calibration. */
  readonly rested: EmgForcePoints;
  /** The hold that tires, from beginning to end. */
  readonly tiring: EmgForcePoints;
  /** After it. */
  readonly tired: EmgForcePoints;
}

/** The points of a SIMULATED task, with what a real one would know: the maximum, the rest before it, the rested MDF. */
export function tiringTask({ id, emg, force, parts }: SimulatedForceTask): TiringTask {
  const of = (phase: ForceTaskPart['phase']) => parts.filter((part) => part.phase === phase);
  const calibration = of('calibration');
  const maximum = calibration.reduce((a, b) => (b.percentMvc > a.percentMvc ? b : a)).segment;
  const { value, emgRmsMv } = forceMvcTrial(force, maximum, { file: id, emg });
  // The first second lies before the first effort.
  const rest = emg.samples.slice(0, emg.fs);
  const mdfs = calibration.map(({ segment }) => median(mdfCourse(contractionSignal(emg, segment)).values));
  const scale = {
    mvcForce: value,
    mvcEnvelope: emgRmsMv as number,
    restEnvelope: rms(rest),
    restedMdfHz: mean(mdfs),
  };
  const points = ({ segment }: ForceTaskPart) => emgForcePoints(emg, force, segment, scale);
  const all = (phase: ForceTaskPart['phase']) => joinedPoints(of(phase).map(points));
  return {
    subject: id,
    calibration: calibration.map(points),
    rested: all('rested'),
    tiring: all('tiring'),
    tired: all('tired'),
  };
}

/**
 * `linear` F = a E and `rested` (the monotone quadratic with a population prior), which know no fatigue, and `fatigue-aware`,
 * the latter times `(MDF / rested MDF)^c`.
 */
export const fatigueWays = ['linear', 'rested', 'fatigue-aware'] as const;
export type FatigueWay = (typeof fatigueWays)[number];

/** One person, judged by relations that saw only their rested levels and other people. */
export interface JudgedTask {
  readonly subject: string;
  /** Exponent c from the other people. */
  readonly fatigueExponent: number;
  readonly rested: Readonly<Record<FatigueWay, ForceError>>;
  /** The last third of the hold and what comes after it. */
  readonly fatigued: Readonly<Record<FatigueWay, ForceError>>;
}

/** The last third of a piece. */
function lastThird({ envelope, force, mdfRatio }: EmgForcePoints): EmgForcePoints {
  const from = Math.floor((2 * envelope.length) / 3);
  return { envelope: envelope.slice(from), force: force.slice(from), mdfRatio: mdfRatio.slice(from) };
}

/**
 * Judges each person while rested and while fatigued, apart. The person gives the rested calibration levels; prior and
 * exponent come from all others.
 *
 * @throws ArgumentError for fewer than two people.
 */
export function judgeFatigueAware(tasks: readonly TiringTask[]): JudgedTask[] {
  if (tasks.length < 2) {
    throw new ArgumentError(
      `tasks must be of at least 2 people: one is judged by the others, got ${tasks.length} — in judgeFatigueAware.`,
      'Pass more people.',
    );
  }
  return tasks.map((task) => {
    const others = tasks.filter(({ subject }) => subject !== task.subject);
    const prior = fitEmgForce(others.map(({ calibration, rested }) => joinedPoints([...calibration, rested])));
    const own = ({ calibration }: TiringTask) => fitEmgForce([levelPoints(calibration)], { prior });
    const fatigueExponent = fitFatigueExponent(
      others.map((other) => ({ model: own(other), tiring: joinedPoints([other.tiring, other.tired]) })),
    );
    const rested = own(task);
    const models: Record<FatigueWay, EmgForceModel> = {
      linear: fitEmgForce([levelPoints(task.calibration)], { form: 'linear' }),
      rested,
      'fatigue-aware': { ...rested, fatigueExponent },
    };
    const errorsOn = (points: EmgForcePoints) =>
      Object.fromEntries(
        fatigueWays.map((way) => [way, forceError(forceFromEmg(models[way], points), points.force)]),
      ) as Record<FatigueWay, ForceError>;
    return {
      subject: task.subject,
      fatigueExponent,
      rested: errorsOn(task.rested),
      fatigued: errorsOn(joinedPoints([lastThird(task.tiring), task.tired])),
    };
  });
}

/** Mean over people of the error and of the bias of a way (% of the rested maximum), with 95 % intervals over subjects. */
export function summariseFatigueWay(
  judged: readonly JudgedTask[],
  state: 'rested' | 'fatigued',
  way: FatigueWay,
  random: Random,
): { nPeople: number; rmse: WithInterval; bias: WithInterval } {
  const meanOf = (key: 'rmse' | 'bias') => (rows: readonly JudgedTask[]) =>
    mean(rows.map((row) => row[state][way][key]));
  return {
    nPeople: judged.length,
    rmse: overSubjects(judged, meanOf('rmse'), random.fork('rmse')),
    bias: overSubjects(judged, meanOf('bias'), random.fork('bias')),
  };
}
