import { readFile } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { ArgumentError } from '#base';
import type { ResultStore } from '#study';
import { writeWhole } from './files.ts';

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
      try {
        return await readFile(pathOf(name), 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    write: (name, text) => writeWhole(pathOf(name), text),
  };
}
