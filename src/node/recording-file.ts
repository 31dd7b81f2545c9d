import { stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { ArgumentError, type Clock, StudyError } from '#base';
import {
  type EmgJsonOptions,
  edfLayout,
  edfRecordCount,
  type LossCause,
  type Recording,
  type RecordingEvent,
  type RecordingWriterOptions,
  recordingWriter,
} from '#recording';
import { clockJumps } from './clock-jumps.ts';
import { reasonOf } from './files.ts';
import { makeFolder } from './make-folder.ts';
import { type OpenNew, openNew, type RecordingHandle, readAll, writeAll } from './recording-disk.ts';
import { fileDigest, openDigest, syncFolder, writeSidecars } from './recording-sidecars.ts';

/** Where and how {@link openRecordingFile} writes. */
export interface RecordingFileOptions extends RecordingWriterOptions {
  /** The file, ending in `_emg.edf` or `_emg.bdf` in a study. Missing folders are made; the file must not be there. */
  readonly path: string;
  /** What `_emg.json` tells; `lengthS` is filled in. */
  readonly emg: EmgJsonOptions;
  /** Tells whether the computer's date jumps. */
  readonly clock: Clock;
  /** @default Node's own */
  readonly open?: OpenNew;
}

/** A closed recording. */
export interface ClosedRecording {
  readonly path: string;
  readonly sha256: string;
  /** Samples of each channel, lost ones counted. */
  readonly nSamples: number;
}

/**
 * A recording that is being written. Every method fails with the same StudyError once the disk has refused something: by
 * then all whole records are safe, and the file is closed. Calls may overlap; they are carried out in their order.
 */
export interface RecordingFile {
  /** Samples so far, lost ones counted. */
  readonly nSamples: number;
  /** Seconds that are on the disk for good. */
  readonly savedS: number;
  /** Takes samples [nChannels][nSamples]; done when every record that they complete is on the disk for good. */
  add(values: readonly Float64Array[]): Promise<void>;
  /** Takes note that samples never came. */
  lost(nSamples: number, cause: LossCause): Promise<void>;
  /** Stores an event with the next record. */
  event(event: RecordingEvent): void;
  /** Writes what is left, closes the header, and writes the sidecars with the file's SHA-256. */
  close(): Promise<ClosedRecording>;
}

interface OpenFile {
  readonly handle: RecordingHandle;
  readonly path: string;
  readonly ino: number | bigint;
  readonly headerBytes: number;
}

/** Nobody may have taken the file away: a system goes on writing into one that has no name any more. */
async function requirePlace({ path, ino }: OpenFile): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.ino !== ino) throw Object.assign(new Error(path), { code: 'ENOENT' });
}

/** Puts what a file without a name holds beside the computer's temporary files. */
async function rescued({ handle, path }: OpenFile, length: number): Promise<string | undefined> {
  try {
    if ((await handle.stat()).nlink > 0) return undefined;
    const place = join(tmpdir(), `myofade-rescued-${process.pid}-${basename(path)}`);
    await writeFile(place, await readAll(handle, length, 0), { flag: 'wx' });
    return place;
  } catch {
    return undefined;
  }
}

/** Closes a file after a fault: only whole records stay, and the header tells how many. */
async function closedAfterFault(file: OpenFile, cause: unknown, nSaved: number, layout: Layout): Promise<StudyError> {
  const { handle, path, headerBytes } = file;
  const { recordBytes, recordS } = layout;
  const end = headerBytes + nSaved * recordBytes;
  const quietly = (step: () => Promise<unknown>) => step().catch(() => undefined);
  await quietly(() => handle.truncate(end));
  const { at, bytes } = edfRecordCount(nSaved);
  // A file without one record stays open in its header, so that `recover` knows it for an empty one.
  if (nSaved > 0) await quietly(() => writeAll(handle, bytes, at));
  await quietly(() => handle.sync());
  const isGone = (cause as NodeJS.ErrnoException).code === 'ENOENT';
  const place = isGone ? await rescued(file, end) : undefined;
  await quietly(() => handle.close());
  const reason = isGone ? 'it was moved or removed while it was written' : reasonOf(cause);
  const kept = nSaved === 0 ? 'Nothing was saved yet' : `The first ${nSaved * recordS} s are saved`;
  const where = place === undefined ? (isGone ? ' where it was moved to' : '') : ` in ${place}`;
  const next = 'then start a new recording; `myofade recover` writes what is missing beside this one.';
  const fix =
    (cause as NodeJS.ErrnoException).code === 'ENOSPC'
      ? `Make room on the disk, or record to another one; ${next}`
      : `Check the folder and its disk; ${next}`;
  return new StudyError(`Cannot go on writing ${path}: ${reason}. ${kept}${where}.`, fix, { cause });
}

interface Layout {
  readonly recordBytes: number;
  readonly recordS: number;
}

/** Events of all records, read back from the file: memory does not hold them while it grows. */
async function storedEvents(
  { handle, headerBytes }: OpenFile,
  nRecords: number,
  file: string,
): Promise<RecordingEvent[]> {
  const layout = edfLayout(await readAll(handle, headerBytes, 0), file);
  const events: RecordingEvent[] = [];
  let firstS = 0;
  for (let record = 0; record < nRecords; record++) {
    const { startS, events: told } = layout.notesOf(
      await readAll(handle, layout.recordBytes, headerBytes + record * layout.recordBytes),
    );
    if (record === 0) firstS = startS ?? 0;
    for (const event of told) events.push({ ...event, onsetS: Number((event.onsetS - firstS).toFixed(9)) });
  }
  return events;
}

async function opened(path: string, open: OpenNew, header: Uint8Array): Promise<OpenFile> {
  try {
    await makeFolder(dirname(path));
    const handle = await open(path);
    const file = { handle, path, ino: (await handle.stat()).ino, headerBytes: header.length };
    try {
      await writeAll(handle, header, 0);
      await handle.sync();
      await syncFolder(dirname(path));
    } catch (cause) {
      await handle.close().catch(() => undefined);
      throw cause;
    }
    return file;
  } catch (cause) {
    const isThere = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw new StudyError(
      `Cannot begin the recording ${path}: ${isThere ? 'there is a file of this name already' : reasonOf(cause)}.`,
      isThere ? 'Choose another run or name; recordings are never replaced.' : 'Choose a place you may write to.',
      { cause },
    );
  }
}

/**
 * Opens a recording on disk: the header is there before the first sample, every record is appended and on the disk for good
 * before the next, and a program that is killed loses at most the record it had not written. `_emg.json` and
 * `_channels.tsv` are there from the start, so that `recover` can close the recording as it was meant.
 *
 * Take the study with `lockStudy` before.
 *
 * @throws StudyError when the file exists or cannot be made. @throws ArgumentError as `recordingWriter` does.
 */
export async function openRecordingFile(options: RecordingFileOptions): Promise<RecordingFile> {
  const { path, emg, clock, open = openNew, device, firmware, startedAt } = options;
  const writer = recordingWriter(options);
  const about: Recording = {
    channels: writer.channels,
    events: [],
    provenance: {
      file: basename(path),
      format: options.format,
      sha256: '',
      ...(device !== undefined && { device }),
      ...(firmware !== undefined && { firmware }),
      ...(startedAt !== undefined && { startedAt }),
    },
    issues: [],
  };
  const header = writer.header();
  const file = await opened(path, open, header);
  const { handle, headerBytes } = file;
  try {
    await writeSidecars(path, { recording: about, emg: { ...emg, lengthS: 0 }, sha256: openDigest });
  } catch (cause) {
    throw await closedAfterFault(file, cause, 0, { recordBytes: 0, recordS: writer.recordS });
  }
  const jumped = clockJumps(clock);
  let recordBytes = 0;
  let nSaved = 0;
  let fault: StudyError | undefined;
  let isClosed = false;
  let turn: Promise<unknown> = Promise.resolve();

  /** Does something after all that came before. A fault stays, and nobody has to listen to it. */
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const done = turn.then(async () => {
      if (fault) throw fault;
      try {
        return await act();
      } catch (cause) {
        fault = await closedAfterFault(file, cause, nSaved, { recordBytes, recordS: writer.recordS });
        throw fault;
      }
    });
    turn = done.catch(() => undefined);
    return done;
  };
  const append = (records: readonly Uint8Array[]): Promise<void> => {
    const done = inTurn(async () => {
      for (const record of records) {
        recordBytes = record.length;
        await writeAll(handle, record, headerBytes + nSaved * record.length);
        await handle.datasync();
        await requirePlace(file);
        nSaved++;
      }
    });
    done.catch(() => undefined);
    return done;
  };
  const requireOpen = (): void => {
    if (fault) throw fault;
    if (isClosed) throw new ArgumentError('The recording is closed — in RecordingFile.', 'Open a new one.');
  };
  /** Looks at the date once per record. */
  const taken = (records: readonly Uint8Array[]): Promise<void> => {
    const jump = records.length > 0 ? jumped(writer.nSamples / options.fs) : undefined;
    if (jump) writer.event(jump);
    return append(records);
  };

  return {
    get nSamples() {
      return writer.nSamples;
    },
    get savedS() {
      return nSaved * writer.recordS;
    },
    async add(values) {
      requireOpen();
      await taken(writer.add(values));
    },
    async lost(nSamples, cause) {
      requireOpen();
      await taken(writer.lost(nSamples, cause));
    },
    event(event) {
      requireOpen();
      writer.event(event);
    },
    async close() {
      requireOpen();
      isClosed = true;
      const { nSamples } = writer;
      const { records, header: final } = writer.finish();
      await append(records);
      return inTurn(async () => {
        await writeAll(handle, final, 0);
        await handle.sync();
        await requirePlace(file);
        const events = await storedEvents(file, nSaved, path);
        await handle.close();
        await syncFolder(dirname(path));
        const sha256 = await fileDigest(path);
        await writeSidecars(path, {
          recording: about,
          emg: { ...emg, lengthS: nSamples / options.fs },
          sha256,
          events,
        });
        return { path, sha256, nSamples };
      });
    },
  };
}
