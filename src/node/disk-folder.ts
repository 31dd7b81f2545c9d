import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { ArgumentError, StudyError } from '#base';
import type { StudyFolder } from '#study';
import { readBytes, reasonOf } from './files.ts';

/** Folders that hold results or tools, never recordings. */
const skipped = new Set(['derivatives', 'node_modules', '.git']);

/** More files than any study has: somebody pointed to a whole disk. */
const mostFiles = 100_000;

async function filesBelow(root: string): Promise<string[]> {
  const files: string[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const at = folder;
    const entries = await readdir(at, { withFileTypes: true }).catch((cause: unknown) => {
      throw new StudyError(`Cannot open the folder ${at}: ${reasonOf(cause)}.`, 'Give access to it, or move it away.', {
        cause,
      });
    });
    for (const entry of entries) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) folders.push(path);
      } else if (entry.isFile() || entry.isSymbolicLink()) {
        files.push(path);
      }
    }
    if (files.length > mostFiles) {
      throw new StudyError(
        `${root} holds more than ${mostFiles} files, which is no study.`,
        'Point to the folder that holds recordings.csv or dataset_description.json.',
      );
    }
  }
  return files;
}

/** The real path of a folder that can be listed. */
async function folderAt(path: string): Promise<string> {
  const refusal = (reason: string, fix: string, cause?: unknown): ArgumentError =>
    new ArgumentError(`Cannot open the study ${path}: ${reason}.`, fix, { cause });
  const found = await stat(path).catch((cause: unknown) => {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw refusal(isMissing ? 'there is no such folder' : reasonOf(cause), 'Check the path.', cause);
  });
  if (!found.isDirectory()) throw refusal('it is a file, not a folder', 'Point to the folder it stands in.');
  return realpath(path);
}

/**
 * A study folder on disk. No path leads out of it, neither by `..` nor by a link.
 *
 * @throws ArgumentError when there is no such folder.
 */
export async function diskFolder(path: string): Promise<StudyFolder> {
  const root = await folderAt(path);
  const inside = root.endsWith(sep) ? root : root + sep;
  const outside = (file: string): StudyError =>
    new StudyError(`The path ${file} leads out of the study folder.`, 'Keep all recordings inside the study folder.');
  return {
    name: basename(root),
    async list() {
      return (await filesBelow(root)).map((file) => relative(root, file).split(sep).join('/')).sort();
    },
    async read(file) {
      const target = resolve(root, file);
      if (!target.startsWith(inside)) throw outside(file);
      const real = await realpath(target).catch(() => target);
      if (!real.startsWith(inside)) throw outside(file);
      try {
        return await readBytes(real);
      } catch (cause) {
        if (!(cause instanceof ArgumentError)) throw cause;
        // The path inside the study: where the study lies on this computer is nobody's business in a report.
        const message = cause.message.replace(real, file);
        throw new StudyError(message, 'Check the file and its permissions.', { cause });
      }
    },
  };
}
