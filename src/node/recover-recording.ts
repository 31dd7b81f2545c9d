import { createHash } from 'node:crypto';
import { open, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ArgumentError, FormatError } from '#base';
import {
  channelsTsv,
  durationS,
  type EdfLayout,
  edfLayout,
  edfRecordCount,
  emgJson,
  eventsTsv,
  type Recording,
  readRecording,
} from '#recording';
import { readBytes, reasonOf, writeWhole } from './files.ts';
import { readAll, writeAll } from './recording-disk.ts';
import { digestKey, emgJsonKeys, fileDigest, openDigest, sidecarPaths, syncFolder } from './recording-sidecars.ts';

/**
 * How a recording was found. `closed`: it had not been, and is now. `completed`: it was, and its sidecars are now. `whole`: there
 * was nothing to do. `empty`: not one record was whole; what there was is kept aside. `foreign`: another program wrote it and did not close
 * it. `damaged`: records are missing, or the header is unusable. Nothing was touched in the last two.
 */
export type RecoveryState = 'closed' | 'completed' | 'whole' | 'empty' | 'foreign' | 'damaged';

/** What {@link recoverRecording} did with one file. */
export interface Recovery {
  readonly path: string;
  readonly state: RecoveryState;
  /** Length of what is there (s). */
  readonly lengthS: number;
  /** What was done or found, in sentences. */
  readonly notes: readonly string[];
}

/** More than any header: 256 bytes for each signal. */
const headBytes = 1 << 20;

/** Name of the hidden neighbour that keeps bytes which belong to no whole record. */
function asidePath(path: string, bytes: Uint8Array): string {
  const mark = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  return join(dirname(path), `.${basename(path)}.${mark}.torn`);
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** Moves a recording that holds nothing aside, with the sidecars that the recorder had begun. */
async function putAside(path: string, bytes: Uint8Array): Promise<Recovery> {
  const aside = asidePath(path, bytes);
  const isBegun = (await emgJsonKeys(path))?.[digestKey] === openDigest;
  if (isBegun) {
    const { emg, channels } = sidecarPaths(path);
    for (const sidecar of [channels, emg]) {
      await rename(sidecar, join(dirname(sidecar), `.${basename(sidecar)}.torn`)).catch(() => undefined);
    }
  }
  await rename(path, aside);
  await syncFolder(dirname(path));
  return { path, state: 'empty', lengthS: 0, notes: [`Not one second was whole; kept as ${basename(aside)}.`] };
}

/** Writes what the recorder would have written beside the recording. */
async function completeSidecars(path: string, wasClosedNow: boolean): Promise<string[]> {
  const keys = await emgJsonKeys(path);
  const paths = sidecarPaths(path);
  const isBegun = keys?.[digestKey] === openDigest;
  // A study may keep its sidecars elsewhere: only what a recorder left undone is done.
  if (!isBegun && !(wasClosedNow && /_emg\.(edf|bdf)$/i.test(path))) return [];
  const recording: Recording = await readRecording(await readBytes(path), { file: basename(path) });
  const sha256 = await fileDigest(path);
  const written: string[] = [];
  const put = async (to: string, text: string) => {
    await writeWhole(to, text);
    written.push(basename(to));
  };
  if (!(await exists(paths.channels))) await put(paths.channels, channelsTsv(recording));
  if (!(await exists(paths.events))) await put(paths.events, eventsTsv(recording.events));
  const taskName = /_task-([A-Za-z0-9]+)/.exec(basename(path))?.[1] ?? 'unknown';
  const anew = JSON.parse(emgJson(recording, { taskName, more: { [digestKey]: sha256 } })) as Record<string, unknown>;
  if (isBegun) {
    const lengthS = Number(durationS(recording).toFixed(6));
    await put(paths.emg, `${JSON.stringify({ ...keys, RecordingDuration: lengthS, [digestKey]: sha256 }, null, 2)}\n`);
  } else if (!(await exists(paths.emg))) {
    await put(paths.emg, `${JSON.stringify(anew, null, 2)}\n`);
  }
  await syncFolder(dirname(path));
  return written.length === 0 ? [] : [`Wrote ${written.join(', ')}.`];
}

/** Cuts what stands behind the whole records off, after it was kept aside, and tells their number in the header. */
async function closeFile(path: string, layout: EdfLayout, nRecords: number, size: number): Promise<string[]> {
  const { headerBytes, recordBytes, recordS } = layout;
  const end = headerBytes + nRecords * recordBytes;
  const notes: string[] = [];
  const handle = await open(path, 'r+');
  try {
    if (size > end) {
      const tail = await readAll(handle, size - end, end);
      const aside = asidePath(path, tail);
      await writeWhole(aside, tail);
      await syncFolder(dirname(path));
      await handle.truncate(end);
      notes.push(`Kept ${tail.length} bytes of an unfinished record as ${basename(aside)}.`);
    }
    const { at, bytes } = edfRecordCount(nRecords);
    await writeAll(handle, bytes, at);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return [`Closed with ${nRecords * recordS} s.`, ...notes];
}

/**
 * Closes a recording that its recorder could not: whole records stay, bytes of an unfinished one are kept in a hidden file
 * beside it, the header tells the number of records, and the sidecars with the SHA-256 are written. Doing it again does nothing.
 * Only files of this product are touched. Whoever may still write the file must be gone.
 *
 * @throws ArgumentError when the file cannot be read or written.
 */
export async function recoverRecording(path: string): Promise<Recovery> {
  try {
    const { size } = await stat(path);
    const handle = await open(path, 'r');
    const head = await readAll(handle, Math.min(size, headBytes), 0).finally(() => handle.close());
    let layout: EdfLayout;
    try {
      layout = edfLayout(head, path);
    } catch (cause) {
      if (!(cause instanceof FormatError)) throw cause;
      // A recorder that is killed in its first moment leaves nothing, or a header that stops.
      if (size === 0) return await putAside(path, head);
      return { path, state: 'damaged', lengthS: 0, notes: [cause.message] };
    }
    return await recovered(path, layout, size, head);
  } catch (cause) {
    if (cause instanceof ArgumentError || cause instanceof FormatError) throw cause;
    throw new ArgumentError(`Cannot recover ${path}: ${reasonOf(cause)}.`, 'Check the path and its permissions.', {
      cause,
    });
  }
}

async function recovered(path: string, layout: EdfLayout, size: number, head: Uint8Array): Promise<Recovery> {
  const { headerBytes, recordBytes, recordS, isOurs } = layout;
  const complete = Math.floor((size - headerBytes) / recordBytes);
  const nRecords = layout.nRecords < 0 ? complete : layout.nRecords;
  const lengthS = Math.min(nRecords, complete) * recordS;
  const isClosed = layout.nRecords >= 0 && size === headerBytes + nRecords * recordBytes;
  if (complete < nRecords) {
    const note = `The header promises ${nRecords} records and ${complete} are there: copy the file again from where it was recorded.`;
    return { path, state: 'damaged', lengthS, notes: [note] };
  }
  if (!isOurs) {
    const note = 'Another program wrote it and did not close it; it can be read as it is.';
    return isClosed ? { path, state: 'whole', lengthS, notes: [] } : { path, state: 'foreign', lengthS, notes: [note] };
  }
  if (nRecords === 0) return putAside(path, size <= headBytes ? head : await readBytes(path));
  const closing = isClosed ? [] : await closeFile(path, layout, nRecords, size);
  const sidecars = await completeSidecars(path, !isClosed);
  const state = isClosed ? (sidecars.length > 0 ? 'completed' : 'whole') : 'closed';
  return { path, state, lengthS, notes: [...closing, ...sidecars] };
}
