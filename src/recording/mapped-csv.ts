import Papa from 'papaparse/papaparse.js';
import { ArgumentError, type Issue, issue, sha256Hex } from '#base';
import { cannotRead, counted, fileName, quoted } from './cannot-read.ts';
import { type CsvColumn, type CsvMapping, checkMapping } from './csv-mapping.ts';
import type { Channel, ChannelKind, Recording, Unit } from './recording.ts';
import { sampleTimes } from './sample-times.ts';
import { calibrate, sensorById } from './sensors.ts';

/** What {@link readMappedCsv} needs beside the bytes. */
export interface MappedCsvOptions extends CsvMapping {
  readonly file: string;
}

const formatName = 'CSV';
const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const mvPer: { readonly [unit: string]: number } = { uV: 1e-3, mV: 1, V: 1e3 };

type Row = readonly string[];

function numberOf(cell: string, decimal: '.' | ','): number {
  const text = decimal === ',' ? cell.trim().replace(',', '.') : cell.trim();
  const value = plainNumber.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
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
  const delimiter = options.delimiter ?? guessDelimiter(text.slice(0, 2000).split('\n', 1)[0] as string, decimal);
  const { data, errors } = Papa.parse(text, { delimiter });
  const quotes = errors.find((error) => error.type === 'Quotes');
  if (quotes) {
    const line = (quotes.row ?? 0) + skipRows + 1;
    throw cannotRead(file, `line ${line} opens a quote and does not close it`, formatName, 'Correct that line.');
  }
  const isEmpty = (row: Row | undefined) => row === undefined || row.every((cell) => cell.trim() === '');
  let end = data.length;
  while (end > 0 && isEmpty(data[end - 1])) end--;
  if (end === 0) throw cannotRead(file, 'it holds no rows', formatName, 'Choose a file with samples.');

  const wanted = [...(timeColumn === undefined ? [] : [timeColumn]), ...columns.map(({ column }) => column)];
  const first = data[0] as Row;
  const isNamed = wanted.some((column) => typeof column === 'string');
  const isHead = isNamed || wanted.every((column) => Number.isNaN(numberOf(first[column as number] ?? '0', decimal)));
  const start = isHead ? 1 : 0;
  const places = wanted.map((column) => columnIndex(column, isHead ? first : [], first.length, file));

  const last = data[end - 1] as Row;
  const isCut = end > start + 1 && !/[\r\n]$/.test(text) && last.length < (data[end - 2] as Row).length;
  const nRows = end - start - (isCut ? 1 : 0);
  if (nRows < 1) throw cannotRead(file, 'it holds no rows below its head', formatName, 'Choose a file with samples.');
  const values = places.map((place) => {
    const out = new Float64Array(nRows);
    for (let i = 0; i < nRows; i++) {
      const cell = (data[start + i] as Row)[place] ?? '';
      const value = numberOf(cell, decimal);
      if (Number.isNaN(value)) {
        const name = isHead ? quoted(first[place] as string) : String(place);
        throw cannotRead(
          file,
          `column ${name} of line ${skipRows + start + i + 1} holds ${quoted(cell)}, which is not a number`,
          formatName,
          'Correct the value, or pass the right delimiter and decimal sign.',
        );
      }
      out[i] = value;
    }
    return out;
  });

  const issues: Issue[] = [];
  const times = timeColumn === undefined ? undefined : values.shift();
  const fs = options.fs ?? rateOf(times as Float64Array, options.timeUnit ?? 's', file, issues);
  if (isCut) {
    const line = skipRows + end;
    issues.push(
      issue('RAGGED_ROWS', `Line ${line}, the last one, is cut off.`, { file, sample: nRows, atS: nRows / fs }),
    );
  }
  return {
    channels: columns.map((column, i) => channelOf(column, values[i] as Float64Array, fs, file)),
    events: [],
    provenance: { file, format: 'mapped-csv', sha256: sha256Hex(bytes) },
    issues,
  };
}

function rateOf(times: Float64Array, unit: 's' | 'ms', file: string, issues: Issue[]): number {
  const found = sampleTimes(unit === 's' ? times : times.map((time) => time / 1000));
  if (!found) {
    throw cannotRead(
      file,
      'its time stamps are not evenly spaced, so they give no sampling rate',
      formatName,
      'Give fs in Hz instead of timeColumn.',
    );
  }
  const { fs, missing, gaps, firstSample } = found;
  if (gaps > 0) {
    issues.push(
      issue(
        'DROPPED_SAMPLES',
        `${counted(missing, 'sample')} were lost in ${counted(gaps, 'gap')}; the first is before sample ${firstSample}.`,
        { file, sample: firstSample, atS: firstSample / fs },
      ),
    );
  }
  return fs;
}

function kindOf(unit: Unit): ChannelKind {
  if (unit === 'mV') return 'emg';
  return unit === 'N' || unit === 'kgf' || unit === 'lbf' ? 'force' : 'other';
}

function channelOf(column: CsvColumn, values: Float64Array, fs: number, file: string): Channel {
  const { name, sensor, muscle, side } = column;
  const who = { ...(muscle !== undefined && { muscle }), ...(side !== undefined && { side }) };
  const bits = column.bits ?? (sensor === undefined ? undefined : sensorById(sensor).bits);
  const factor = mvPer[column.unit ?? 'count'];
  if (factor !== undefined) {
    const samples = factor === 1 ? values : values.map((value) => value * factor);
    if (!samples.every(Number.isFinite)) {
      throw cannotRead(file, `${name} holds values too large for a voltage`, formatName, 'Correct the unit.');
    }
    return { name, kind: column.kind ?? 'emg', unit: 'mV', fs, samples, ...who };
  }
  const unit = (column.unit ?? 'count') as Unit;
  const top = bits === undefined ? undefined : 2 ** bits - 1;
  const outside = top === undefined ? -1 : values.findIndex((value) => value < 0 || value > top);
  if (outside >= 0) {
    throw cannotRead(
      file,
      `${name} holds ${values[outside]}, which does not fit ${bits} bits`,
      formatName,
      'Correct the bits in the mapping.',
    );
  }
  const kind = column.kind ?? kindOf(unit);
  const raw: Channel = { name, kind, unit, fs, samples: values, ...(top !== undefined && { range: [0, top] }), ...who };
  if (sensor === undefined) return raw;
  const calibrated = calibrate(raw, sensor);
  return column.kind === undefined ? calibrated : { ...calibrated, kind: column.kind };
}

/** What a CSV needs beside the file itself: said when a mapping is missing. */
export function requireMapping(mapping: CsvMapping | undefined, file: string): CsvMapping {
  if (mapping) return mapping;
  throw new ArgumentError(
    `${fileName(file)} is a CSV that does not explain itself, and no mapping was given — in readRecording.`,
    'Pass a mapping: fs in Hz, and for each channel its column, name, and sensor or unit.',
  );
}
