import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Person, RecordingEntry, SessionEntry, StudyInfo, TableRowCells } from '#api';
import { diskFolder, sessionResults, software } from '#node';
import {
  emgRecordings,
  manifestName,
  parseTable,
  readDescription,
  type StudyFolder,
  sessionScans,
  subjectSessions,
} from '#study';
import { RefusedRequest } from './refused-request.ts';

/** What a study holds, read anew for each request: tables grow while tests are recorded. */
export interface StudyIndex {
  info(): Promise<StudyInfo>;
  people(): Promise<Person[]>;
  recordings(): Promise<RecordingEntry[]>;
  /** Sessions of one person, or of all, oldest first. */
  sessions(subject?: string): Promise<SessionEntry[]>;
  /** The recording of an id. @throws RefusedRequest where there is none. */
  entry(id: string): Promise<RecordingEntry>;
}

/** Id of a recording: it follows from its place in the study, and no place follows from it. */
export function recordingId(file: string): string {
  return createHash('sha256').update(file).digest('hex').slice(0, 20);
}

type Rows = readonly Readonly<Record<string, string>>[];

const cellsOf = (row: Readonly<Record<string, string>>): TableRowCells =>
  Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell === 'n/a' || cell === '' ? null : cell]));

async function rowsOf(folder: StudyFolder, paths: readonly string[], path: string): Promise<Rows> {
  if (!paths.includes(path)) return [];
  const delimiter = path.endsWith('.tsv') ? ({ delimiter: '\t' } as const) : {};
  return parseTable(await folder.read(path), {
    file: path,
    required: [],
    anyCase: path === manifestName,
    ...delimiter,
  }).map(({ cells }) => cells);
}

const stateOf = (cell: string | undefined): RecordingEntry['state'] =>
  cell === 'fresh' || cell === 'fatigued' ? cell : null;

async function bidsRecordings(folder: StudyFolder, paths: readonly string[]): Promise<RecordingEntry[]> {
  const tables = new Map<string, Promise<Rows>>();
  const entries: RecordingEntry[] = [];
  for (const { path: file, folder: place, subject } of emgRecordings(paths)) {
    const [, session] = /ses-([^/]+)\/$/.exec(place) ?? [];
    const table =
      session === undefined ? `sub-${subject}/sub-${subject}_scans.tsv` : sessionScans({ subject, session });
    if (!tables.has(table)) tables.set(table, rowsOf(folder, paths, table));
    const row = (await tables.get(table))?.find(({ filename }) => place + filename === file) ?? {};
    const cells = cellsOf(row);
    entries.push({
      id: recordingId(file),
      subject,
      session: session ?? null,
      file,
      name: cells.protocol_recording ?? null,
      state: stateOf(row.state),
      cells,
    });
  }
  return entries;
}

async function manifestRecordings(folder: StudyFolder, paths: readonly string[]): Promise<RecordingEntry[]> {
  return (await rowsOf(folder, paths, manifestName)).flatMap((row) => {
    const file = (row.file ?? '').replaceAll('\\', '/');
    if (!paths.includes(file)) return [];
    const state = stateOf(row.state?.toLowerCase());
    return [
      {
        id: recordingId(file),
        subject: row.subject ?? '',
        session: null,
        file,
        name: null,
        state,
        cells: cellsOf(row),
      },
    ];
  });
}

/** The index of a study folder that need not be there yet. */
export function studyIndex(root: string): StudyIndex {
  async function opened(): Promise<{ folder: StudyFolder; paths: readonly string[] } | undefined> {
    if (!(await stat(root).catch(() => undefined))) return undefined;
    const folder = await diskFolder(root);
    return { folder, paths: await folder.list() };
  }
  async function recordings(): Promise<RecordingEntry[]> {
    const open = await opened();
    if (!open) return [];
    const { folder, paths } = open;
    return paths.includes(manifestName) ? manifestRecordings(folder, paths) : bidsRecordings(folder, paths);
  }
  async function sessions(subject?: string): Promise<SessionEntry[]> {
    const open = await opened();
    if (!open) return [];
    const { folder, paths } = open;
    const all = await recordings();
    const rows: SessionEntry[] = [];
    const groups = new Map<string, RecordingEntry[]>();
    for (const entry of all) {
      if (subject !== undefined && entry.subject !== subject) continue;
      const key = `${entry.subject}/${entry.session ?? ''}`;
      groups.set(key, [...(groups.get(key) ?? []), entry]);
    }
    const people = subject === undefined ? new Set((await peopleOf()).map((one) => one.subject)) : new Set([subject]);
    const tables = new Map<string, Rows>();
    for (const one of people) {
      const table = await rowsOf(folder, paths, subjectSessions(one));
      tables.set(one, table);
      // A test that ended before its first recording has a row and no file.
      for (const { session_id = '' } of table) {
        const key = `${one}/${session_id.replace(/^ses-/, '')}`;
        if (!groups.has(key)) groups.set(key, []);
      }
    }
    for (const [key, recorded] of groups) {
      const [person, name] = key.split('/');
      const session = name === '' ? null : name;
      const row = tables.get(person)?.find(({ session_id }) => session_id === `ses-${session}`) ?? {};
      const cells = cellsOf(row);
      const startedAt = cells.acq_time ?? recorded[0]?.cells.acq_time ?? null;
      const result = session === null ? undefined : join(root, sessionResults({ subject: person, session }).result);
      const hasResult = result !== undefined && (await stat(result).catch(() => undefined)) !== undefined;
      rows.push({ subject: person, session, startedAt, cells, recordings: recorded, hasResult });
    }
    return rows.sort(
      (a, b) => (a.startedAt ?? '').localeCompare(b.startedAt ?? '') || a.subject.localeCompare(b.subject),
    );
  }
  async function peopleOf(): Promise<Person[]> {
    const open = await opened();
    if (!open) return [];
    const all = await recordings();
    const table = await rowsOf(open.folder, open.paths, 'participants.tsv');
    const cells = new Map(table.map((row) => [(row.participant_id ?? '').replace(/^sub-/, ''), cellsOf(row)]));
    const subjects = [...new Set([...cells.keys(), ...all.map(({ subject }) => subject)])].filter((one) => one !== '');
    return subjects.sort().map((subject) => {
      const own = all.filter((entry) => entry.subject === subject);
      const nSessions = new Set(own.map(({ session }) => session)).size;
      return { subject, cells: cells.get(subject) ?? {}, nSessions, nRecordings: own.length };
    });
  }
  return {
    async info() {
      const open = await opened();
      const paths = open?.paths ?? [];
      const isManifest = paths.includes(manifestName);
      const described =
        open && paths.includes('dataset_description.json') ? await readDescription(open.folder) : undefined;
      const [people, all] = [await peopleOf(), await recordings()];
      return {
        name: described?.name ?? basename(root),
        folder: root,
        form: isManifest ? 'manifest' : described ? 'bids-emg' : 'empty',
        simulated: isManifest ? false : (described?.simulated ?? null),
        nPeople: people.length,
        nRecordings: all.length,
        canRecord: !isManifest,
        software: software(),
      };
    },
    people: peopleOf,
    recordings,
    sessions,
    async entry(id) {
      const found = (await recordings()).find((entry) => entry.id === id);
      if (found) return found;
      throw new RefusedRequest('NOT_FOUND', `There is no recording ${id}.`, 'Load the list of recordings again.');
    },
  };
}
