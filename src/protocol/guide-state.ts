import type { Issue } from '#base';
import type { MvcTrial } from '#fatigue';
import type { HoldWatch } from './hold-watch.ts';
import type { Protocol } from './protocol.ts';
import type { ProtocolPlace } from './protocol-place.ts';
import type { ProtocolStep, StepOutcome } from './protocol-step.ts';
import type { RatingScaleId } from './rating-scale.ts';

/** What the samples of a guided test are. */
export type EffortKind = 'force' | 'emg';

/** How a test is led, apart from its protocol. */
export interface GuideOptions {
  /** Rate of the effort samples (Hz), such as 100. */
  readonly fs: number;
  /** `force`: tared, in N. `emg`: envelope (moving RMS) in mV, for protocols that can do without force. @default 'force' */
  readonly effort?: EffortKind;
  /** What came of the steps of an interrupted test: it goes on behind them. */
  readonly outcomes?: readonly StepOutcome[];
  /** Trials of the rested maximum before the first target; 1 leaves it to the protocol. @default 2 */
  readonly fewestReferenceTrials?: number;
  /** After so many nothing more is asked for. @default 5 */
  readonly mostReferenceTrials?: number;
  /** How well the best two must agree (% of the better one). @default 5 */
  readonly withinPercent?: number;
  /** Rest before a trial of the rested maximum is taken again (s). @default 60 */
  readonly trialRestS?: number;
  /** Rest before any other step is taken again, or goes on after a pause (s). @default 5 */
  readonly leadInS?: number;
  /** Half-width of the target band (% of the target). @default 5 */
  readonly bandPercent?: number;
  /** Two easy squeezes before anything else. @default false */
  readonly practise?: boolean;
  /** How long an unanswered question at the end is waited for (s). @default 60 */
  readonly answerWithinS?: number;
  /** By EMG alone: most rounds of a repeat that a falling maximum ends. @default 15 */
  readonly mostRoundsByEmg?: number;
}

/** Options with their defaults. */
export type GuideSettings = Required<Omit<GuideOptions, 'outcomes'>>;

/** Why a step is done that the protocol does not name, or names but is done again. */
export type AddedStep = 'practice' | 'rest' | 'again';

/** What is being done. */
export interface GuideDoing {
  /** The protocol's step; of an added one its like, with the index of the protocol's step that it belongs to. */
  readonly step: ProtocolStep;
  /** Left out for a protocol's step done for the first time. */
  readonly added?: AddedStep;
  /** Samples of it so far, and those of them that were lost. */
  readonly nSamples: number;
  readonly nLost: number;
  /** Effort to be held, in the unit of the effort. */
  readonly target?: number;
  /** Effort of a maximal squeeze so far; null where a sample was lost. */
  readonly squeeze?: readonly (number | null)[];
  readonly hold?: HoldWatch;
}

/** One maximal squeeze of a test. */
export interface GuideTrial {
  /** The protocol's step that it belongs to. */
  readonly stepIndex: number;
  readonly isReference: boolean;
  readonly rounds: readonly number[];
  /** Its end on the guide's clock (s). */
  readonly endS: number;
  /** Times on the guide's clock; null where nothing was squeezed or too much was lost. */
  readonly trial: MvcTrial | null;
  /** What was said to the person. */
  readonly words: string;
  /** False once it was taken again on request. */
  readonly isCounted: boolean;
}

/** What a person said; null where they did not. */
export interface GuideRating {
  readonly scale: RatingScaleId;
  readonly value: number | null;
  readonly atS: number;
  readonly stepIndex: number;
}

/** Why a test is over: all done, a stop rule was met, rounds ran out before it was, or somebody or something ended it. */
export type GuideEnd = 'protocol-over' | 'rule-met' | 'time-out' | 'aborted' | 'pain' | 'no-signal';

export type GuidePhase = 'ready' | 'running' | 'paused' | 'asking' | 'finished';

/** A guided test at one moment: plain data that JSON keeps. */
export interface GuideState {
  /** The protocol as it is done: by EMG alone with fewer rounds. */
  readonly protocol: Protocol;
  readonly settings: GuideSettings;
  readonly phase: GuidePhase;
  readonly end?: GuideEnd;
  /** The guide's clock: all samples so far, lost ones and those of pauses counted. */
  readonly nSamples: number;
  readonly place: ProtocolPlace;
  /** What came of the protocol's steps so far; `nextStep(protocol, outcomes)` is the one to do. */
  readonly outcomes: readonly StepOutcome[];
  readonly doing: GuideDoing | null;
  /** Added steps still to do before the protocol's own. */
  readonly queue: readonly { readonly step: ProtocolStep; readonly added: AddedStep }[];
  /** True where the protocol's step at the place is taken again. */
  readonly isAgain: boolean;
  readonly recording: ProtocolStep['recording'] | null;
  readonly trials: readonly GuideTrial[];
  readonly ratings: readonly GuideRating[];
  /** A question that waits for its answer. */
  readonly ask: { readonly scale: RatingScaleId; readonly stepIndex: number; readonly sinceSample: number } | null;
  /** Last effort that was not lost; null before the first, and while samples are lost. */
  readonly effort: number | null;
  readonly message: string;
  readonly issues: readonly Issue[];
}
