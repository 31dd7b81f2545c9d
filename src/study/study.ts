import type { Issue } from '#base';
import type { SegmentIndex, StrengthEstimate } from '#fatigue';
import type { Example } from '#model';
import type { Segment } from '#recording';

/** The two states a recording is labelled with. */
export type State = 'fresh' | 'fatigued';

/** One recording of a study, as its manifest names it. */
export interface StudyEntry {
  readonly subject: string;
  /** Absent where nobody says it: such a recording can be analysed and compared, and neither learned from nor judged. */
  readonly state?: State;
  /** Path inside the study folder, with forward slashes. */
  readonly file: string;
  /** What the file itself does not tell, or tells wrongly. */
  readonly channel?: string;
  readonly sensor?: string;
  readonly fs?: number;
  /** Force level of the hold in % of the rested maximum; 70 when not given. */
  readonly targetPercent?: number;
}

/** A study: who was recorded in which state. */
export interface Study {
  readonly name: string;
  /** Form of the folder it was read from. */
  readonly form: 'manifest' | 'bids-emg';
  /** True when its people do not exist; every figure then says SIMULATED. */
  readonly simulated: boolean;
  readonly entries: readonly StudyEntry[];
  /** What else the tables and file names say of each file, by column: a session, a task, the sex. Models never see it. */
  readonly facts?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** How a study's tables are read. */
export interface StudyReading {
  /**
   * True where something learns from states, judges or compares them: tables must then tell them, and recordings without
   * one are left out. @default false: every recording, with its state where it is told
   */
  readonly needsState?: boolean;
}

/** A signal made small enough to draw: lowest and highest value of each bin, and the envelope, in the channel's unit. */
export interface Trace {
  readonly binS: number;
  readonly unit: string;
  readonly min: Float32Array;
  readonly max: Float32Array;
  readonly envelope: Float32Array;
  readonly threshold: number;
}

/** One recording of a study after analysis: what models may see, what they must not, and what a person wants to see. */
export interface StudyRecording {
  readonly entry: StudyEntry;
  /** SHA-256 of the file. */
  readonly sha256: string;
  readonly fs: number;
  readonly durationS: number;
  readonly segments: readonly Segment[];
  readonly indices: readonly SegmentIndex[];
  readonly strength: StrengthEstimate | null;
  readonly issues: readonly Issue[];
  readonly trace: Trace;
  /** What models see; null when they cannot use the recording, with the reason in `excluded`. */
  readonly example: Example | null;
  /** What is not physiology (recording length, onset, …), in the order of `nuisances`; null when excluded. */
  readonly nuisance: Float64Array | null;
  /** Why an evaluation leaves the recording out; null when it does not. */
  readonly excluded: string | null;
}
