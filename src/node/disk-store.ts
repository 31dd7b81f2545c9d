import { readFile } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { ArgumentError } from '#base';
import type { ResultStore } from '#study';
import { reasonOf, writeWhole } from './files.ts';

/** Results below a folder on disk; every write is whole or not at all. */
export function diskStore(folder: string): ResultStore {
  const root = resolve(folder);
  const pathOf = (name: string): string => {
    const path = resolve(root, name);
    if (!path.startsWith(root + sep)) {
      throw new ArgumentError(`The result name ${name} leads out of ${root} — in diskStore.`, 'Use a plain name.');
    }
    return path;
  };
  return {
    async read(name) {
      const path = pathOf(name);
      try {
        return await readFile(path, 'utf8');
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw new ArgumentError(
          `Cannot read the stored result ${path}: ${reasonOf(cause)}.`,
          'Remove it, or keep results elsewhere with --out.',
          { cause },
        );
      }
    },
    write: (name, text) => writeWhole(pathOf(name), text),
  };
}
