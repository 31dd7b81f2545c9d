import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ArgumentError, MyofadeError } from '#base';
import { reasonOf } from './files.ts';
import { makeFolder } from './make-folder.ts';

/** Whether there is anything in a folder; one that is not there is empty. */
async function isEmpty(path: string): Promise<boolean> {
  try {
    return (await readdir(path)).length === 0;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw cause;
  }
}

/**
 * Makes a folder with all that `write` puts into it, or leaves everything as it was: a temporary neighbour takes its place
 * when it is done. What an error, a cancelled work or the end of the program leaves of the neighbour is removed.
 *
 * @throws ArgumentError when the folder holds anything already, or cannot be made.
 */
export async function wholeFolder<T>(path: string, write: (temporary: string) => Promise<T>): Promise<T> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  const remove = { recursive: true, force: true, maxRetries: 5 } as const;
  const onExit = (): void => rmSync(temporary, remove);
  try {
    if (!(await isEmpty(path))) {
      throw new ArgumentError(`${path} is not empty.`, 'Name a folder that is empty or not there yet.');
    }
    await makeFolder(dirname(path));
    process.once('exit', onExit);
    await mkdir(temporary);
    const result = await write(temporary);
    // An empty folder in its place; some systems rename onto none.
    await rmdir(path).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'ENOENT') throw cause;
    });
    await rename(temporary, path);
    return result;
  } catch (cause) {
    if (cause instanceof MyofadeError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new ArgumentError(`Cannot write ${path}: ${reasonOf(cause)}.`, 'Choose a place you may write to.', { cause });
  } finally {
    process.off('exit', onExit);
    await rm(temporary, remove).catch(() => undefined);
  }
}
