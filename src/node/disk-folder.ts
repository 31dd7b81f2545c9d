import { readdir, realpath } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { StudyError } from '#base';
import type { StudyFolder } from '#study';
import { readBytes } from './files.ts';

/** Folders that hold results or tools, never recordings. */
const skipped = new Set(['derivatives', 'node_modules', '.git']);

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = entries.map((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesBelow(path);
    return entry.isFile() || entry.isSymbolicLink() ? [path] : [];
  });
  return (await Promise.all(nested)).flat();
}

/**
 * A study folder on disk. No path leads out of it, neither by `..` nor by a link.
 *
 * @throws StudyError when there is no such folder.
 */
export async function diskFolder(path: string): Promise<StudyFolder> {
  let root: string;
  try {
    root = await realpath(path);
    await readdir(root);
  } catch (cause) {
    throw new StudyError(`Cannot open the study ${path}: there is no such folder.`, 'Check the path.', { cause });
  }
  const outside = (file: string): StudyError =>
    new StudyError(`The path ${file} leads out of the study folder.`, 'Keep all recordings inside the study folder.');
  return {
    name: basename(root),
    async list() {
      return (await filesBelow(root)).map((file) => relative(root, file).split(sep).join('/')).sort();
    },
    async read(file) {
      const target = resolve(root, file);
      if (!target.startsWith(root + sep)) throw outside(file);
      const real = await realpath(target).catch(() => target);
      if (!real.startsWith(root + sep)) throw outside(file);
      return readBytes(real);
    },
  };
}
