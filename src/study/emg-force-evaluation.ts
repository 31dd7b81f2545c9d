import { ArgumentError, type Random, requirePositive } from '#base';
import {
  type EmgForceModel,
  type EmgForcePoints,
  emgForcePoints,
  type ForceError,
  type ForceForm,
  fitEmgForce,
  forceError,
  forceFromEmg,
  forceMvcTrial,
} from '#fatigue';
import type { Channel, Segment } from '#recording';
import { correlation, mean, median } from '#signal';
import { overSubjects, type WithInterval } from './people-interval.ts';

/** One recording in two parts: nothing of the second is seen before it is tested on. */
export interface ForceTrial {
  readonly subject: string;
  readonly name: string;
  readonly calibration: EmgForcePoints;
  readonly test: EmgForcePoints;
}

/** Whether a stretch at the end holds zeros alone, which is how a file format fills its last record. */
function lengthWithoutPadding(...signals: readonly Float64Array[]): number {
  return Math.max(...signals.map((x) => x.findLastIndex((value) => value !== 0) + 1));
}

/**
 * A recording with EMG and force, cut in the middle. The rested maximum (best 0.5 s mean of force, and the RMS of the EMG
 * in it) comes from the first half alone; each half is filtered by itself.
 *
 * @throws ArgumentError for rates that differ, or a half too short or without force.
 */
export function halvedTrial(recording: {
  readonly subject: string;
  readonly name: string;
  readonly emg: Channel;
  readonly force: Channel;
}): ForceTrial {
  const { subject, name, emg, force } = recording;
  const endS = lengthWithoutPadding(emg.samples, force.samples) / emg.fs;
  const half = (startS: number, end: number): Segment => ({ kind: 'hold', channel: emg.name, startS, endS: end });
  const [first, second] = [half(0, endS / 2), half(endS / 2, endS)];
  const { value, emgRmsMv } = forceMvcTrial(force, first, { file: name, emg });
  const scale = { mvcForce: value, mvcEnvelope: emgRmsMv as number };
  return {
    subject,
    name,
    calibration: emgForcePoints(emg, force, first, scale),
    test: emgForcePoints(emg, force, second, scale),
  };
}

/**
 * Ways to say the force of the second part. `personal`: the person's own fit. `calibrated`: the same, drawn towards the
 * other people's. `population`: the other people's relation alone, for a person of whom only the maximum is known.
 * `mean` and `last` look at no EMG: the mean force of the first part, and that of its last second.
 */
export const forceWays = ['personal', 'calibrated', 'population', 'mean', 'last'] as const;
export type ForceWay = (typeof forceWays)[number];

/** One recording, judged. */
export interface JudgedTrial {
  readonly subject: string;
  readonly name: string;
  /** Correlation of envelope and force in the first part; null where one does not vary. */
  readonly calibrationCorrelation: number | null;
  readonly errors: Readonly<Record<ForceWay, ForceError>>;
}

/** Points of one second, at their usual distance of 0.05 s. */
const lastPoints = 20;

/**
 * Leaves each person out, fits the population on the first parts of all others, and judges every way on the second part
 * of the person's recordings.
 *
 * @throws ArgumentError for fewer than two people.
 */
export function judgeEmgForce(
  trials: readonly ForceTrial[],
  { form = 'quadratic', priorWeight }: { readonly form?: ForceForm; readonly priorWeight?: number } = {},
): JudgedTrial[] {
  if (new Set(trials.map(({ subject }) => subject)).size < 2) {
    throw new ArgumentError(
      'trials must come from at least 2 people: one is judged by the others — in judgeEmgForce.',
      'Use fitEmgForce for a single person.',
    );
  }
  const populations = new Map<string, EmgForceModel>();
  for (const { subject } of trials) {
    if (populations.has(subject)) continue;
    const others = trials.filter((trial) => trial.subject !== subject).map(({ calibration }) => calibration);
    populations.set(subject, fitEmgForce(others, { form }));
  }
  const weight = priorWeight === undefined ? {} : { priorWeight };
  return trials.map(({ subject, name, calibration, test }) => {
    const prior = populations.get(subject) as EmgForceModel;
    const level = (force: Float64Array) => new Float64Array(test.force.length).fill(mean(force));
    const estimates: Record<ForceWay, Float64Array> = {
      personal: forceFromEmg(fitEmgForce([calibration], { form }), test),
      calibrated: forceFromEmg(fitEmgForce([calibration], { form, prior, ...weight }), test),
      population: forceFromEmg(prior, test),
      mean: level(calibration.force),
      last: level(calibration.force.slice(-lastPoints)),
    };
    const errors = Object.fromEntries(forceWays.map((way) => [way, forceError(estimates[way], test.force)]));
    return {
      subject,
      name,
      calibrationCorrelation: correlation(calibration.envelope, calibration.force),
      errors: errors as Record<ForceWay, ForceError>,
    };
  });
}

/** What a way reaches over people. */
export interface ForceSummary {
  readonly nPeople: number;
  readonly nRecordings: number;
  /** Median over recordings of R² within the tested part. */
  readonly r2Median: WithInterval;
  /** Mean over recordings of the root mean square error (% of the rested maximum). */
  readonly rmse: WithInterval;
}

/** The recordings whose first part has an envelope–force correlation of at least this: chosen before the second is seen. */
export function correlatedTrials(judged: readonly JudgedTrial[], atLeast = 0.7): JudgedTrial[] {
  return judged.filter(({ calibrationCorrelation: r }) => r !== null && r >= atLeast);
}

/**
 * Median R² and mean RMSE of a way, each with its 95 % bootstrap interval over subjects. Recordings whose tested force
 * does not vary have no R² and count in the RMSE alone.
 *
 * @throws ArgumentError for fewer than two people.
 */
export function summariseForce(judged: readonly JudgedTrial[], way: ForceWay, random: Random): ForceSummary {
  const nPeople = new Set(judged.map(({ subject }) => subject)).size;
  requirePositive('number of recordings', judged.length, 'summariseForce');
  const r2 = (rows: readonly JudgedTrial[]) =>
    median(rows.map(({ errors }) => errors[way].r2).filter((value) => value !== null));
  const rmse = (rows: readonly JudgedTrial[]) => mean(rows.map(({ errors }) => errors[way].rmse));
  return {
    nPeople,
    nRecordings: judged.length,
    r2Median: overSubjects(judged, r2, random.fork('r2')),
    rmse: overSubjects(judged, rmse, random.fork('rmse')),
  };
}
