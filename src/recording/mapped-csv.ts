import Papa from 'papaparse/papaparse.js';
import { type Issue, sha256Hex } from '#base';
import { cannotRead, counted, fileName, quoted } from './cannot-read.ts';
import { csvChannel } from './csv-channel.ts';
import { type CsvMapping, checkMapping } from './csv-mapping.ts';
import { plainNumber } from './plain-number.ts';
import { cutIssues, gapIssues } from './reading-issues.ts';
import type { Recording } from './recording.ts';
import { type SampleTimes, sampleTimes } from './sample-times.ts';
import { withGaps } from './sequence.ts';

/** What {@link readMappedCsv} needs beside the bytes. */
export interface MappedCsvOptions extends CsvMapping {
  readonly file: string;
}

const formatName = 'CSV';

type Row = readonly string[];

function numberOf(cell: string, decimal: '.' | ','): number {
  return plainNumber(decimal === ',' ? cell.trim().replace(',', '.') : cell.trim());
}

function guessDelimiter(line: string, decimal: '.' | ','): string {
  if (line.includes('\t')) return '\t';
  if (line.includes(';') || decimal === ',') return ';';
  return ',';
}

function afterLines(text: string, skip: number): string {
  let at = 0;
  for (let i = 0; i < skip; i++) {
    const lineEnd = text.indexOf('\n', at);
    if (lineEnd < 0) return '';
    at = lineEnd + 1;
  }
  return text.slice(at);
}

/** The rows of a table as text, without empty ones at its end. */
function rowsOf(text: string, { delimiter, decimal = '.', skipRows = 0 }: CsvMapping, file: string): Row[] {
  const firstLine = text.slice(0, 2000).split('\n', 1)[0] as string;
  const { data, errors } = Papa.parse(text, { delimiter: delimiter ?? guessDelimiter(firstLine, decimal) });
  const quotes = errors.find((error) => error.type === 'Quotes');
  if (quotes) {
    const line = (quotes.row ?? 0) + skipRows + 1;
    throw cannotRead(file, `line ${line} opens a quote and does not close it`, formatName, 'Correct that line.');
  }
  const end = data.findLastIndex((row) => row.some((cell) => cell.trim() !== '')) + 1;
  if (end === 0) throw cannotRead(file, 'it holds no rows', formatName, 'Choose a file with samples.');
  return data.slice(0, end);
}

/** The numbers of one column [nRows]; `fault` makes the error for a cell that holds none. */
function columnOf(
  rows: readonly Row[],
  place: number,
  decimal: '.' | ',',
  fault: (row: number, cell: string) => Error,
): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < out.length; i++) {
    const cell = (rows[i] as Row)[place] ?? '';
    const value = numberOf(cell, decimal);
    if (Number.isNaN(value)) throw fault(i, cell);
    out[i] = value;
  }
  return out;
}

function columnIndex(column: string | number, head: Row, width: number, file: string): number {
  const index = typeof column === 'number' ? column : head.findIndex((cell) => cell.trim() === column.trim());
  if (index >= 0 && index < width) return index;
  const has = head.length > 0 ? `columns ${head.slice(0, 20).map(quoted).join(', ')}` : counted(width, 'column');
  throw cannotRead(
    file,
    `it has no column ${typeof column === 'number' ? column : quoted(column)}, only ${has}`,
    formatName,
    'Correct the mapping: name a head as the file spells it, or a place counted from 0.',
  );
}

/**
 * Reads any CSV or TSV whose columns a mapping explains. A first row that holds no numbers is a head.
 *
 * @throws ArgumentError for a mapping that cannot be used.
 * @throws FormatError for a column that is missing, a value that is no number (with line and column), and time stamps
 * that give no rate.
 */
export function readMappedCsv(bytes: Uint8Array, options: MappedCsvOptions): Recording {
  checkMapping(options);
  const file = fileName(options.file);
  const { columns, timeColumn, decimal = '.', skipRows = 0 } = options;
  const text = afterLines(new TextDecoder('utf-8').decode(bytes), skipRows);
  const rows = rowsOf(text, options, file);
  const wanted = [...(timeColumn === undefined ? [] : [timeColumn]), ...columns.map(({ column }) => column)];
  const first = rows[0] as Row;
  const isNamed = wanted.some((column) => typeof column === 'string');
  const isHead = isNamed || wanted.every((column) => Number.isNaN(numberOf(first[column as number] ?? '0', decimal)));
  const head = isHead ? first : [];
  const body = isHead ? rows.slice(1) : rows;
  const isCut = body.length > 1 && !/[\r\n]$/.test(text) && (body.at(-1) as Row).length < (body.at(-2) as Row).length;
  if (isCut) body.pop();
  const nRows = body.length;
  if (nRows === 0) throw cannotRead(file, 'it holds no rows below its head', formatName, 'Choose a file with samples.');
  const firstLine = skipRows + (isHead ? 2 : 1);
  const places = wanted.map((column) => columnIndex(column, head, first.length, file));
  const values = places.map((place) =>
    columnOf(body, place, decimal, (i, cell) => {
      const name = isHead ? quoted(first[place] as string) : String(place);
      return cannotRead(
        file,
        `column ${name} of line ${firstLine + i} holds ${quoted(cell)}, which is not a number`,
        formatName,
        'Correct the value, or pass the right delimiter and decimal sign.',
      );
    }),
  );

  const issues: Issue[] = [];
  const times = timeColumn === undefined ? undefined : values.shift();
  const { fs, gapsAt } = options.fs
    ? { fs: options.fs, gapsAt: [] }
    : timesOf(times as Float64Array, options.timeUnit ?? 's', file, issues);
  issues.push(...cutIssues(isCut ? firstLine + nRows : undefined, nRows, file, fs));
  return {
    channels: columns.map((column, i) => withGaps(csvChannel(column, values[i] as Float64Array, fs, file), gapsAt)),
    events: [],
    provenance: { file, format: 'mapped-csv', sha256: sha256Hex(bytes) },
    issues,
  };
}

function timesOf(times: Float64Array, unit: 's' | 'ms', file: string, issues: Issue[]): SampleTimes {
  const found = sampleTimes(unit === 's' ? times : times.map((time) => time / 1000));
  if (!found) {
    throw cannotRead(
      file,
      'its time stamps are not evenly spaced, so they give no sampling rate',
      formatName,
      'Give fs in Hz instead of timeColumn.',
    );
  }
  issues.push(...gapIssues(found, file, found.fs));
  return found;
}
