import { ArgumentError, type Random, requirePositive, seededRandom } from '#base';
import { resample } from '#signal';
import { difficulties } from './difficulty.ts';
import { noiseStream } from './electrode-noise.ts';
import { firingLog } from './firing-log.ts';
import { forceCourse } from './force-course.ts';
import { motorUnitPool } from './motor-unit-pool.ts';
import type { Muap } from './muap.ts';
import { type Muscle, muscleFrom } from './muscle.ts';
import { type MuscleState, restedMuscle } from './muscle-state.ts';
import { participantMuaps } from './participant-muaps.ts';
import { recordingScatter } from './recording-scatter.ts';
import { digitised, sensorStream } from './simulated-sensor.ts';
import { spikeTrain } from './spike-trains.ts';
import { addMuap, oversampling, placesPerSampleOf } from './surface-emg.ts';
import { type CourseStep, taskFollower } from './task-course.ts';
import { electromechanicalDelayS, forceNoiseN, offsetCounts } from './task-recording.ts';
import type { VirtualParticipant } from './virtual-participant.ts';

/** What a participant is told in the middle of a task; `targetShare` is a share of their `mvcN`. */
export type TaskCue =
  | { readonly kind: 'rest' }
  | { readonly kind: 'maximal' }
  | { readonly kind: 'target'; readonly targetShare: number };

/** Options of {@link taskStream}. */
export interface TaskStreamOptions {
  readonly participant: VirtualParticipant;
  /** @default a rested muscle */
  readonly state?: MuscleState;
  /** Decides behaviour and noise, together with the time of the state. @default the participant's own */
  readonly seed?: number;
  /** Sampling rate (Hz): a multiple of 50 of at least 1000. @default 1000 */
  readonly fs?: number;
  /** Whether they see their force beside the target, and correct it. @default false */
  readonly seesForce?: boolean;
}

/**
 * Who sees force and target keeps a little above it, and sways less: force on a screen scatters by 1 to 3 % in steady
 * holds of this height.
 */
const corrected = { aim: 1.02, targetSd: 0.01, mostSway: 0.015 } as const;

/** A participant who goes on for as long as samples are asked for. SIMULATED. */
export interface TaskStream {
  readonly fs: number;
  /**
   * Tells them what to do from now on. It is heard at the end of the piece that is being simulated, up to 0.04 s later; who
   * is still reacting to a cue finishes that movement first, and of several cues meanwhile only the last counts. The cue
   * that holds already changes nothing.
   *
   * @throws ArgumentError for a target that is not positive.
   */
  cue(cue: TaskCue): void;
  /** The next samples: sEMG in counts of the simulated sensor, and force in N [nSamples each]. */
  next(nSamples: number): { readonly emgCounts: Float64Array; readonly forceN: Float64Array };
  /** Where the muscle stands, up to 0.04 s ahead of the samples. */
  state(): MuscleState;
}

/** Time is simulated in pieces of this length (s). */
const pieceS = 0.02;
/** Room behind a piece for action potentials that begin in it (pieces): 0.2 s, four times the slowest one. */
const roomPieces = 10;
/** Pieces in a buffer before the one that is simulated: the resampling filter looks half a piece to both sides. */
const keptPieces = 2;

/** sEMG between the electrodes (mV), piece after piece; each comes when the next one is simulated. */
function emgStream(muaps: readonly Muap[], random: Random, fs: number, intervalCv: number) {
  const innerFs = oversampling * fs;
  const nInner = Math.round(pieceS * innerFs);
  const buffer = new Float64Array((keptPieces + 1 + roomPieces) * nInner);
  const units = muaps.map(({ values, velocityMmPerMs }, unit) => ({
    values,
    placesPerSample: placesPerSampleOf(velocityMmPerMs, innerFs),
    train: spikeTrain(random.fork(`unit ${unit}`), intervalCv),
  }));
  const half = 10 * oversampling;
  return (firing: NonNullable<ReturnType<ReturnType<typeof firingLog>['course']>>): Float64Array => {
    const { edgesS, ratesHz, timeScales, amplitudes } = firing;
    units.forEach(({ values, placesPerSample, train }, unit) => {
      train.goOn(edgesS[0], edgesS[1], ratesHz[unit], (timeS) => {
        const at = keptPieces * nInner + (timeS - edgesS[0]) * innerFs;
        addMuap(buffer, values, at, placesPerSample * timeScales[unit], amplitudes[unit]);
      });
    });
    const around = buffer.subarray(nInner - half, 2 * nInner + half + 1);
    const piece = resample(around, { up: 1, down: oversampling }).subarray(half / oversampling);
    buffer.copyWithin(0, nInner);
    buffer.fill(0, buffer.length - nInner);
    return piece.slice(0, nInner / oversampling);
  };
}

const sameCue = (a: TaskCue, b: TaskCue): boolean =>
  a.kind === b.kind && (a.kind !== 'target' || b.kind !== 'target' || a.targetShare === b.targetShare);

function requireStreamable({ ecgMv }: VirtualParticipant, fs: number): void {
  if (!(Number.isInteger(fs / 50) && fs >= 1000)) {
    throw new ArgumentError(
      `fs must be a multiple of 50 Hz of at least 1000 Hz, got ${fs} — in taskStream.`,
      'Stream at 1000 Hz and thin it out.',
    );
  }
  if (ecgMv > 0) {
    throw new ArgumentError(
      `ecgMv must be 0, got ${ecgMv} — in taskStream.`,
      'Heart beats are simulated in whole recordings only: use simulateTask.',
    );
  }
}

/**
 * A virtual participant who is told what to do while samples are made: the muscle, electrodes and sensor of
 * {@link simulateTask}, but without an end, so that an effort goes on through any number of calls and passes into the next
 * one without letting go. Cut into pieces of any length the samples are the same. They rest until they are cued.
 * SIMULATED.
 *
 * @throws ArgumentError for another rate, a seed outside [0, 2^32), or a participant with heart beats.
 */
export function taskStream(options: TaskStreamOptions): TaskStream {
  const { participant, state, seed, fs = 1000, seesForce = false } = options;
  requireStreamable(participant, fs);
  const { mvcN, difficulty, effort, aim, intervalCv } = participant;
  const pool = motorUnitPool({ fatigability: participant.fatigability });
  const from = state ?? restedMuscle(pool);
  const random = seededRandom(seed ?? participant.seed).fork(`${participant.id} from ${from.timeS.toFixed(3)} s on`);
  const muscle: Muscle = muscleFrom(pool, from, participant.fatigue);
  const scatter = recordingScatter(random.fork('recording'), participant, from.warmth);
  const emg = emgStream(participantMuaps(pool, participant, scatter), random.fork('spikes'), fs, intervalCv);
  const noise = noiseStream(random.fork('noise'), fs, participant);
  const sensor = sensorStream(fs);
  const own = random.fork('sensor');
  const offset = offsetCounts.middle + offsetCounts.sd * own.normal();
  const { effort: effortSd, target: targetSd, sway } = difficulties[difficulty].within;
  /** The last pieces: force follows the action potentials late. */
  let course: CourseStep[] = [];
  let log = firingLog(muscle, participant);
  const follower = taskFollower(muscle, {
    random: random.fork('behaviour'),
    behaviour: {
      effort,
      effortSd,
      ...(seesForce
        ? { aim: corrected.aim, targetSd: corrected.targetSd, sway: Math.min(sway, corrected.mostSway) }
        : { aim, targetSd, sway }),
    },
    onStep: (step, ratesHz) => {
      course = [...course.slice(-7), step];
      log.add(step.startS, step.durationS, ratesHz);
    },
  });
  let current: TaskCue = { kind: 'rest' };
  let waiting: TaskCue | null = null;
  let nSteps = 0;
  const nPiece = Math.round(pieceS * fs);
  const simulatePiece = (): Float64Array => {
    if (waiting && follower.hasArrived()) {
      current = waiting;
      waiting = null;
      follower.begin({ ...current, durationS: Number.POSITIVE_INFINITY, record: true }, ++nSteps);
    }
    log = firingLog(muscle, participant);
    follower.goOn(pieceS);
    return emg(log.course() as NonNullable<ReturnType<typeof log.course>>);
  };
  let nMade = 0;
  let made: { emgCounts: Float64Array; forceN: Float64Array; used: number } = {
    emgCounts: new Float64Array(0),
    forceN: new Float64Array(0),
    used: 0,
  };
  const makePiece = (): void => {
    const mv = simulatePiece();
    const noisy = noise(nPiece).map((value, i) => value + mv[i]);
    const forceAt = forceCourse(course, mvcN);
    made = {
      emgCounts: digitised(sensor(noisy), offset),
      forceN: Float64Array.from(
        { length: nPiece },
        (_, i) => forceAt((nMade + i) / fs - electromechanicalDelayS) + forceNoiseN * own.normal(),
      ),
      used: 0,
    };
    nMade += nPiece;
  };
  simulatePiece();
  return {
    fs,
    cue(cue) {
      if (cue.kind === 'target') requirePositive('targetShare', cue.targetShare, 'taskStream');
      waiting = sameCue(cue, current) ? null : cue;
    },
    next(nSamples) {
      const emgCounts = new Float64Array(nSamples);
      const forceN = new Float64Array(nSamples);
      for (let at = 0; at < nSamples; ) {
        if (made.used === made.forceN.length) makePiece();
        const end = Math.min(made.forceN.length, made.used + nSamples - at);
        emgCounts.set(made.emgCounts.subarray(made.used, end), at);
        forceN.set(made.forceN.subarray(made.used, end), at);
        at += end - made.used;
        made.used = end;
      }
      return { emgCounts, forceN };
    },
    state: muscle.state,
  };
}
