import type { Recording } from '#recording';

/** One step of a task, as a cue would tell it. */
export type TaskStep = { readonly durationS: number; readonly record: boolean } & (
  | { readonly kind: 'rest' }
  /** `targetShare`: force asked for, as a share of the person's true maximum. */
  | { readonly kind: 'target'; readonly targetShare: number }
  | { readonly kind: 'maximal' }
);

/** What is true of a simulated task; times in seconds from its start. */
export interface TaskTruth {
  /** Every tenth of a second [nTimes]. */
  readonly timesS: Float64Array;
  /** Force (N), and share of the rested strength that the person could not bring up any more [nTimes]. */
  readonly forceN: Float64Array;
  readonly mvcLoss: Float64Array;
  /** Efforts as they were; `bestN` is the highest mean force of half a second (N). */
  readonly contractions: readonly {
    readonly kind: 'hold' | 'mvc';
    readonly startS: number;
    readonly endS: number;
    readonly bestN: number;
  }[];
  /** When each step was cued. */
  readonly steps: readonly { readonly startS: number; readonly endS: number }[];
  /** What is expected of the recorded sEMG; null where nothing was recorded. */
  readonly emg: { readonly timesS: Float64Array; readonly mdfHz: Float64Array; readonly rmsMv: Float64Array } | null;
}

/**
 * Lets one simulated person do a flat list of steps from a state of fatigue on (the rested one where none is given), and
 * says what came of it. It must give the same for the same arguments, and a longer list must begin as a shorter one does.
 */
export type TaskSimulator<State> = (task: {
  readonly steps: readonly TaskStep[];
  readonly state?: State;
  readonly file: string;
}) => { readonly recording: Recording | null; readonly truth: TaskTruth; readonly state: State };
