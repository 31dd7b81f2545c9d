import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ArgumentError } from '#base';
import { makeFolder } from './make-folder.ts';

/** A longer text does not fit one string of JavaScript. */
const largestMb = 500;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: 'a part of the path is not a folder',
  EACCES: 'access is not allowed',
  EPERM: 'access is not allowed',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its links go round in a circle',
};

/** Why the system refused, in words a user can act on. */
export function reasonOf(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  return (code && reasons[code]) ?? message ?? String(cause);
}

/** Why a path cannot be read whole; undefined where it can. A pipe can, a device may never end. */
async function obstacleOf(path: string): Promise<string | undefined> {
  const found = await stat(path);
  if (found.isDirectory()) return reasons.EISDIR;
  if (!found.isFile() && !found.isFIFO()) return 'it is a device, not a file';
  const mb = found.size / 1e6;
  return mb > largestMb ? `it holds ${mb.toFixed(0)} MB, more than ${largestMb} MB` : undefined;
}

/**
 * Reads a whole file.
 *
 * @throws ArgumentError when it cannot be read, with the reason.
 */
export async function readBytes(path: string): Promise<Uint8Array> {
  const refusal = (reason: string, options?: { cause: unknown }): ArgumentError =>
    new ArgumentError(`Cannot read ${path}: ${reason}.`, 'Check the path, the file and its permissions.', options);
  try {
    const obstacle = await obstacleOf(path);
    if (obstacle !== undefined) throw refusal(obstacle);
    return await readFile(path);
  } catch (cause) {
    throw cause instanceof ArgumentError ? cause : refusal(reasonOf(cause), { cause });
  }
}

/** Does something with a temporary neighbour of a path, in a folder that is there; nothing of it stays. */
async function withNeighbour(path: string, act: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await makeFolder(dirname(path));
    await act(temporary);
  } catch (cause) {
    throw new ArgumentError(
      `Cannot write ${path}: ${reasonOf(cause)}.`,
      'Choose a place you may write to (--out; --report of analyze).',
      { cause },
    );
  } finally {
    // What was never made, or took its place already, cannot be removed; the error above says more.
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

/**
 * Writes a file so that it is either whole or as it was before: a temporary neighbour takes its place when it is done.
 * Missing folders are made.
 *
 * @throws ArgumentError when it cannot be written, with the reason.
 */
export function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  return withNeighbour(path, async (temporary) => {
    await writeFile(temporary, content);
    await rename(temporary, path);
  });
}

/**
 * Makes sure that a file can be written, before the work whose result it will hold. Missing folders are made.
 *
 * @throws ArgumentError when it cannot, with the reason.
 */
export function requireWritable(path: string): Promise<void> {
  return withNeighbour(path, async (temporary) => {
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory()) throw Object.assign(new Error(path), { code: 'EISDIR' });
    await writeFile(temporary, '');
  });
}
