import { CancelledError } from './errors.ts';

/** One report of a long piece of work. */
export interface Progress {
  /** What is being done, in words for the user. */
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

/** What a long piece of work receives to speak and to be stopped. */
export interface WorkContext {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** @throws CancelledError when the user has stopped the work. */
export function stopIfCancelled(signal: AbortSignal | undefined, what: string): void {
  if (signal?.aborted) throw new CancelledError(what);
}
