import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ArgumentError } from '#base';

/** Why the system refused, in words a user can act on. */
function reasonOf(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  const words: Record<string, string> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder, not a file',
    ENOTDIR: 'a part of the path is not a folder',
    EACCES: 'access is not allowed',
    EPERM: 'access is not allowed',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
  };
  return (code && words[code]) ?? String((cause as Error | undefined)?.message ?? cause);
}

/**
 * Reads a whole file.
 *
 * @throws ArgumentError when it cannot be read, with the reason.
 */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new ArgumentError(`Cannot read ${path}: ${reasonOf(cause)}.`, 'Check the path and its permissions.', {
      cause,
    });
  }
}

/**
 * Writes a file so that it is either whole or as it was before: a temporary neighbour takes its place when it is done.
 * Missing folders are made.
 *
 * @throws ArgumentError when it cannot be written, with the reason.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new ArgumentError(`Cannot write ${path}: ${reasonOf(cause)}.`, 'Choose another place with --out.', { cause });
  }
}
