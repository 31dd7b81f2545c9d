import { type FileHandle, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Json, MyofadeError } from '#base';
import { reasonOf } from './files.ts';
import { makeFolder } from './make-folder.ts';

/** A file of JSON lines that only grows: what stands in it survives a power cut. */
export interface Journal {
  /** Adds an entry and waits until the disk has it. Entries are written in the order of the calls. */
  add(entry: Json): Promise<void>;
  close(): Promise<void>;
}

function failure(path: string, cause: unknown): MyofadeError {
  return new MyofadeError(
    'STUDY',
    `Cannot write the journal ${path}: ${reasonOf(cause)}.`,
    'Free or reconnect the disk; what was written before is kept, and record --resume goes on from there.',
    { cause },
  );
}

/**
 * Opens a journal to write at its end; its folder is made where it is missing.
 *
 * @throws MyofadeError when it cannot be written, here or in `add`.
 */
export async function openJournal(path: string): Promise<Journal> {
  let handle: FileHandle;
  try {
    await makeFolder(dirname(path));
    handle = await open(path, 'a+');
    // A line that a power cut tore would swallow the next one.
    const { size } = await handle.stat();
    const last = new Uint8Array(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    if (size > 0 && last[0] !== 10) await handle.appendFile('\n');
  } catch (cause) {
    throw failure(path, cause);
  }
  let queue: Promise<unknown> = Promise.resolve();
  const write = async (entry: Json): Promise<void> => {
    try {
      await handle.appendFile(`${JSON.stringify(entry)}\n`);
      await handle.datasync();
    } catch (cause) {
      throw failure(path, cause);
    }
  };
  return {
    add(entry) {
      const written = queue.then(() => write(entry));
      queue = written.catch(() => undefined);
      return written;
    },
    async close() {
      await queue;
      await handle.close();
    },
  };
}

/** The entries of a journal in their order; a line that a power cut tore is left out. None where there is no file. */
export async function readJournal(path: string): Promise<Json[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw failure(path, cause);
  }
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Json];
    } catch {
      return []; // torn
    }
  });
}
