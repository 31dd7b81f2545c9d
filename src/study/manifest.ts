import { StudyError } from '#base';
import type { State, Study, StudyEntry, StudyReading } from './study.ts';
import type { StudyFolder } from './study-folder.ts';
import { requireSubjectName } from './subject-name.ts';
import { parseTable } from './table.ts';

/** Name of the table that makes a folder of recordings a study. */
export const manifestName = 'recordings.csv';

/** A cell as a positive number, or nothing when it is empty. */
function numberCell(text: string | undefined, column: string, line: number): number | undefined {
  if (text === undefined || text === '' || text === 'n/a') return undefined;
  // Where cells are parted by semicolons, the comma is the decimal point.
  const value = Number(text.replace(',', '.'));
  if (Number.isFinite(value) && value > 0) return value;
  throw new StudyError(
    `Cannot read ${manifestName}: ${column} must be a number above 0, got '${text}' — line ${line}.`,
    'Correct the cell, or leave it empty for the default.',
  );
}

const knownColumns = ['subject', 'state', 'file', 'channel', 'sensor', 'fs', 'target_percent'];

/** Cells of columns that reading does not need: what recordings can be compared by. */
function furtherCells(cells: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(cells).filter(([column]) => !knownColumns.includes(column)));
}

function stateOf(text: string, line: number, needsState: boolean): State | undefined {
  const state = text.toLowerCase();
  if (state === 'fresh' || state === 'fatigued') return state;
  if (!needsState && (state === '' || state === 'n/a')) return undefined;
  throw new StudyError(
    `Cannot read ${manifestName}: state must be fresh or fatigued, got '${text}' — line ${line}.`,
    'Correct the word; leave out recordings whose state is not known.',
  );
}

function toEntry(cells: Readonly<Record<string, string>>, line: number, needsState: boolean): StudyEntry {
  const { subject, file, channel, sensor } = cells;
  requireSubjectName(subject, manifestName, line);
  const state = stateOf(cells.state ?? '', line, needsState);
  const fs = numberCell(cells.fs, 'fs', line);
  const targetPercent = numberCell(cells.target_percent, 'target_percent', line);
  return {
    subject,
    ...(state && { state }),
    file: file.replaceAll('\\', '/'),
    ...(channel && { channel }),
    ...(sensor && { sensor }),
    ...(fs !== undefined && { fs }),
    ...(targetPercent !== undefined && { targetPercent }),
  };
}

/**
 * Reads a folder of recordings with a `recordings.csv`, parted by commas, semicolons or tabs: columns `subject`, `file` and,
 * where it is needed, `state` (fresh or fatigued); where the files do not tell it `channel`, `sensor`, `fs` (Hz) and `target_percent` (force of the hold, % of maximum).
 * Further columns can be compared by.
 *
 * @throws StudyError when the table cannot be read, or names a file twice or a subject in two spellings, or does not tell a
 * state that is needed.
 */
export async function readManifestStudy(
  folder: StudyFolder,
  { needsState = false }: StudyReading = {},
): Promise<Study> {
  const rows = parseTable(await folder.read(manifestName), {
    file: manifestName,
    required: needsState ? ['subject', 'state', 'file'] : ['subject', 'file'],
    anyCase: true,
  });
  const seen = new Map<string, number>();
  const spelling = new Map<string, string>();
  const entries = rows.map(({ line, cells }) => {
    const entry = toEntry(cells, line, needsState);
    const before = seen.get(entry.file);
    if (before !== undefined) {
      throw new StudyError(
        `Cannot read ${manifestName}: ${entry.file} stands in line ${before} and again in line ${line}.`,
        'Keep one line per recording.',
      );
    }
    seen.set(entry.file, line);
    const folded = entry.subject.toLowerCase();
    const known = spelling.get(folded) ?? entry.subject;
    if (known !== entry.subject) {
      // Two spellings of one person would put the person on both sides of a split.
      throw new StudyError(
        `Cannot read ${manifestName}: subject ${entry.subject} was spelled ${known} before — line ${line}.`,
        'Spell each person the same way, or give different people different names.',
      );
    }
    spelling.set(folded, entry.subject);
    return entry;
  });
  const facts = Object.fromEntries(entries.map(({ file }, i) => [file, furtherCells(rows[i].cells)]));
  if (entries.length === 0) throw new StudyError(`${manifestName} lists no recordings.`, 'Add one line per recording.');
  return { name: folder.name, form: 'manifest', simulated: false, entries, facts };
}
