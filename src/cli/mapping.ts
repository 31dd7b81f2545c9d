import { ArgumentError } from '#base';
import { readBytes } from '#node';
import { type CsvColumn, type CsvMapping, mappingExample } from '#recording';
import { userPath } from './paths.ts';

/** What a field of a mapping must be: in words, and as a check. */
interface Field {
  readonly words: string;
  readonly accepts: (value: unknown) => boolean;
}

const number: Field = { words: 'a number', accepts: (value) => typeof value === 'number' };
const text: Field = { words: 'a text', accepts: (value) => typeof value === 'string' && value.trim() !== '' };
const place: Field = {
  words: 'the head of a column or its place counted from 0',
  accepts: (value) => text.accepts(value) || number.accepts(value),
};

function oneOf(...words: readonly string[]): Field {
  return {
    words: `one of ${words.map((word) => JSON.stringify(word)).join(', ')}`,
    accepts: (value) => words.includes(value as string),
  };
}

const mappingFields = {
  fs: number,
  timeColumn: place,
  timeUnit: oneOf('s', 'ms'),
  columns: { words: 'a list with an entry for each channel', accepts: Array.isArray },
  delimiter: oneOf(',', ';', '\t', '|', ' '),
  decimal: oneOf('.', ','),
  skipRows: number,
} satisfies Record<keyof CsvMapping, Field>;

const columnFields = {
  column: place,
  name: text,
  kind: oneOf('emg', 'force', 'other'),
  sensor: text,
  bits: number,
  unit: oneOf('mV', 'uV', 'V', 'N', 'kgf', 'lbf', 'count', 'other'),
  muscle: text,
  side: oneOf('left', 'right'),
} satisfies Record<keyof CsvColumn, Field>;

/** A value as the file spells it, cut where it is long. */
function shown(value: unknown): string {
  const json = JSON.stringify(value);
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is wrong with a value that should have these fields; undefined when nothing is. */
function faultOf(
  value: unknown,
  fields: Readonly<Record<string, Field>>,
  { at, required }: { readonly at: string; readonly required: readonly string[] },
): string | undefined {
  if (!isObject(value)) return `${at || 'it'} must be an object, got ${shown(value)}`;
  const dot = at && `${at}.`;
  const missing = required.find((name) => value[name] === undefined);
  if (missing !== undefined) return `${dot}${missing} is missing`;
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) {
    return `${dot}${unknown} is no field of it; its fields are ${Object.keys(fields).join(', ')}`;
  }
  const wrong = Object.keys(value).find((name) => !fields[name].accepts(value[name]));
  return wrong && `${dot}${wrong} must be ${fields[wrong].words}, got ${shown(value[wrong])}`;
}

/**
 * A parsed JSON value as a mapping, checked field by field; what the values mean is checked by the reader.
 *
 * @throws ArgumentError with the first field that is missing, unknown or of another type.
 */
export function requireMappingShape(value: unknown, file: string): CsvMapping {
  const columns: readonly unknown[] = isObject(value) && Array.isArray(value.columns) ? value.columns : [];
  const faults = [
    faultOf(value, mappingFields, { at: '', required: ['columns'] }),
    ...columns.map((column, i) => faultOf(column, columnFields, { at: `columns[${i}]`, required: ['column', 'name'] })),
  ];
  const fault = faults.find((found) => found !== undefined);
  if (fault === undefined) return value as CsvMapping;
  throw new ArgumentError(`Cannot read the mapping ${file}: ${fault}.`, `Write for example ${mappingExample}.`);
}

/**
 * Reads a mapping of CSV columns from a JSON file.
 *
 * @throws ArgumentError when there is no such file, it is not JSON, or not a mapping.
 */
export async function readMapping(path: string): Promise<CsvMapping> {
  const json = new TextDecoder().decode(await readBytes(userPath(path)));
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new ArgumentError(
      `Cannot read the mapping ${path}: it is not JSON.`,
      `Write for example ${mappingExample}.`,
      { cause },
    );
  }
  return requireMappingShape(value, path);
}
