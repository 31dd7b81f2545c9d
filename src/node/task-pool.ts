import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { Tinypool } from 'tinypool';
import { CancelledError } from '#base';

/** How one task is run. */
export interface TaskOptions {
  readonly signal?: AbortSignal;
  /** Buffers of the task that its worker may have: they move there without being copied, and are gone here. */
  readonly handOver?: readonly ArrayBuffer[];
}

/** Runs tasks side by side on the computer's processors. */
export interface TaskPool {
  /** How many run at once. */
  readonly nThreads: number;
  /** Runs an exported function of the module. @throws CancelledError when the signal was aborted before it was done. */
  run<Task, Result>(name: string, task: Task, options?: TaskOptions): Promise<Result>;
  close(): Promise<void>;
}

/**
 * Worker threads that run exported functions of a module, one thread per processor. What a task throws arrives without
 * its class; a worker that has to tell what went wrong returns it.
 */
export function taskPool(module: URL): TaskPool {
  const nThreads = availableParallelism();
  const pool = new Tinypool({
    filename: module.href,
    minThreads: nThreads,
    maxThreads: nThreads,
    runtime: 'worker_threads',
  });
  return {
    nThreads,
    async run<Task, Result>(name: string, task: Task, { signal, handOver = [] }: TaskOptions = {}) {
      // Every waiting task listens: as many as there are files.
      if (signal) setMaxListeners(0, signal);
      try {
        return (await pool.run(task, { name, transferList: [...handOver], ...(signal && { signal }) })) as Result;
      } catch (error) {
        if (signal?.aborted) throw new CancelledError('The work');
        throw error;
      }
    },
    close: () => pool.destroy(),
  };
}

/** The result of a task whose buffers move to the caller without being copied. */
export function handedOver<Result extends object>(result: Result, buffers: readonly ArrayBuffer[]): Result {
  const moving = {
    [Tinypool.transferableSymbol]: buffers,
    [Tinypool.valueSymbol]: result,
  };
  return Tinypool.move(moving as unknown as ArrayBuffer) as unknown as Result;
}
