import type { Channel } from '#recording';
import { mean, movingRms } from '#signal';
import { type Endurance, endurance } from './endurance.ts';
import { type FallTimes, fallTimes, type StaticFatigueIndex, staticFatigueIndex } from './static-fatigue.ts';
import type { HoldEffort } from './strength-blocks.ts';

/** What the force of one long effort says. */
export interface HoldStrength {
  /** Place of its recording in the test, counted from 0. */
  readonly recording: number;
  readonly startS: number;
  readonly endS: number;
  /** Mean over the hold, in the unit of the force. */
  readonly meanForce: number;
  /** Of a hold at a target: what was to be held (unit of the force), and how long it was. */
  readonly endurance: (Endurance & { readonly target: number }) | null;
  /** Of an all-out hold: how its force falls. Null where a target was held, since then the force is not all there was. */
  readonly allOut: AllOutHold | null;
}

/** How the force of an all-out hold falls. */
export interface AllOutHold {
  /** Static fatigue index with its area from the first sample, and from the peak; null where the peak comes last. */
  readonly fromStart: StaticFatigueIndex;
  readonly fromPeak: StaticFatigueIndex | null;
  /** FR75, FR50 and FR25 of the force smoothed over 0.25 s. */
  readonly fall: FallTimes;
}

const usualT = 30;
const smoothS = 0.25;

function allOutHold(force: Float64Array, fs: number): AllOutHold {
  const durationS = Math.min(usualT, force.length / fs);
  const fromStart = staticFatigueIndex(force, fs, { durationS });
  const isPeakLast = Math.round(fromStart.peakAtS * fs) >= Math.round(durationS * fs) - 1;
  const smooth = movingRms(
    force.map((value) => Math.max(0, value)),
    { windowSamples: Math.max(1, Math.round(smoothS * fs)) },
  );
  return {
    fromStart,
    fromPeak: isPeakLast ? null : staticFatigueIndex(force, fs, { durationS, from: 'peak' }),
    fall: fallTimes(smooth, fs),
  };
}

/**
 * One long effort: with a target its endurance time, without one its static fatigue index and times of falling, as of an
 * all-out hold. T is 30 s, or the length of a shorter hold. A hold that was stopped by plan looks like one that failed.
 *
 * @param target force to be held, in the unit of the force.
 * @throws ArgumentError when the hold lies outside the channel or its force is not above 0.
 */
export function holdStrength(
  force: Channel,
  { recording, segment: { startS, endS }, untilS }: HoldEffort,
  target?: number,
): HoldStrength {
  const { fs, samples } = force;
  const first = Math.round(startS * fs);
  const held = samples.slice(first, Math.round(endS * fs));
  const found = target === undefined ? null : endurance(samples.slice(first, Math.round(untilS * fs)), fs, { target });
  return {
    recording,
    startS,
    endS,
    meanForce: mean(held),
    endurance:
      found && target !== undefined
        ? { ...found, startS: found.startS === null ? null : startS + found.startS, target }
        : null,
    allOut: target === undefined ? allOutHold(held, fs) : null,
  };
}
