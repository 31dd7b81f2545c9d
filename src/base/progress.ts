import { CancelledError } from './errors.ts';

/** One report of a long piece of work. */
export interface Progress {
  /** What is being done, in words for the user. */
  readonly label: string;
  /** Parts finished so far, and parts in all. */
  readonly done: number;
  readonly total: number;
}

/** What a long piece of work receives to speak and to be stopped. */
export interface WorkContext {
  /** Called after each finished part. */
  readonly onProgress?: (progress: Progress) => void;
  /** Aborted when the user wants the work to stop. */
  readonly signal?: AbortSignal;
}

/** @throws CancelledError when the user has stopped the work. */
export function stopIfCancelled(signal: AbortSignal | undefined, what: string): void {
  if (signal?.aborted) throw new CancelledError(what);
}
