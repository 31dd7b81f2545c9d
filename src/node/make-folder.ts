import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const codeOf = (cause: unknown): string | undefined => (cause as NodeJS.ErrnoException).code;

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return false;
    throw cause;
  }
}

/**
 * Makes a folder and those that lead to it, one by one: Node's own `recursive` never ends in a tree that answers every
 * attempt with ENOENT, as `/proc` does.
 *
 * @throws NodeJS.ErrnoException when the system refuses one of them.
 */
export async function makeFolder(path: string): Promise<void> {
  const missing: string[] = [];
  for (let at = path; !(await isThere(at)); at = dirname(at)) missing.unshift(at);
  for (const folder of missing) {
    // Another process may have made it since.
    await mkdir(folder).catch((cause: unknown) => {
      if (codeOf(cause) !== 'EEXIST') throw cause;
    });
  }
}
