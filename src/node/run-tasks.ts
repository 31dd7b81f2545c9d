import { stopIfCancelled, type WorkContext } from '#base';
import { taskPool } from './task-pool.ts';

/** What {@link runTasks} tells while it runs. */
export interface RunTasksOptions<Task, Result> extends WorkContext {
  readonly labelOf: (task: Task) => string;
  /** Called with each result as it comes. */
  readonly onResult?: (result: Result, task: Task) => Promise<void>;
}

/**
 * Runs one exported function of a module on all tasks, side by side as {@link taskPool} does, and gives the results in the
 * order of the tasks.
 *
 * @throws CancelledError when the user stops it; tasks that are running end unfinished.
 */
export async function runTasks<Task, Result>(
  module: URL,
  name: string,
  tasks: readonly Task[],
  { labelOf, onResult, signal, onProgress }: RunTasksOptions<Task, Result>,
): Promise<readonly Result[]> {
  stopIfCancelled(signal, 'The work');
  if (tasks.length === 0) return [];
  const pool = taskPool(module);
  let done = 0;
  try {
    return await Promise.all(
      tasks.map(async (task) => {
        const result = await pool.run<Task, Result>(name, task, signal ? { signal } : {});
        await onResult?.(result, task);
        onProgress?.({ label: labelOf(task), done: ++done, total: tasks.length });
        return result;
      }),
    );
  } finally {
    await pool.close();
  }
}
