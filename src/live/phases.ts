import { ArgumentError } from '#base';
import type { ProtocolStep } from '#protocol';
import type { LivePhase } from './live-window.ts';

/** From when on a step runs, as the guide tells it. */
export interface LiveMark {
  /** Seconds from the first sample. */
  readonly atS: number;
  /** What is asked for; `none` when the test pauses or is over. */
  readonly kind: ProtocolStep['kind'] | 'none';
}

/** A step that runs or ran. */
export interface PhaseStretch {
  readonly phase: LivePhase;
  readonly startS: number;
  /** Infinite while it runs. */
  readonly endS: number;
}

/** Which phase a time lies in. */
export interface Phases {
  /** @throws ArgumentError for a mark before the last one, or one that is not finite. */
  mark(mark: LiveMark): void;
  /** The phase that holds all of `[startS, endS)`; undefined where none does. */
  whole(startS: number, endS: number): PhaseStretch | undefined;
  /** The phase at a time. */
  at(timeS: number): PhaseStretch;
}

const phaseOf: Readonly<Record<LiveMark['kind'], LivePhase>> = {
  none: 'none',
  rest: 'rest',
  target: 'hold',
  maximal: 'maximal',
};

/** How many phases are remembered: a window reaches over a few at most. */
const mostRemembered = 64;

/** Remembers which phase is when, from the marks of a guide. */
export function phases(): Phases {
  let known: PhaseStretch[] = [{ phase: 'none', startS: Number.NEGATIVE_INFINITY, endS: Number.POSITIVE_INFINITY }];
  return {
    mark({ atS, kind }) {
      const last = known[known.length - 1];
      if (!(Number.isFinite(atS) && atS >= last.startS)) {
        throw new ArgumentError(
          `atS must be finite and not before the last mark at ${last.startS} s, got ${atS} — in liveAnalysis.`,
          'Tell steps in the order in which they begin.',
        );
      }
      known = [
        ...known.slice(1 - mostRemembered, -1),
        { ...last, endS: atS },
        { phase: phaseOf[kind], startS: atS, endS: Number.POSITIVE_INFINITY },
      ];
    },
    whole: (startS, endS) => known.find((one) => one.startS <= startS && endS <= one.endS),
    at: (timeS) => known.find((one) => one.startS <= timeS && timeS < one.endS) ?? known[0],
  };
}
