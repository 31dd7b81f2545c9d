import { tsvText } from '#recording';
import { parseTable } from './table.ts';

/** Cells of one row by column; undefined where nothing is known. */
export type TableCells = Readonly<Record<string, string | number | undefined>>;

/** The table that a row goes into. */
export interface TableRowOptions {
  /** Name of the file, for messages. */
  readonly file: string;
  /** Column that tells rows apart; it stands first. */
  readonly key: string;
}

/**
 * The text of a tab-separated table with one row more, or with that row's cells changed where its key stands already.
 * Columns and cells of others stay as they are; columns that are new are added at the end and are `n/a` elsewhere.
 *
 * @param bytes the table so far; undefined for a new one.
 * @throws StudyError when the table cannot be read.
 */
export function withTableRow(bytes: Uint8Array | undefined, cells: TableCells, options: TableRowOptions): string {
  const { file, key } = options;
  const rows = bytes === undefined ? [] : parseTable(bytes, { file, delimiter: '\t', required: [key] });
  const before = rows.map((row): TableCells => row.cells);
  const old = bytes === undefined ? [] : headOf(bytes);
  const head = [...new Set([key, ...old, ...Object.keys(cells)])];
  const at = before.findIndex((row) => row[key] === String(cells[key]));
  const known = Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== undefined));
  const after = at < 0 ? [...before, cells] : before.with(at, { ...before[at], ...known });
  return tsvText(
    head,
    after.map((row) => head.map((column) => row[column])),
  );
}

function headOf(bytes: Uint8Array): string[] {
  const [first = ''] = new TextDecoder().decode(bytes).trimStart().split(/\r?\n/, 1);
  return first.split('\t').map((name) => name.trim());
}
