import type { CourseStep, StepOutcome } from './task-course.ts';

/** One effort as it was: from the first unit that fires to the last. */
export interface TrueContraction {
  readonly kind: 'hold' | 'mvc';
  /** Index of the step of the task that asked for it. */
  readonly step: number;
  readonly startS: number;
  readonly endS: number;
  /** Highest mean force of half a second (N); of the whole effort where it is shorter. */
  readonly bestN: number;
  /** When the force had been below 95 % of what the person meant to hold for half a second; null where it was held. */
  readonly failedAtS: number | null;
}

/** What is true of a simulated task. Times are in seconds from its start. */
export interface TaskTruth {
  /** Every tenth of a second, `k / 10` [nTimes]. */
  readonly timesS: Float64Array;
  /** Force (N) [nTimes]. */
  readonly forceN: Float64Array;
  /** Excitation as a share of that at which all units of a rested muscle fire at their highest rate [nTimes]. */
  readonly activation: Float64Array;
  /** How much less force the person could bring up at this moment than when rested, as a share [nTimes]. */
  readonly mvcLoss: Float64Array;
  readonly contractions: readonly TrueContraction[];
  /** The steps of the task as they were cued. */
  readonly steps: readonly StepOutcome[];
  /** Beginning and end of what was recorded; null where nothing was. */
  readonly recordedS: readonly [startS: number, endS: number] | null;
  /** What is expected of the recorded sEMG while units fire, within 20–450 Hz behind the sensor's high-pass, without noise. */
  readonly emg: {
    readonly timesS: Float64Array;
    readonly mdfHz: Float64Array;
    readonly rmsMv: Float64Array;
  } | null;
}

const bestOverS = 0.5;
const perS = 10;

/** Highest mean of a share over half a second of these steps. */
function bestOf(course: readonly CourseStep[]): number {
  let best = 0;
  let [from, sum, lengthS] = [0, 0, 0];
  course.forEach(({ forceShare, durationS }) => {
    sum += forceShare * durationS;
    lengthS += durationS;
    while (lengthS - course[from].durationS >= bestOverS - 1e-9) {
      sum -= course[from].forceShare * course[from].durationS;
      lengthS -= course[from].durationS;
      from++;
    }
    if (lengthS >= bestOverS - 1e-9) best = Math.max(best, sum / lengthS);
  });
  return best > 0 ? best : sum / lengthS;
}

/** The efforts of a course: what is done without a pause and without a change of kind. */
export function contractionsOf(
  course: readonly CourseStep[],
  outcomes: readonly StepOutcome[],
  mvcN: number,
): TrueContraction[] {
  const runs: CourseStep[][] = [];
  course.forEach((step, i) => {
    if (step.doing === 'rest') return;
    const last = runs[runs.length - 1];
    if (i > 0 && course[i - 1].doing === step.doing && last) last.push(step);
    else runs.push([step]);
  });
  return runs.map((run) => {
    const last = run[run.length - 1];
    // A ramp may begin before its own step of the task is over: the step with most of the run asked for it.
    const step = run[Math.floor(run.length / 2)].step;
    return {
      kind: run[0].doing as TrueContraction['kind'],
      step,
      startS: run[0].startS,
      endS: last.startS + last.durationS,
      bestN: bestOf(run) * mvcN,
      failedAtS: outcomes[step].failedAtS,
    };
  });
}

/** A quantity of a course every tenth of a second [nTimes]. */
export function everyTenth(course: readonly CourseStep[], value: (step: CourseStep) => number): Float64Array {
  const last = course[course.length - 1];
  const out = new Float64Array(Math.max(1, Math.floor((last.startS + last.durationS) * perS + 1e-9)));
  let at = 0;
  for (let k = 0; k < out.length; k++) {
    while (at + 1 < course.length && course[at + 1].startS <= k / perS + 1e-9) at++;
    out[k] = value(course[at]);
  }
  return out;
}

/** `k / 10` [nTimes]. */
export function tenths(nTimes: number): Float64Array {
  return Float64Array.from({ length: nTimes }, (_, k) => k / perS);
}
