import { cannotRead, counted, quoted } from './cannot-read.ts';
import { plainNumber } from './plain-number.ts';

/** How {@link readNumberTable} reads, and what it calls things in messages. */
export interface NumberTableOptions {
  readonly file: string;
  /** The format's name, for messages. */
  readonly format: string;
  /** Byte code of the separator. */
  readonly separator: number;
  readonly nColumns: number;
  /** Byte where the first row begins. */
  readonly startByte: number;
  /** Number of the first row's line in the file, counted from 1. */
  readonly firstLine: number;
}

/** Numbers of a delimited text, column by column. */
export interface NumberTable {
  /** [nColumns][nRows] */
  readonly columns: readonly Float64Array[];
  readonly nRows: number;
  /** Line of an incomplete last row, which was left out. */
  readonly cutLine?: number;
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, Math.min(to, from + 64)));
}

/** The number in `bytes[from, to)`, or NaN: whole numbers by hand, since they are nearly all, the rest by the language. */
function numberIn(bytes: Uint8Array, from: number, to: number): number {
  const digitsFrom = bytes[from] === MINUS ? from + 1 : from;
  if (to - digitsFrom < 1 || to - digitsFrom > 40) return Number.NaN;
  let value = 0;
  for (let i = digitsFrom; i < to; i++) {
    const byte = bytes[i] as number;
    if (byte < ZERO || byte > NINE || to - digitsFrom > 15) {
      return plainNumber(textOf(bytes, from, to).trim());
    }
    value = value * 10 + byte - ZERO;
  }
  return digitsFrom === from || value === 0 ? value : -value;
}

/** How long a number is when written: one that was cut through is shorter than those above it. */
function nDigits(value: number | undefined): number {
  return value === undefined ? 0 : String(value).length;
}

function trimmedEnd(bytes: Uint8Array, from: number): number {
  let end = bytes.length;
  while (end > from && (bytes[end - 1] === LF || bytes[end - 1] === CR || bytes[end - 1] === SPACE)) end--;
  return end;
}

function mostRows(bytes: Uint8Array, from: number, end: number, nColumns: number): number {
  let lines = 1;
  for (let i = from; i < end; i++) if (bytes[i] === LF) lines++;
  // A row takes a digit and a separator per column, so a header that names many columns cannot claim much memory.
  return Math.min(lines, Math.ceil((end - from + 1) / (2 * nColumns)) + 1);
}

/**
 * Reads rows of `nColumns` numbers, one row a line; a separator after the last number is accepted.
 * A last line that was cut off is left out and reported: it has too few numbers, or no line end and a last number that is
 * unfinished or shorter than the one above it.
 *
 * @throws FormatError for any other line with another count of values, and for a value that is no number.
 */
export function readNumberTable(bytes: Uint8Array, options: NumberTableOptions): NumberTable {
  const { file, format, separator, nColumns, startByte, firstLine } = options;
  const end = trimmedEnd(bytes, startByte);
  const closed = end < bytes.length && bytes.subarray(end).includes(LF);
  const columns = Array.from({ length: nColumns }, () => new Float64Array(0));
  const capacity = end > startByte ? mostRows(bytes, startByte, end, nColumns) : 0;
  for (let c = 0; c < nColumns; c++) columns[c] = new Float64Array(capacity);
  const row = new Float64Array(nColumns);
  const fault = (byte: number, what: string) =>
    cannotRead(file, what, `${format}, byte ${byte}`, 'Export the file again.');

  let nRows = 0;
  let line = firstLine;
  let rowsEndWithSeparator = false;
  let at = startByte;
  while (at < end) {
    let lineEnd = bytes.indexOf(LF, at);
    const isLast = lineEnd === -1 || lineEnd >= end;
    if (isLast) lineEnd = end;
    const textEnd = bytes[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd;
    let nValues = 0;
    let badFrom = -1;
    let from = at;
    for (let i = at; i <= textEnd; i++) {
      if (i < textEnd && bytes[i] !== separator) continue;
      if (i === textEnd && i === from && nValues > 0) break; // a separator closed the row
      const value = numberIn(bytes, from, i);
      if (Number.isNaN(value) && badFrom < 0) badFrom = from;
      if (nValues < nColumns) row[nValues] = value;
      nValues++;
      from = i + 1;
    }
    const endsWithSeparator = textEnd > at && bytes[textEnd - 1] === separator;
    if (nRows === 0) rowsEndWithSeparator = endsWithSeparator;
    const isOpen = isLast && !closed && nValues === nColumns && !endsWithSeparator;
    const isShort = rowsEndWithSeparator || badFrom >= 0 || nDigits(row.at(-1)) < nDigits(columns.at(-1)?.[nRows - 1]);
    const isCut = (isLast && nValues < nColumns) || (isOpen && isShort);
    if (isCut && nRows > 0) return { columns: columns.map((column) => column.slice(0, nRows)), nRows, cutLine: line };
    if (nValues !== nColumns) throw fault(at, `line ${line} has ${counted(nValues, 'value')} instead of ${nColumns}`);
    if (badFrom >= 0) {
      const until = bytes.subarray(0, textEnd).indexOf(separator, badFrom);
      const text = textOf(bytes, badFrom, until < 0 ? textEnd : until);
      throw fault(badFrom, `line ${line} holds ${quoted(text)}, which is not a number`);
    }
    if (nRows >= capacity) throw fault(at, 'it has more rows than its size allows');
    for (let c = 0; c < nColumns; c++) (columns[c] as Float64Array)[nRows] = row[c] as number;
    nRows++;
    line++;
    at = lineEnd + 1;
  }
  return { columns: nRows === capacity ? columns : columns.map((column) => column.slice(0, nRows)), nRows };
}
