import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseTable, withTableRow } from '#study';
import { writeWhole } from './files.ts';

/** The table of a session's recordings, where a study of `record` has one beside the folder of a recording. */
async function tableOf(path: string): Promise<{ table: string; filename: string } | undefined> {
  const folder = dirname(dirname(path));
  const [, subject, session] = /(?:^|[/\\])sub-([A-Za-z0-9]+)[/\\]ses-([A-Za-z0-9]+)$/.exec(folder) ?? [];
  if (subject === undefined || basename(dirname(path)) !== 'emg') return undefined;
  const name = `sub-${subject}_ses-${session}_scans.tsv`;
  if (!(await readdir(folder)).includes(name)) return undefined;
  return { table: join(folder, name), filename: `emg/${basename(path)}` };
}

/**
 * Lets the table of a session agree with a recording that was recovered: a row for one that is there (its state is `n/a`:
 * it was not completed), none for one that is not.
 *
 * @returns what was done, in a sentence; undefined where nothing was.
 * @throws StudyError when the table cannot be read.
 */
export async function settleScansRow(path: string): Promise<string | undefined> {
  const place = await tableOf(path);
  if (!place) return undefined;
  const { table, filename } = place;
  const bytes = await readFile(table);
  const rows = parseTable(bytes, { file: basename(table), delimiter: '\t', required: ['filename'] });
  const row = rows.find(({ cells }) => cells.filename === filename);
  const isThere = (await stat(path).catch(() => undefined)) !== undefined;
  if (isThere === (row !== undefined)) return undefined;
  if (isThere) {
    const options = { file: basename(table), key: 'filename' };
    await writeWhole(table, withTableRow(bytes, { filename, state: 'n/a' }, options));
    return `Added its row to ${basename(table)}, without a state.`;
  }
  const lines = new TextDecoder().decode(bytes).split('\n');
  await writeWhole(table, lines.filter((line) => line.split('\t')[0].trim() !== filename).join('\n'));
  return `Removed its row from ${basename(table)}.`;
}
