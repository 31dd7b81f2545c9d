import type { ProtocolAsks } from './rating-scale.ts';

/** What {@link Protocol.kind} holds: a file says by it what it is. */
export const protocolKind = 'myofade protocol';
/** The version of protocol files that this program reads. */
export const protocolVersion = 1;

/** Still, hand relaxed. */
export interface RestStep {
  readonly kind: 'rest';
  readonly durationS: number;
  /** What the person is told, in their language. */
  readonly cue?: string;
}

/** When a hold counts as failed before its time: as `endurance` of the fatigue layer judges it. */
export interface HoldFailure {
  /** Share of the target (%) below which the force is too low. */
  readonly belowPercent: number;
  /** How long it must stay too low (s). */
  readonly forS: number;
}

/** A grip held at a share of the rested maximum. */
export interface TargetStep {
  readonly kind: 'target';
  /** Length (s); where the step may end by failure, its longest length. */
  readonly durationS: number;
  /** Force in % of the rested maximum. */
  readonly targetPercent: number;
  /** Left out: the step lasts its time, whatever the force does. */
  readonly failure?: HoldFailure;
  readonly cue?: string;
}

/** A squeeze as strong as possible. */
export interface MaximalStep {
  readonly kind: 'maximal';
  readonly durationS: number;
  /** True for a trial of the rested maximum: targets and rules refer to the largest of these. */
  readonly isReference?: boolean;
  readonly cue?: string;
}

/** When a repeat ends before its last round; judged after each round. */
export type StopRule =
  /** The round's last maximal squeeze reached at most this share (%) of the rested maximum. */
  | { readonly rule: 'mvc-at-most'; readonly percent: number }
  /** The best two squeezes of all rounds differ by at most this share (%) of the better one, and there were enough. */
  | { readonly rule: 'best-two-within'; readonly percent: number; readonly fewest: number }
  /** A target of the round was not held to its end. */
  | { readonly rule: 'target-failed' };

/** Steps done again and again. */
export interface Repeat {
  readonly kind: 'repeat';
  /** How often; at most that often where there is a rule. */
  readonly times: number;
  readonly until?: StopRule;
  readonly steps: readonly ProtocolPart[];
}

/** What can be repeated and recorded. */
export type ProtocolPart = RestStep | TargetStep | MaximalStep | Repeat;

/** A stretch that becomes one recording. What stands outside of recordings is done and not stored. */
export interface ProtocolRecording {
  readonly kind: 'recording';
  /** Small letters, digits and hyphens; each once. */
  readonly name: string;
  /** How the muscle is labelled in it; left out where a model should neither learn from it nor judge it. */
  readonly state?: 'fresh' | 'fatigued';
  readonly steps: readonly ProtocolPart[];
}

/** A guided test as plain data: what a person does, for how long, how often, and when it ends. */
export interface Protocol {
  readonly kind: typeof protocolKind;
  readonly version: typeof protocolVersion;
  /** Small letters, digits and hyphens. */
  readonly id: string;
  readonly name: string;
  /** What it is for and what is said to the person, in a few sentences. */
  readonly description: string;
  /** Where it comes from. */
  readonly source?: string;
  /** True where the file lies beside recordings of people who do not exist. SIMULATED. */
  readonly simulated?: true;
  /** How hard it was, asked at set moments of a guided test. */
  readonly asks?: ProtocolAsks;
  readonly steps: readonly (ProtocolPart | ProtocolRecording)[];
}
