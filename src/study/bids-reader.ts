import { StudyError } from '#base';
import { type BidsRecordingPath, descriptionName, emgRecordings, participantsName, scansTables } from './bids-paths.ts';
import type { Study, StudyEntry, StudyReading } from './study.ts';
import type { StudyFolder } from './study-folder.ts';
import { requireSubjectName } from './subject-name.ts';
import { parseTable } from './table.ts';

/** Whether the paths of a folder's files are those of a BIDS study. */
export function isBidsStudy(paths: readonly string[]): boolean {
  return paths.includes(descriptionName);
}

function descriptionOf(bytes: Uint8Array): { name: string; simulated: boolean } {
  let found: unknown;
  try {
    found = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new StudyError(
      `Cannot read ${descriptionName}: it is not JSON.`,
      'Correct the file, or write it again: it needs Name and BIDSVersion.',
      { cause },
    );
  }
  const { Name: name, Simulated: simulated = false } = { ...(found as Record<string, unknown>) };
  if (typeof name !== 'string' || name.trim() === '') {
    throw new StudyError(`Cannot read ${descriptionName}: it has no Name.`, 'Add "Name" with the name of the study.');
  }
  if (typeof simulated !== 'boolean') {
    throw new StudyError(
      `Cannot read ${descriptionName}: Simulated must be true or false, got ${JSON.stringify(simulated)}.`,
      'Write true when the people of the study do not exist, or leave it out.',
    );
  }
  return { name, simulated };
}

/**
 * What a BIDS study says of itself.
 *
 * @throws StudyError when its description cannot be read.
 */
export async function readDescription(folder: StudyFolder): Promise<{ name: string; simulated: boolean }> {
  return descriptionOf(await folder.read(descriptionName));
}

/** Subjects of `participants.tsv`, without `sub-`, with their other cells. */
function participantsOf(bytes: Uint8Array): Map<string, Readonly<Record<string, string>>> {
  const seen = new Map<string, number>();
  const people = new Map<string, Readonly<Record<string, string>>>();
  const rows = parseTable(bytes, { file: participantsName, delimiter: '\t', required: ['participant_id'] });
  for (const { line, cells } of rows) {
    const subject = cells.participant_id.replace(/^sub-/, '');
    requireSubjectName(subject, participantsName, line);
    const before = seen.get(subject);
    if (before !== undefined) {
      throw new StudyError(
        `Cannot read ${participantsName}: sub-${subject} stands in line ${before} and again in line ${line}.`,
        'Keep one line per person.',
      );
    }
    seen.set(subject, line);
    const { participant_id: _, ...further } = cells;
    people.set(subject, further);
  }
  return people;
}

/** What a `_scans.tsv` says about one recording. */
interface ScansRow {
  readonly table: string;
  readonly line: number;
  readonly path: string;
  readonly state: string;
  readonly targetPercent?: number;
  /** All its cells. */
  readonly cells: Readonly<Record<string, string>>;
}

function targetOf(text: string, table: string, line: number): number | undefined {
  if (text === '' || text === 'n/a') return undefined;
  const value = Number(text);
  if (value > 0 && value <= 100) return value;
  throw new StudyError(
    `Cannot read ${table}: target_percent must lie in (0, 100], got '${text}' — line ${line}.`,
    'Write the force of the hold in percent of the maximum, or n/a.',
  );
}

async function scansRows(
  folder: StudyFolder,
  paths: readonly string[],
  needsState: boolean,
): Promise<Map<string, ScansRow>> {
  const rows = new Map<string, ScansRow>();
  for (const table of scansTables(paths)) {
    const file = table.path;
    const required: ('filename' | 'state')[] = needsState ? ['filename', 'state'] : ['filename'];
    for (const { line, cells } of parseTable(await folder.read(file), { file, delimiter: '\t', required })) {
      const path = table.folder + cells.filename;
      // Other modalities of the same session may stand in the same table.
      if (!/_emg\.(edf|bdf)$/i.test(path)) continue;
      const before = rows.get(path);
      if (before) {
        throw new StudyError(
          `Cannot read ${file}: ${cells.filename} stands there again in line ${line}, after line ${before.line} of ${before.table}.`,
          'Keep one line per recording.',
        );
      }
      const targetPercent = targetOf(cells.target_percent ?? '', file, line);
      const known = targetPercent === undefined ? {} : { targetPercent };
      rows.set(path, { table: file, line, path, state: cells.state ?? '', cells, ...known });
    }
  }
  return rows;
}

/** BIDS entities of a file name under their full names, such as `{ session: '2', task: 'handgrip' }`. */
function entitiesOf(path: string): Record<string, string> {
  const names: Readonly<Record<string, string>> = { ses: 'session', acq: 'acquisition' };
  const pairs = (path.split('/').at(-1) ?? '').split('_').map((part) => part.split('-'));
  return Object.fromEntries(
    pairs.filter((pair) => pair.length === 2 && pair[0] !== 'sub').map(([key, value]) => [names[key] ?? key, value]),
  );
}

/** The recording as an entry; nothing when its state is needed and `n/a`. */
function toEntry({ path, subject }: BidsRecordingPath, row: ScansRow | undefined, needsState: boolean): StudyEntry[] {
  const { state = '', table, line, targetPercent } = row ?? {};
  const target = targetPercent === undefined ? {} : { targetPercent };
  if (needsState && state === 'n/a') return [];
  if (!needsState && (state === 'n/a' || state === '')) return [{ subject, file: path, ...target }];
  if (state !== 'fresh' && state !== 'fatigued') {
    throw new StudyError(
      `Cannot read ${table}: state must be fresh, fatigued or n/a, got '${state}' — line ${line}.`,
      'Correct the word; n/a leaves the recording out.',
    );
  }
  return [{ subject, state, file: path, ...target }];
}

/** @throws StudyError when tables and files do not name the same recordings and people. */
function checkAgreement(
  recordings: readonly BidsRecordingPath[],
  rows: ReadonlyMap<string, ScansRow>,
  participants: ReadonlyMap<string, unknown>,
  needsState: boolean,
): void {
  const present = new Set(recordings.map(({ path }) => path));
  for (const { path, table, line } of rows.values()) {
    if (present.has(path)) continue;
    throw new StudyError(
      `Cannot read ${table}: there is no recording ${path} — line ${line}.`,
      'Correct the path (relative to the table), or add the file.',
    );
  }
  for (const { path, folder, subject } of recordings) {
    if (!participants.has(subject)) {
      throw new StudyError(
        `Cannot read ${participantsName}: it has no line for sub-${subject}, of whom there is ${path}.`,
        `Add a line sub-${subject}, or take the recording out of the folder.`,
      );
    }
    if (!needsState || rows.has(path)) continue;
    const table = `${folder}${folder.slice(0, -1).replaceAll('/', '_')}_scans.tsv`;
    throw new StudyError(
      `The state of ${path} is unknown: ${table} has no line for it.`,
      `Add the line ${path.slice(folder.length)} with the state fresh, fatigued or n/a (left out).`,
    );
  }
}

/**
 * Reads a study in the form of BIDS-EMG: recordings `sub-<id>/[ses-<id>/]emg/*_emg.edf`, their states in the column `state`
 * of each `_scans.tsv` (`fresh`, `fatigued`, or `n/a` for a recording that nothing is to be learned from) and, where it is
 * known, the force of the hold in `target_percent`. Recordings themselves are not opened.
 *
 * @throws StudyError when a table is missing or unreadable, tables and files contradict each other, or states are needed
 * and not there.
 */
export async function readBidsStudy(folder: StudyFolder, { needsState = false }: StudyReading = {}): Promise<Study> {
  const paths = await folder.list();
  for (const name of [descriptionName, participantsName]) {
    if (paths.includes(name)) continue;
    throw new StudyError(`${folder.name} is no BIDS study: it has no ${name}.`, `Add ${name}.`);
  }
  const { name, simulated } = await readDescription(folder);
  const participants = participantsOf(await folder.read(participantsName));
  const recordings = emgRecordings(paths);
  const rows = await scansRows(folder, paths, needsState);
  checkAgreement(recordings, rows, participants, needsState);
  const entries = recordings.flatMap((recording) => toEntry(recording, rows.get(recording.path), needsState));
  if (entries.length === 0) {
    throw new StudyError(
      `${folder.name} holds no recordings${needsState ? ' with a state' : ''}: ${recordings.length} EMG files were found.`,
      `Add recordings (sub-<id>/emg/…_emg.edf)${needsState ? ', and their states to the _scans.tsv tables' : ''}.`,
    );
  }
  const facts = Object.fromEntries(
    entries.map(({ file, subject }) => {
      const { filename: _, target_percent: __, state: ___, ...cells } = rows.get(file)?.cells ?? {};
      return [file, { ...participants.get(subject), ...cells, ...entitiesOf(file) }];
    }),
  );
  return { name, form: 'bids-emg', simulated, entries, facts };
}
