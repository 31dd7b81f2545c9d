import type { Random } from '#base';
import { drawn, drawnBetween, largestDraw } from './scatter.ts';

/** An effort in a recording: from the first rise of force to the last of its fall, with both ramps inside (s). */
export interface EffortTiming {
  readonly startS: number;
  readonly endS: number;
  readonly riseS: number;
  readonly fallS: number;
}

/** When what happens in a recording of the handgrip test, in seconds from its start. */
export interface HandgripTiming {
  readonly hold: EffortTiming;
  readonly mvc: EffortTiming;
  readonly durationS: number;
}

const usual = {
  stillS: [15, 1],
  holdS: [10.3, 0.4],
  relaxS: [4.8, 0.4],
  mvcS: [5.5, 0.4],
} as const;
/** No hold is longer: the largest draw, and the millisecond that both its ends may lose or gain by rounding. */
export const longestHoldS = largestDraw(usual.holdS) + 0.001;

const restAfterS = [2, 6] as const;
const rampS = [0.2, 0.4] as const;

/** Times on a grid of milliseconds, as cues and people would not keep to finer ones. */
function wholeMs(timeS: number): number {
  return Math.round(timeS * 1000) / 1000;
}

/**
 * Draws the times of one recording: still, hold, relax, maximal squeeze, still. Nothing here knows the state of the
 * muscle, so neither the onset of the grip nor the length of the recording can give it away.
 */
export function drawTiming(random: Random): HandgripTiming {
  const effort = (fromS: number, lengthS: number): EffortTiming => ({
    startS: wholeMs(fromS),
    endS: wholeMs(fromS + lengthS),
    riseS: drawnBetween(random, rampS),
    fallS: drawnBetween(random, rampS),
  });
  const hold = effort(drawn(random, usual.stillS), drawn(random, usual.holdS));
  const mvc = effort(hold.endS + drawn(random, usual.relaxS), drawn(random, usual.mvcS));
  return { hold, mvc, durationS: Math.ceil(mvc.endS + drawnBetween(random, restAfterS)) };
}

/** Share of the full effort at a time, 0 to 1: raised-cosine ramps at both ends. */
export function effortShare({ startS, endS, riseS, fallS }: EffortTiming, timeS: number): number {
  const ramp = (doneS: number, lengthS: number): number => {
    const share = Math.min(1, Math.max(0, doneS / lengthS));
    return (1 - Math.cos(Math.PI * share)) / 2;
  };
  return Math.min(ramp(timeS - startS, riseS), ramp(endS - timeS, fallS));
}
