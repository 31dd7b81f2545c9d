import type { Speed } from '#base';

/** Steps whose mean time is shown. */
const shownSteps = 20;
/** Between two reports within an epoch: often enough to look alive, and cheap beside any step. */
const reportEveryMs = 100;

/** Measures a training by an injected clock; without one it says nothing. */
export interface Speedometer {
  /** Milliseconds on the clock, 0 without one. */
  time(): number;
  /** A step was finished that took so long. */
  finished(stepMs: number): void;
  /** Whether a report within an epoch is due; it then counts as given. */
  isDue(): boolean;
  speed(stepsLeft: number): Speed | undefined;
}

/** A speedometer that starts now. */
export function speedometer(now: (() => number) | undefined, stepSize: number): Speedometer {
  const time = now ?? (() => 0);
  const start = time();
  const recent: number[] = [];
  let nSteps = 0;
  let reported = start;
  return {
    time,
    finished(stepMs) {
      nSteps++;
      recent.push(stepMs);
      if (recent.length > shownSteps) recent.shift();
    },
    isDue() {
      if (now === undefined || time() - reported < reportEveryMs) return false;
      reported = time();
      return true;
    },
    speed(stepsLeft) {
      if (now === undefined || nSteps === 0) return undefined;
      const stepMs = recent.reduce((sum, ms) => sum + ms, 0) / recent.length;
      // What is left will be validated and saved as what was done, so all time counts here.
      const leftS = (((time() - start) / nSteps) * stepsLeft) / 1000;
      return { stepMs, perSecond: (1000 * stepSize) / stepMs, leftS };
    },
  };
}
