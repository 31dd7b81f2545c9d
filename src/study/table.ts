import Papa from 'papaparse/papaparse.js';
import { StudyError } from '#base';

/** What stands between two cells. */
type Delimiter = ',' | ';' | '\t';

const delimiterNames: Readonly<Record<Delimiter, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' };

/** How {@link parseTable} reads. */
export interface TableOptions {
  /** Name of the file, for messages. */
  readonly file: string;
  /** Found by the header where nothing is said: comma, semicolon (as spreadsheets in many countries write) or tab. */
  readonly delimiter?: Delimiter;
  /** Columns that must be there. */
  readonly required: readonly string[];
  /** Whether the header may be spelled in capitals; its names are then returned in small letters. */
  readonly anyCase?: boolean;
}

/** One row of a table. */
export interface TableRow {
  /** Line of the file it begins on, counted from 1. */
  readonly line: number;
  /** Its cells by column, without white space around them. */
  readonly cells: Readonly<Record<string, string>>;
}

const LF = 10;

/** The text of the bytes without a byte order mark and with one kind of line end. */
function textOf(bytes: Uint8Array, file: string): string {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  try {
    return utf8.decode(bytes).replace(/\r\n?/g, '\n');
  } catch (cause) {
    throw new StudyError(
      `Cannot read ${file}: it is not UTF-8 text — line ${badLine(bytes)}.`,
      'Save the table as UTF-8 (in spreadsheet programs: “CSV UTF-8”).',
      { cause },
    );
  }
}

/** The first line that is not UTF-8. No byte inside a longer character equals a line end, so lines can be cut first. */
function badLine(bytes: Uint8Array): number {
  const replacing = new TextDecoder('utf-8');
  let line = 1;
  for (let at = 0; at < bytes.length; line++) {
    const end = bytes.indexOf(LF, at);
    const until = end < 0 ? bytes.length : end;
    if (replacing.decode(bytes.subarray(at, until)).includes('\uFFFD')) break;
    at = until + 1;
  }
  return line;
}

function checkHead(head: readonly string[], line: number, { file, required }: TableOptions): void {
  const missing = required.filter((column) => !head.includes(column));
  if (missing.length > 0) {
    const found = head.filter((name) => name !== '').join(', ') || 'none';
    throw new StudyError(
      `Cannot read ${file}: it has no column ${missing.join(' and no ')}, only ${found} — line ${line}.`,
      `Name the columns in the first line: ${required.join(', ')}. Check the separator as well.`,
    );
  }
  const twice = head.find((name, i) => name !== '' && head.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new StudyError(
      `Cannot read ${file}: the column ${twice} stands there twice — line ${line}.`,
      'Keep one of the two columns.',
    );
  }
}

/** The delimiter that the header line holds most of; a comma where it holds none. */
function delimiterOf(text: string): Delimiter {
  const head = text.trimStart().split('\n', 1)[0];
  const count = (delimiter: Delimiter): number => head.split(delimiter).length;
  return ([',', ';', '\t'] as const).reduce((best, next) => (count(next) > count(best) ? next : best));
}

/**
 * Reads a small table with a header in its first line: UTF-8 with or without a byte order mark, any line ends, quoted cells.
 * Empty lines are passed over. Columns without a name are left out.
 *
 * @throws StudyError when it is not UTF-8, a required column is missing or one is named twice, a row has another number
 * of cells than the header, or a quote is not closed.
 */
export function parseTable(bytes: Uint8Array, options: TableOptions): TableRow[] {
  const { file } = options;
  const text = textOf(bytes, file);
  const delimiter = options.delimiter ?? delimiterOf(text);
  const { data, errors } = Papa.parse(text, { delimiter });
  const rows: { line: number; values: string[] }[] = [];
  let line = 1;
  for (const values of data) {
    rows.push({ line, values: values.map((value) => value.trim()) });
    line += 1 + values.reduce((sum, value) => sum + value.split('\n').length - 1, 0);
  }
  const [error] = errors;
  if (error) {
    const at = rows[error.row ?? 0]?.line ?? line;
    throw new StudyError(
      `Cannot read ${file}: a quoted cell is malformed — line ${at}.`,
      'Close every quote, and double the quotes inside quoted cells.',
    );
  }
  const [first, ...body] = rows.filter(({ values }) => values.some((value) => value !== ''));
  if (!first)
    throw new StudyError(`Cannot read ${file}: it is empty.`, `Add the columns ${options.required.join(', ')}.`);
  const head = { ...first, values: options.anyCase ? first.values.map((name) => name.toLowerCase()) : first.values };
  checkHead(head.values, head.line, options);
  return body.map(({ line: at, values }) => {
    if (values.length !== head.values.length) {
      throw new StudyError(
        `Cannot read ${file}: the header has ${head.values.length} columns but this row has ${values.length} — line ${at}.`,
        `Give every row ${head.values.length} cells, separated by ${delimiterNames[delimiter]}.`,
      );
    }
    const cells = head.values.map((name, i) => [name, values[i]] as const).filter(([name]) => name !== '');
    return { line: at, cells: Object.fromEntries(cells) };
  });
}
