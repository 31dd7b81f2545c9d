import { CancelledError } from './errors.ts';

/** How fast work goes; only where the {@link WorkContext} has a clock. */
export interface Speed {
  /** Of one step, in milliseconds: the mean over about the last twenty. */
  readonly stepMs: number;
  /** Examples per second. */
  readonly perSecond: number;
  /** What is left at this speed, in seconds. */
  readonly leftS: number;
}

/** One report of a long piece of work. */
export interface Progress {
  /** What is being done, in words for the user. */
  readonly label: string;
  /** Parts finished so far, and parts in all. Within a long part, `done` may have a fraction. */
  readonly done: number;
  readonly total: number;
  readonly speed?: Speed;
}

/** What a long piece of work receives to speak and to be stopped. */
export interface WorkContext {
  /** Called after each finished part. */
  readonly onProgress?: (progress: Progress) => void;
  /** Aborted when the user wants the work to stop. */
  readonly signal?: AbortSignal;
  /**
   * A clock that only runs forward, in milliseconds. With it progress is reported more often and
   * with its speed; no result depends on it but the times in a training's history.
   */
  readonly now?: () => number;
}

/** @throws CancelledError when the user has stopped the work. */
export function stopIfCancelled(signal: AbortSignal | undefined, what: string): void {
  if (signal?.aborted) throw new CancelledError(what);
}
