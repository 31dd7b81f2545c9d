import type { Random } from '#base';
import type { SegmentKind } from '#recording';
import type { Muscle, Order } from './muscle.ts';
import { drawn, drawnBetween, type Scatter } from './scatter.ts';
import type { TaskStep } from './task-steps.ts';

/** How one person follows cues. */
export interface Behaviour {
  /** Mean share of the reachable excitation spent on a maximum, and how it differs from one to the next (SD). */
  readonly effort: number;
  readonly effortSd: number;
  /** Mean share of a target that is really held, how it differs from one effort to the next (SD), and how force sways within one (SD, share). */
  readonly aim: number;
  readonly targetSd: number;
  readonly sway: number;
}

/** What one step of time does: at most 0.1 s. */
export interface CourseStep {
  readonly startS: number;
  readonly durationS: number;
  /** Shares of the rested maximum: force, and the force that the person could bring up. */
  readonly forceShare: number;
  readonly capacity: number;
  /** Share of the excitation at which all units of a rested muscle fire at their highest rate. */
  readonly activation: number;
  /** Index of the step of the task. */
  readonly step: number;
  /** What the muscle is doing: the last effort goes on until the person reacts to the next cue. */
  readonly doing: Extract<SegmentKind, 'rest' | 'hold' | 'mvc'>;
}

/** When one step of the task was cued, and whether its force was lost. */
export interface StepOutcome {
  readonly startS: number;
  readonly endS: number;
  /** When the force had been below 95 % of what the person meant to hold for half a second; null where it was held. */
  readonly failedAtS: number | null;
}

/** Called after every step of time, with the rate of every unit in it (Hz). */
export type OnCourseStep = (step: CourseStep, ratesHz: Float64Array) => void;

const longestStepS = 0.1;
const reactionS: Scatter = [0.25, 0.05];
const rampS = [0.2, 0.4] as const;
/** Time constant of the sway (s): people correct their force about once a second. */
const swayTauS = 1;
/** Failing: a force below this share of what is meant to be held, for this long. */
const failingBelow = 0.95;
const failingForS = 0.5;
/** Excitation below which even the first unit is silent. */
const leastExcitation = 1;

const doingOf = { rest: 'rest', target: 'hold', maximal: 'mvc' } as const;
const smooth = (share: number): number => (1 - Math.cos(Math.PI * Math.min(1, Math.max(0, share)))) / 2;

/** Equal pieces of at most 0.1 s that fill a stretch of time. */
function piecesOf(fromS: number, toS: number): { count: number; pieceS: number } {
  const count = Math.ceil((toS - fromS) / longestStepS - 1e-9);
  return { count, pieceS: count > 0 ? (toS - fromS) / count : 0 };
}

function intentionOf(step: TaskStep, random: Random, { effort, effortSd, aim, targetSd }: Behaviour): Order {
  if (step.kind === 'rest') return { targetShare: 0 };
  if (step.kind === 'maximal') return { effort: Math.min(1, Math.max(0.2, drawn(random, [effort, effortSd]))) };
  return { targetShare: step.targetShare * Math.max(0.2, drawn(random, [aim, targetSd])) };
}

/** Someone in the middle of a task: told a step, then led on piece by piece. */
export interface TaskFollower {
  /** Cues a step. @returns how long the person takes to react (s). */
  begin(step: TaskStep, index: number): number;
  /** Goes on by at most 0.1 s. */
  goOn(pieceS: number): void;
  /** Whether the person has come to do what was cued last. */
  hasArrived(): boolean;
  /** Seconds since the beginning. */
  timeS(): number;
  /** {@link StepOutcome.failedAtS} of the step so far. */
  failedAtS(): number | null;
}

/** What following a task needs besides the muscle. */
export interface FollowOptions {
  readonly random: Random;
  readonly behaviour: Behaviour;
  readonly onStep: OnCourseStep;
}

/**
 * A muscle that follows cues: after each one a reaction time, then a ramp of excitation from the last order to the next,
 * then the order with its sway, until the next cue. It begins with a relaxed hand.
 */
export function taskFollower(muscle: Muscle, { random, behaviour, onStep }: FollowOptions): TaskFollower {
  const { maxExcitation } = muscle.pool;
  const relaxed: Order = { targetShare: 0 };
  let [timeS, startS, swaying] = [0, 0, 0];
  let before: Order = relaxed;
  let order: Order = relaxed;
  let didBefore: CourseStep['doing'] = 'rest';
  let step: Pick<TaskStep, 'kind'> = { kind: 'rest' };
  let index = 0;
  let [reactsS, lengthS] = [0, 0];
  let failedAtS: number | null = null;
  let weakForS = 0;
  const swayed = (meant: Order): Order => {
    const factor = 1 + behaviour.sway * swaying;
    return 'effort' in meant
      ? { effort: Math.min(1, meant.effort * factor) }
      : { targetShare: meant.targetShare * factor };
  };
  return {
    begin(next, at) {
      before = order;
      if (step.kind !== 'rest') didBefore = doingOf[step.kind];
      [step, index, startS, failedAtS, weakForS] = [next, at, timeS, null, 0];
      order = intentionOf(next, random, behaviour);
      reactsS = Math.min(next.durationS, Math.max(0.1, drawn(random, reactionS)));
      lengthS = drawnBetween(random, rampS);
      return reactsS;
    },
    goOn(pieceS) {
      const localS = timeS - startS + pieceS / 2;
      const share = smooth((localS - reactsS) / lengthS);
      const decay = Math.exp(-pieceS / swayTauS);
      swaying = swaying * decay + Math.sqrt(1 - decay * decay) * random.normal();
      const wanted = share < 1 ? (1 - share) * muscle.excitationOf(swayed(before)) : 0;
      const excitation = wanted + (share > 0 ? share * muscle.excitationOf(swayed(order)) : 0);
      const { force, ratesHz } = muscle.step(excitation, pieceS);
      const active = excitation >= leastExcitation;
      // Someone who lets go is still doing what they did before; at the foot of a ramp up they are not doing it yet.
      const current = share > 0 && (step.kind !== 'rest' || !active) ? doingOf[step.kind] : didBefore;
      onStep(
        {
          startS: timeS,
          durationS: pieceS,
          forceShare: force,
          capacity: muscle.capacity(),
          activation: excitation / maxExcitation,
          step: index,
          doing: active ? current : 'rest',
        },
        ratesHz,
      );
      timeS += pieceS;
      if ('targetShare' in order && order.targetShare > 0 && localS > reactsS + lengthS && failedAtS === null) {
        weakForS = force < failingBelow * order.targetShare ? weakForS + pieceS : 0;
        if (weakForS >= failingForS - 1e-9) failedAtS = timeS;
      }
    },
    hasArrived: () => timeS - startS >= reactsS + lengthS,
    timeS: () => timeS,
    failedAtS: () => failedAtS,
  };
}

/** Lets a muscle follow a whole task with {@link taskFollower}. The muscle has gone on by the task when it returns. */
export function followTask(muscle: Muscle, steps: readonly TaskStep[], options: FollowOptions): StepOutcome[] {
  const follower = taskFollower(muscle, options);
  return steps.map((step, index): StepOutcome => {
    const startS = follower.timeS();
    const reactsS = follower.begin(step, index);
    const stopsEarly = (): boolean =>
      step.kind === 'target' && step.untilFailure === true && follower.failedAtS() !== null;
    for (const toS of [startS + reactsS, startS + step.durationS]) {
      const { count, pieceS } = piecesOf(follower.timeS(), toS);
      for (let n = 0; n < count && !stopsEarly(); n++) follower.goOn(pieceS);
    }
    return { startS, endS: follower.timeS(), failedAtS: follower.failedAtS() };
  });
}
