import type { Json } from '#base';
import type { LossCause, RecordedChannel, RecordingEvent } from '#recording';

/** A recording that begins. */
export interface RecordingStart {
  /** Number among those of the session, from 1. */
  readonly run: number;
  /** What the protocol calls it; what lies between its recordings is `between`. */
  readonly name: string;
  /** How the protocol labels the muscle; null where no model shall learn from it. */
  readonly state: 'fresh' | 'fatigued' | null;
  readonly channels: readonly RecordedChannel[];
  /** Sampling rate (Hz). */
  readonly fs: number;
  /** Local time of its first sample. */
  readonly startedAt: string;
  readonly device: string;
  readonly firmware?: string;
}

/** What is known of a recording at its end. */
export interface RecordingEnd {
  /** False where the test ended within it: no model shall learn from it. */
  readonly isComplete: boolean;
  /** Force of its first target in % of the rested maximum. */
  readonly targetPercent?: number;
  /** Fall (%) of the last maximal squeeze before it below the rested maximum. */
  readonly lossPercent?: number;
  readonly nLost: number;
}

/** A recording that grows. Nothing here waits: see `SessionStore.room`. */
export interface RecordingSink {
  /** Samples as the device gives them [nChannels][nSamples]. */
  add(values: readonly Float64Array[]): void;
  lost(nSamples: number, cause: LossCause): void;
  /** Something that happened; its onset counts from the recording's first sample. */
  event(event: RecordingEvent): void;
  close(end: RecordingEnd): void;
}

/** Where a test is kept as it goes on. Calls are carried out in their order; the first failure ends the test. */
export interface SessionStore {
  open(start: RecordingStart): RecordingSink;
  /** Adds an entry to the journal, from which an interrupted test goes on. */
  note(entry: Json): void;
  /**
   * Waits until little enough is under way that more may come.
   *
   * @throws MyofadeError of the first failure, such as a full disk.
   */
  room(): Promise<void>;
  /** Waits until the disk has everything. @throws MyofadeError as `room` does. */
  settled(): Promise<void>;
}
