import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { Tinypool } from 'tinypool';
import { CancelledError } from '#base';

/** Runs tasks side by side on the computer's processors. */
export interface TaskPool<Task, Result> {
  /** Runs one task. @throws CancelledError when the signal was aborted before it was done. */
  run(task: Task, signal?: AbortSignal): Promise<Result>;
  close(): Promise<void>;
}

/**
 * Worker threads that each run one exported function of a module: one per processor, fewer where there are fewer tasks.
 * What a task throws arrives without its class; a worker that has to tell what went wrong returns it.
 */
export function taskPool<Task, Result>(module: URL, name: string, nTasks: number): TaskPool<Task, Result> {
  const threads = Math.max(1, Math.min(availableParallelism(), nTasks));
  const pool = new Tinypool({
    filename: module.href,
    minThreads: threads,
    maxThreads: threads,
    runtime: 'worker_threads',
  });
  return {
    async run(task, signal) {
      // Every waiting task listens: as many as there are files.
      if (signal) setMaxListeners(0, signal);
      try {
        return (await pool.run(task, { name, ...(signal && { signal }) })) as Result;
      } catch (error) {
        if (signal?.aborted) throw new CancelledError('The batch');
        throw error;
      }
    },
    close: () => pool.destroy(),
  };
}
