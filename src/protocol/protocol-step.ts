import type { HoldFailure, ProtocolRecording } from './protocol.ts';

/** One step of a running test, with everything that is known about it before it is done. */
export interface ProtocolStep {
  /** Place among all steps of the test, from 0. */
  readonly index: number;
  readonly kind: 'rest' | 'target' | 'maximal';
  /** Length (s); of a target with `failure` the longest. */
  readonly durationS: number;
  /** Effort of a target in % of the rested maximum. */
  readonly targetPercent?: number;
  readonly failure?: HoldFailure;
  /** Whether it is a trial of the rested maximum. */
  readonly isReference: boolean;
  readonly cue?: string;
  /** The recording it belongs to; left out where it is done and not stored. */
  readonly recording?: Pick<ProtocolRecording, 'name' | 'state'>;
  /** Round of each repeat around it, from 1, outermost first. */
  readonly rounds: readonly number[];
}

/** What came of a step. */
export interface StepOutcome {
  /** Force of a maximal squeeze (N), where it was measured. */
  readonly mvcN?: number;
  /** EMG amplitude of a maximal squeeze (mV), where no force was measured: it is no strength. A test has one of both. */
  readonly mvcMv?: number;
  /** How long a target was held (s), where it failed before its time. */
  readonly heldS?: number;
  /** Share of the time (%) for which a target was met within its band, from the first time it was reached. */
  readonly inBandPercent?: number;
  /** True for a rest that was cut short by whoever leads the test. */
  readonly isCutShort?: true;
}

/** A step with what came of it. */
export interface StepDone {
  readonly step: ProtocolStep;
  readonly outcome: StepOutcome;
}
