import { StudyError } from '#base';
import { type Recording, readRecording } from '#recording';
import { emgRecordings, participantsName } from './bids-paths.ts';
import { readDescription } from './bids-reader.ts';
import { type SessionPlace, sessionFolder, sessionScans, subjectSessions } from './recorded-session.ts';
import type { State } from './study.ts';
import type { StudyFolder } from './study-folder.ts';
import { parseTable } from './table.ts';

/** Cells of a row, without those that are `n/a` or empty. */
export type KnownCells = Readonly<Record<string, string>>;

/** One recording of a guided test with what its tables say. */
export interface SessionRecording {
  /** Path in the study. */
  readonly file: string;
  readonly run: number;
  /** What the protocol calls it: `fresh`, `fatigued`, `between`, …; absent where nobody said. */
  readonly name?: string;
  readonly state?: State;
  readonly targetPercent?: number;
  /** Begin after that of the session's first recording (s); null where a clock is missing. */
  readonly offsetS: number | null;
  readonly recording: Recording;
}

/** One session of a person as its tables tell it: no recording is opened. */
export interface SessionRow extends SessionPlace {
  readonly cells: KnownCells;
}

/** A guided test that was recorded, with all that lies in its study. */
export interface StudySession extends SessionRow {
  readonly study: string;
  readonly simulated: boolean;
  /** What `participants.tsv` says of the person. */
  readonly person: KnownCells;
  readonly recordings: readonly SessionRecording[];
  /** All sessions of the study by person, for comparisons; this one too. */
  readonly sessions: readonly SessionRow[];
}

function known(cells: Readonly<Record<string, string>>): KnownCells {
  return Object.fromEntries(Object.entries(cells).filter(([, text]) => text !== '' && text !== 'n/a'));
}

/** Rows of a tab-separated table of a study; none where there is no such table. */
async function rowsOf(folder: StudyFolder, paths: readonly string[], file: string, key: string): Promise<KnownCells[]> {
  if (!paths.includes(file)) return [];
  return parseTable(await folder.read(file), { file, delimiter: '\t', required: [key] }).map(({ cells }) =>
    known(cells),
  );
}

/**
 * The sessions of a BIDS study, in the order of people and numbers: what their tables say of them. Recordings are not
 * opened, so this is quick for large studies.
 *
 * @throws StudyError when a table cannot be read.
 */
export async function studySessions(folder: StudyFolder): Promise<SessionRow[]> {
  const paths = await folder.list();
  const places = new Map<string, SessionPlace>();
  for (const path of paths) {
    const [, subject, session] = /^sub-([^/]+)\/ses-([^/]+)\//.exec(path) ?? [];
    if (subject !== undefined) places.set(`${subject}/${session}`, { subject, session });
  }
  const tables = new Map<string, KnownCells[]>();
  for (const { subject } of places.values()) {
    if (!tables.has(subject)) tables.set(subject, await rowsOf(folder, paths, subjectSessions(subject), 'session_id'));
  }
  return [...places.values()].map((place) => {
    const row = tables.get(place.subject)?.find(({ session_id }) => session_id === `ses-${place.session}`) ?? {};
    const { session_id: _, ...cells } = row;
    return { ...place, cells };
  });
}

const secondsOf = (text: string | undefined): number =>
  text === undefined ? Number.NaN : Date.parse(`${text}Z`) / 1000;

function stateOf(text: string | undefined): State | undefined {
  return text === 'fresh' || text === 'fatigued' ? text : undefined;
}

/** The number of a recording in its name; those without one come last. */
const runOf = (path: string): number => Number(/_run-(\d+)_/.exec(path)?.[1] ?? Number.MAX_SAFE_INTEGER);

/**
 * Reads a session that `record` wrote, or any session of a BIDS-EMG study: its recordings, opened, and what the tables of
 * the study say of it, of the person and of the person's other sessions.
 *
 * @throws StudyError when there is no such session, or a table cannot be read.
 * @throws FormatError for a recording that cannot be read.
 */
export async function readStudySession(folder: StudyFolder, place: SessionPlace): Promise<StudySession> {
  const { name: study, simulated } = await readDescription(folder);
  const paths = await folder.list();
  const base = `${sessionFolder(place)}/`;
  const files = emgRecordings(paths)
    .filter(({ path }) => path.startsWith(base))
    .map(({ path }) => path)
    .sort((a, b) => runOf(a) - runOf(b));
  const sessions = await studySessions(folder);
  if (files.length === 0) {
    const own = sessions.filter(({ subject }) => subject === place.subject).map(({ session }) => session);
    throw new StudyError(
      `There is no recording of session ${place.session} of ${place.subject} in ${folder.name}.`,
      own.length > 0 ? `Sessions there are: ${own.join(', ')}.` : 'Look at the codes of people in participants.tsv.',
    );
  }
  const people = await rowsOf(folder, paths, participantsName, 'participant_id');
  const { participant_id: _, ...person } =
    people.find(({ participant_id }) => participant_id?.replace(/^sub-/, '') === place.subject) ?? {};
  const scans = new Map(
    (await rowsOf(folder, paths, sessionScans(place), 'filename')).map((cells) => [`${base}${cells.filename}`, cells]),
  );
  const firstS = secondsOf(scans.get(files[0])?.acq_time);
  const recordings: SessionRecording[] = [];
  for (const file of files) {
    const { state, protocol_recording: name, target_percent: target, acq_time: time } = scans.get(file) ?? {};
    const offsetS = secondsOf(time) - firstS;
    recordings.push({
      file,
      run: runOf(file),
      ...(name !== undefined && { name }),
      ...(stateOf(state) && { state: stateOf(state) }),
      ...(target !== undefined && { targetPercent: Number(target) }),
      offsetS: Number.isFinite(offsetS) ? offsetS : null,
      recording: await readRecording(await folder.read(file), { file }),
    } as SessionRecording);
  }
  const cells = sessions.find((row) => row.subject === place.subject && row.session === place.session)?.cells ?? {};
  return { ...place, study, simulated, cells, person, recordings, sessions };
}
