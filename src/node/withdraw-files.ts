import { readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { ArgumentError } from '#base';
import type { WholeStudy, WithdrawalPlan } from '#study';
import { readBytes, reasonOf, writeWhole } from './files.ts';

/** Tools' own folders: their history is told about, not changed. */
const skipped = new Set(['node_modules', '.git']);

async function pathsBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new ArgumentError(
      `Cannot open the folder ${folder}: ${reasonOf(cause)}.`,
      'Check the path and its permissions.',
      {
        cause,
      },
    );
  });
  const inside = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : pathsBelow(root, path);
      return [relative(root, path).split(sep).join('/')];
    }),
  );
  return inside.flat();
}

/**
 * All files of a study folder on disk, those of `derivatives` too, for a withdrawal. A link is a file of its own.
 *
 * @throws ArgumentError when there is no such folder, or a file cannot be read.
 */
export async function wholeStudy(path: string): Promise<WholeStudy> {
  const root = resolve(path);
  return { paths: (await pathsBelow(root, root)).sort(), read: (file) => readBytes(join(root, file)) };
}

/**
 * Does what a withdrawal says: files first and tables last, so that one that was interrupted can be done again. Folders
 * that are then empty go as well.
 *
 * @throws ArgumentError for a file that cannot be removed or written.
 */
export async function withdrawFiles(
  path: string,
  { deleted, rewritten }: Pick<WithdrawalPlan, 'deleted' | 'rewritten'>,
): Promise<void> {
  const root = resolve(path);
  const folders = new Set<string>();
  for (const { path: file } of deleted) {
    await rm(join(root, file), { force: true }).catch((cause: unknown) => {
      throw new ArgumentError(
        `Cannot remove ${file}: ${reasonOf(cause)}.`,
        'Give access to it and withdraw again; what is left is found.',
        { cause },
      );
    });
    for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) folders.add(folder);
  }
  for (const { path: file, text } of rewritten) await writeWhole(join(root, file), text);
  // Inner folders first.
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) {
    await rmdir(join(root, folder)).catch(() => undefined);
  }
}
