import { edgeMarginS } from '#fatigue';
import { cropDurationS, networkCrop } from '#model';
import { effortLimits } from './effort-limits.ts';
import type { PhaseStretch, Phases } from './phases.ts';
import { sampleHistory } from './sample-history.ts';

/** The samples of one effort (mV), from its begin to its end. */
export interface Effort {
  readonly samples: Float64Array;
  readonly startS: number;
  readonly endS: number;
}

/** A hold and the maximal squeeze after it: what a model of whole recordings sees. */
export interface EffortPair {
  readonly hold: Effort;
  readonly mvc: Effort;
  /** Whether the squeeze is over; before, it is what there is of it. */
  readonly isComplete: boolean;
}

/** Finds pairs of hold and squeeze in a running channel. */
export interface EffortPairs {
  /** What came (mV) and its envelope; gives a pair when one is due. */
  push(samples: Float64Array, effortMv: Float64Array): EffortPair | undefined;
  /** No sample comes any more: the pair of the last squeeze, where it was not given yet. */
  finish(): EffortPair | undefined;
}

/** Of a hold, the last so much is kept (s): 10 s as models learned from, and much longer ones in bounded memory. */
const longestHoldS = 60;
const longestSqueezeS = 20;
/** A squeeze that has lasted this long (s) gives a first crop, between the margins that are dropped. */
const leastSqueezeS = cropDurationS(networkCrop.nFrames) + 2 * edgeMarginS;

/** How pairs are looked for. */
export interface EffortPairsOptions {
  readonly fs: number;
  readonly effortHz: number;
  /** Length of the moving RMS (s), by half of which it comes late. */
  readonly envelopeS: number;
  /** Time from one look at a running squeeze to the next (s). */
  readonly hopS: number;
}

/** Follows one channel and cuts out the last hold, and the squeeze after it, as it runs and when it is over. */
export function effortPairs(phases: Phases, { fs, effortHz, envelopeS, hopS }: EffortPairsOptions): EffortPairs {
  const raw = sampleHistory(Math.round((longestHoldS + 2) * fs));
  const envelope = sampleHistory(Math.round((longestHoldS + 2) * effortHz));
  let step: PhaseStretch | undefined;
  let hold: Effort | undefined;
  let askedS = 0;

  /** The effort of a step, as far as it came and is kept. */
  function effortOf({ startS, endS }: PhaseStretch, longestS: number): Effort | undefined {
    const nowS = envelope.end() / effortHz;
    const lateS = envelopeS / 2;
    const end = Math.min(envelope.end(), Math.round((Math.min(endS, nowS) + lateS) * effortHz));
    const first = Math.max(
      envelope.start(),
      Math.round((startS + lateS) * effortHz),
      end - Math.round(longestS * effortHz),
    );
    if (first >= end) return undefined;
    const limits = effortLimits(envelope.view(first, end));
    if (limits === null) return undefined;
    // The envelope of a time is that of the stretch before it.
    const from = Math.max(raw.start(), Math.round(((first + limits.first) / effortHz - lateS) * fs));
    const to = Math.min(raw.end(), Math.round(((first + limits.end) / effortHz - lateS) * fs));
    return from < to ? { samples: raw.view(from, to).slice(), startS: from / fs, endS: to / fs } : undefined;
  }

  function ended(last: PhaseStretch): EffortPair | undefined {
    if (last.phase === 'hold') hold = effortOf(last, longestHoldS);
    if (last.phase !== 'maximal' || !hold) return undefined;
    const mvc = effortOf(last, longestSqueezeS);
    return mvc && { hold, mvc, isComplete: true };
  }

  return {
    push(samples, effortMv) {
      raw.append(samples);
      envelope.append(effortMv);
      // The envelope comes late: a step is over when its last samples have gone through it.
      const nowS = raw.end() / fs - envelopeS / 2;
      const current = phases.at(nowS);
      if (step && current.startS !== step.startS) {
        const last = { ...step, endS: current.startS };
        step = current;
        return ended(last);
      }
      step = current;
      if (current.phase !== 'maximal' || !hold || nowS < current.startS + leastSqueezeS || nowS < askedS + hopS) {
        return undefined;
      }
      const mvc = effortOf(current, longestSqueezeS);
      if (!mvc || mvc.endS - mvc.startS < leastSqueezeS) return undefined;
      askedS = nowS;
      return { hold, mvc, isComplete: false };
    },
    finish() {
      const last = step;
      step = undefined;
      return last && ended({ ...last, endS: Math.min(phases.at(last.startS).endS, raw.end() / fs) });
    },
  };
}
