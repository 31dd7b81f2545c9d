import { type FileHandle, open } from 'node:fs/promises';

/** What a recorder needs of an open file. */
export type RecordingHandle = Pick<FileHandle, 'write' | 'read' | 'datasync' | 'sync' | 'truncate' | 'stat' | 'close'>;

/** Opens a file that is not there yet, to be written and read. Tests pass one that fails. */
export type OpenNew = (path: string) => Promise<RecordingHandle>;

/** Node's own way. */
export const openNew: OpenNew = (path) => open(path, 'wx+');

/** Writes all bytes at a place: one call to the system may take fewer. */
export async function writeAll(handle: RecordingHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

/** Reads all bytes from a place, as far as the file goes. */
export async function readAll(handle: RecordingHandle, length: number, at: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, at + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}
