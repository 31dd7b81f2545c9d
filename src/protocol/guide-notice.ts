import type { AddedStep, GuideEnd, GuideRating, GuideTrial } from './guide-state.ts';
import type { ProtocolStep, StepOutcome } from './protocol-step.ts';
import type { RatingScale } from './rating-scale.ts';

/** What whoever leads a test can ask for at any time; what makes no sense at the moment is refused with a reason. */
export type GuideCommand =
  /** From `ready`. */
  | { readonly kind: 'begin' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  /** Takes the maximal squeeze just done again, or the step that is being done. */
  | { readonly kind: 'repeat' }
  /** Ends a rest; it is noted in its outcome. */
  | { readonly kind: 'skip' }
  | { readonly kind: 'abort' }
  /** Stops at once. */
  | { readonly kind: 'pain' }
  /** Answers the question that is open; null: no answer. */
  | { readonly kind: 'answer'; readonly value: number | null };

/** What happens to a guided test. Time goes on with samples alone. */
export type GuideInput =
  | {
      readonly kind: 'effort';
      /** At the guide's rate: force in N, or EMG envelope in mV; NaN for a lost sample. */
      readonly values: Float64Array;
    }
  | GuideCommand;

/** What a guided test tells, in the order in which it happened; `atS` is the guide's clock. */
export type GuideNotice = { readonly atS: number } & (
  | {
      readonly kind: 'step-started';
      readonly step: ProtocolStep;
      readonly added?: AddedStep;
      /** Of a target: the effort to hold, in N or mV. */
      readonly target?: number;
      /** What the person is told. */
      readonly cue: string;
    }
  | {
      readonly kind: 'step-ended';
      readonly step: ProtocolStep;
      readonly added?: AddedStep;
      /** What the test goes on with; null where the step was added, broken off, or is taken again. */
      readonly outcome: StepOutcome | null;
      readonly isBrokenOff: boolean;
    }
  | { readonly kind: 'trial-judged'; readonly trial: GuideTrial }
  /** The rested maximum is known, or a better trial changed it. */
  | { readonly kind: 'reference'; readonly value: number; readonly unit: 'N' | 'mV'; readonly reason: string }
  | { readonly kind: 'ask'; readonly scale: RatingScale }
  | { readonly kind: 'answered'; readonly rating: GuideRating }
  | { readonly kind: 'recording-opened'; readonly name: string; readonly state?: 'fresh' | 'fatigued' }
  | {
      readonly kind: 'recording-closed';
      readonly name: string;
      readonly state?: 'fresh' | 'fatigued';
      /** False where the test ended within it. */
      readonly isComplete: boolean;
    }
  | { readonly kind: 'paused' }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'refused'; readonly command: GuideCommand['kind']; readonly reason: string }
  | { readonly kind: 'caution'; readonly message: string }
  | { readonly kind: 'finished'; readonly why: GuideEnd }
);

/** A notice before it has its time. */
export type Untimed<T> = T extends { readonly atS: number } ? Omit<T, 'atS'> : never;
