import { ArgumentError, seededRandom, stopIfCancelled, type WorkContext } from '#base';
import type { Recording } from '#recording';
import { difficulties } from './difficulty.ts';
import { firingLog } from './firing-log.ts';
import { forceCourse } from './force-course.ts';
import { motorUnitPool } from './motor-unit-pool.ts';
import { expectedLevels, expectedSpectrum, type MuapPower, muapPowers } from './muap-spectrum.ts';
import { muscleFrom } from './muscle.ts';
import { type MuscleState, restedMuscle } from './muscle-state.ts';
import { participantMuaps } from './participant-muaps.ts';
import { recordingScatter } from './recording-scatter.ts';
import { sensorResponse } from './simulated-sensor.ts';
import type { FiringCourse } from './surface-emg.ts';
import { type CourseStep, followTask } from './task-course.ts';
import { recordTask } from './task-recording.ts';
import { requireSteps, type TaskStep } from './task-steps.ts';
import { contractionsOf, everyTenth, type TaskTruth, tenths } from './task-truth.ts';
import type { VirtualParticipant } from './virtual-participant.ts';

/** What to simulate: plain data, so that it can be sent to a worker. */
export interface SimulateTaskOptions {
  readonly participant: VirtualParticipant;
  /** In their order; recorded ones follow one another. */
  readonly steps: readonly TaskStep[];
  /** Where an earlier task ended. @default a rested muscle */
  readonly state?: MuscleState;
  /** Decides behaviour and noise, together with the time of the state. @default the participant's own */
  readonly seed?: number;
  /** Sampling rate (Hz). @default 1000 */
  readonly fs?: number;
  /** Whether force is recorded beside sEMG. @default false */
  readonly recordForce?: boolean;
  /** What the recording is called. @default 'simulated-<participant>-<seconds>s' */
  readonly file?: string;
}

/** A task that nobody did. SIMULATED. */
export interface SimulatedTask {
  readonly simulated: true;
  /** Null where no step is recorded. */
  readonly recording: Recording | null;
  readonly truth: TaskTruth;
  /** From which the next task goes on. */
  readonly state: MuscleState;
}

/** Below it the spectrum is cut off and the sensor's filter warped, so that what is stated as true would not be. */
const leastRateHz = 1000;
/** Time between two values of the expected MDF (s). */
const levelEveryS = 0.5;

/** What is expected of the sEMG twice a second, wherever units fire. */
function expectedEmg(powers: readonly MuapPower[], firing: FiringCourse): NonNullable<TaskTruth['emg']> {
  const { edgesS, nUnits, ratesHz, timeScales, amplitudes } = firing;
  const rows: [timeS: number, mdfHz: number, rms: number][] = [];
  let nextS = edgesS[0];
  for (let k = 0; k + 1 < edgesS.length; k++) {
    const middleS = (edgesS[k] + edgesS[k + 1]) / 2;
    if (middleS < nextS || !(ratesHz[k * nUnits] > 0)) continue;
    nextS = middleS + levelEveryS - 1e-9;
    const row = (values: Float32Array) => values.subarray(k * nUnits, (k + 1) * nUnits);
    const moment = { ratesHz: row(ratesHz), timeScales: row(timeScales), amplitudes: row(amplitudes) };
    const { mdfHz, rms } = expectedLevels(expectedSpectrum(powers, moment, sensorResponse));
    rows.push([middleS, mdfHz, rms]);
  }
  const column = (i: number) => Float64Array.from(rows, (row) => row[i]);
  return { timesS: column(0), mdfHz: column(1), rmsMv: column(2) };
}

/**
 * Lets a virtual participant do a task: a flat list of steps with their durations, some of them recorded. Fatigue comes from
 * `state` and goes into the returned one, so a test with a stop rule is a loop of calls around this one; parts that are not
 * recorded cost little. Every task begins with a relaxed hand: an effort does not go on from one call into the next, as it does in
 * {@link taskStream}. The same arguments give the same bits. SIMULATED: it shows what software does, nothing about people.
 *
 * @throws ArgumentError for steps that are none or not in order, a rate below 1000 Hz, or a seed outside [0, 2^32).
 * @throws CancelledError when stopped.
 */
export function simulateTask(options: SimulateTaskOptions, context: WorkContext = {}): SimulatedTask {
  const { participant, steps, seed = participant.seed, fs = 1000, recordForce = false } = options;
  requireSteps(steps, 'simulateTask');
  if (!(fs >= leastRateHz && fs < Number.POSITIVE_INFINITY)) {
    throw new ArgumentError(
      `fs must be at least ${leastRateHz} Hz, got ${fs} — in simulateTask.`,
      `Simulate at ${leastRateHz} Hz or more: the truth is stated for a spectrum up to 450 Hz.`,
    );
  }
  stopIfCancelled(context.signal, 'The simulation');
  const { mvcN, difficulty } = participant;
  const pool = motorUnitPool({ fatigability: participant.fatigability });
  const from = options.state ?? restedMuscle(pool);
  const random = seededRandom(seed).fork(`${participant.id} at ${from.timeS.toFixed(3)} s`);
  const muscle = muscleFrom(pool, from, participant.fatigue);
  const { effort: effortSd, target: targetSd, sway } = difficulties[difficulty].within;
  const log = firingLog(muscle, participant);
  const course: CourseStep[] = [];
  const outcomes = followTask(muscle, steps, {
    random: random.fork('behaviour'),
    behaviour: { effort: participant.effort, effortSd, aim: participant.aim, targetSd, sway },
    onStep: (step, ratesHz) => {
      course.push(step);
      if (steps[step.step].record) log.add(step.startS, step.durationS, ratesHz);
    },
  });
  const contractions = contractionsOf(course, outcomes, mvcN);
  const firing = log.course();
  const forceN = everyTenth(course, ({ forceShare }) => mvcN * forceShare);
  const truth: TaskTruth = {
    timesS: tenths(forceN.length),
    forceN,
    activation: everyTenth(course, ({ activation }) => activation),
    mvcLoss: everyTenth(course, ({ capacity }) => 1 - capacity),
    contractions,
    steps: outcomes,
    recordedS: firing && [firing.edgesS[0], firing.edgesS[firing.edgesS.length - 1]],
    emg: null,
  };
  if (!firing) return { simulated: true, recording: null, truth, state: muscle.state() };
  const scatter = recordingScatter(random.fork('recording'), participant, from.warmth);
  const muaps = participantMuaps(pool, participant, scatter);
  const recording = recordTask(
    {
      participant,
      random,
      fs,
      muaps,
      firing,
      contractions,
      file: options.file ?? `simulated-${participant.id}-${from.timeS.toFixed(0)}s`,
      ...(recordForce && { forceAt: forceCourse(course, mvcN) }),
    },
    context,
  );
  return {
    simulated: true,
    recording,
    truth: { ...truth, emg: expectedEmg(muapPowers(muaps), firing) },
    state: muscle.state(),
  };
}
