import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Json } from '#base';
import type { RecordingEnd, RecordingSink, RecordingStart, SessionStore } from '#live';
import type { EdfFormat, EmgJsonOptions } from '#recording';
import {
  type SessionPlace,
  sessionFolder,
  sessionScans,
  sessionStem,
  subjectSessions,
  type TableCells,
  withTableRow,
} from '#study';
import { writeWhole } from './files.ts';
import type { Journal } from './journal.ts';
import { openRecordingFile, type RecordingFile } from './recording-file.ts';

/** Where a test is kept on disk. */
export interface SessionStoreOptions {
  /** Folder of the study; it has its dataset files already, and is locked. */
  readonly folder: string;
  readonly place: SessionPlace;
  readonly format: EdfFormat;
  /** What `_emg.json` of every recording tells. */
  readonly emg: EmgJsonOptions;
  readonly clock: Clock;
  readonly journal: Journal;
}

/** A session on disk. */
export interface DiskSessionStore extends SessionStore {
  /** Paths of the recordings so far, relative to the study, in their order. */
  readonly paths: readonly string[];
  /** Writes the session's row in the person's `_sessions.tsv`. */
  describe(cells: TableCells): Promise<void>;
}

/** Seconds of recording that may wait for the disk: more than any disk that works needs. */
const mostWaitingS = 5;

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** Adds a row to a table of the study, or changes it; the table is whole at every moment. */
export async function writeTableRow(folder: string, path: string, cells: TableCells, key: string): Promise<void> {
  const file = join(folder, path);
  await writeWhole(file, withTableRow(await readIfThere(file), cells, { file: path, key }));
}

/** The calibrations of load cells, with the zero of this test: a header's fields hold the line alone. */
function forceSensorsOf(channels: RecordingStart['channels']): Record<string, unknown> {
  const sensors = channels.flatMap(({ name, values }) =>
    values.unit === 'count' && values.calibration && 'points' in values.calibration
      ? [[name, values.calibration] as const]
      : [],
  );
  return sensors.length === 0 ? {} : { ForceSensors: Object.fromEntries(sensors) };
}

/**
 * Keeps a session in a BIDS-EMG study: every recording is a file that grows record by record, with its row in `_scans.tsv`
 * from its first moment (`state` is `n/a` until it is complete), and what happened goes into a journal.
 */
export function diskSessionStore(options: SessionStoreOptions): DiskSessionStore {
  const { folder, place, format, emg, clock, journal } = options;
  const paths: string[] = [];
  let failure: unknown;
  let turn: Promise<unknown> = Promise.resolve();
  let waitingS = 0;

  /** Does something after all that came before; what fails stays as the failure of the session. */
  function inTurn(act: () => Promise<unknown>): void {
    turn = turn.then(act).catch((error: unknown) => {
      failure ??= error;
    });
  }

  /** Without waiting for what came before: the file keeps its own order. */
  function beside(done: Promise<unknown>, durationS = 0): void {
    waitingS += durationS;
    const settled = done
      .catch((error: unknown) => {
        failure ??= error;
      })
      .then(() => {
        waitingS -= durationS;
      });
    turn = Promise.all([turn, settled]);
  }

  function scansRow(start: RecordingStart, end: RecordingEnd | null): Promise<void> {
    const cells = {
      filename: `${sessionStem(place, start.run)}_emg.${format}`,
      acq_time: start.startedAt,
      state: end?.isComplete && start.state ? start.state : 'n/a',
      target_percent: end?.targetPercent,
      mvc_loss: end?.lossPercent === undefined ? undefined : Number(end.lossPercent.toFixed(1)),
      protocol_recording: start.name,
      lost_samples: end?.nLost,
    };
    return writeTableRow(folder, sessionScans(place), cells, 'filename');
  }

  function open(start: RecordingStart): RecordingSink {
    const path = `${sessionFolder(place)}/${sessionStem(place, start.run)}_emg.${format}`;
    paths.push(path);
    const { channels, fs, startedAt, device, firmware } = start;
    const opened = openRecordingFile({
      path: join(folder, path),
      format,
      channels,
      fs,
      startedAt,
      device,
      ...(firmware !== undefined && { firmware }),
      patient: `${place.subject} X X X`,
      emg: { ...emg, more: { ...emg.more, ...forceSensorsOf(channels) } },
      clock,
    });
    opened.catch(() => undefined);
    let file: RecordingFile | undefined;
    void opened.then(
      (one) => {
        file = one;
      },
      () => undefined,
    );
    inTurn(async () => {
      await opened;
      await scansRow(start, null);
    });
    /** At once where the file is open, and in the order of calls in any case. */
    const use = (act: (one: RecordingFile) => Promise<unknown>, durationS = 0): void =>
      beside(file ? act(file) : opened.then(act), durationS);
    return {
      add: (values) => use((one) => one.add(values), values[0].length / fs),
      lost: (n, cause) => use((one) => one.lost(n, cause), n / fs),
      event: (event) => use(async (one) => one.event(event)),
      close(end) {
        use((one) => one.close());
        inTurn(() => (failure === undefined ? scansRow(start, end) : Promise.resolve()));
      },
    };
  }

  async function room(): Promise<void> {
    if (failure !== undefined) throw failure;
    if (waitingS < mostWaitingS) return;
    await turn;
    if (failure !== undefined) throw failure;
  }

  return {
    paths,
    open,
    note(entry: Json) {
      // What the journal tells is on the disk: a test that goes on from it misses no sample.
      inTurn(() => journal.add(entry));
    },
    room,
    async settled() {
      await turn;
      if (failure !== undefined) throw failure;
    },
    describe: (cells) =>
      writeTableRow(
        folder,
        subjectSessions(place.subject),
        { session_id: `ses-${place.session}`, ...cells },
        'session_id',
      ),
  };
}
