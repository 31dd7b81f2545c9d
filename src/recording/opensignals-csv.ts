import { type Issue, issue, sha256Hex } from '#base';
import { cannotRead, counted, fileName } from './cannot-read.ts';
import { requireRate } from './fastest-rate.ts';
import { readNumberTable } from './number-table.ts';
import { bitalinoSlotBits } from './opensignals-sensor.ts';
import { cutIssues, gapIssues } from './reading-issues.ts';
import type { Channel, Recording } from './recording.ts';
import { calibrate } from './sensors.ts';
import { bitalinoCycle, cyclicGaps, withGaps } from './sequence.ts';

/** What {@link readOpenSignalsCsv} needs beside the bytes. */
export interface OpenSignalsCsvOptions {
  readonly file: string;
  /** Sampling rate (Hz), which the file does not store: 1000 where nothing is said. */
  readonly fs?: number;
  /** Sensor of all channels: `bitalino-emg` where nothing is said. */
  readonly sensor?: string;
}

const formatName = 'headerless OpenSignals CSV';
const COMMA = 44;
const LF = 10;
const usualHz = 1000;
const usualSensor = 'bitalino-emg';
/** Sequence number and four digital lines stand before the analog values. */
const nBefore = 5;
const mostAnalog = 6;

function lineAt(bytes: Uint8Array, from: number): { text: string; next: number } {
  const lineEnd = bytes.indexOf(LF, from);
  const end = lineEnd < 0 ? bytes.length : lineEnd;
  const text = String.fromCharCode(...bytes.subarray(from, Math.min(end, from + 200)));
  return { text: text.replace(/\r$/, ''), next: lineEnd < 0 ? bytes.length : lineEnd + 1 };
}

/** A header line is empty cells and then one word, `,,,,,amplitudo`; there may be none. */
const headerLine = /^,{5,}\s*[\p{L}\p{N}_ .-]*$/u;
const dataLine = /^\d{1,2}(,[01]){4}(,\d{1,4}){1,6},?$/;

function rowsStart(bytes: Uint8Array): { startByte: number; firstLine: number } {
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const first = lineAt(bytes, bom);
  return headerLine.test(first.text) ? { startByte: first.next, firstLine: 2 } : { startByte: bom, firstLine: 1 };
}

/** Whether bytes begin as the headerless CSV does: a frame number, four digital bits, one to six ADC values. */
export function isOpenSignalsCsv(bytes: Uint8Array): boolean {
  const { startByte } = rowsStart(bytes);
  const one = lineAt(bytes, startByte);
  if (!dataLine.test(one.text) || Number.parseInt(one.text, 10) > 15) return false;
  const two = lineAt(bytes, one.next);
  return (
    two.text === '' || (dataLine.test(two.text) && Number.parseInt(two.text, 10) <= 15) || two.next >= bytes.length
  );
}

/**
 * Reads the headerless CSV that OpenSignals data is passed on as: an optional first line of empty cells and one word,
 * then rows `nSeq,I1,I2,O1,O2,A1[,A2 …]`. The file tells neither rate nor sensor, so both are assumed and said so.
 *
 * @throws FormatError when a row does not follow the format; the message names line and byte.
 */
export function readOpenSignalsCsv(bytes: Uint8Array, options: OpenSignalsCsvOptions): Recording {
  const file = fileName(options.file);
  const fs = options.fs ?? usualHz;
  requireRate(fs, 'readOpenSignalsCsv');
  const sensor = options.sensor ?? usualSensor;
  const { startByte, firstLine } = rowsStart(bytes);
  const nColumns = lineAt(bytes, startByte).text.replace(/,$/, '').split(',').length;
  const nAnalog = nColumns - nBefore;
  if (nAnalog < 1 || nAnalog > mostAnalog) {
    throw cannotRead(
      file,
      `line ${firstLine} has ${counted(nColumns, 'value')} instead of 6 to 11`,
      `${formatName}, byte ${startByte}`,
      'For another layout pass a column mapping.',
    );
  }
  const format = formatName;
  const table = readNumberTable(bytes, { file, format, separator: COMMA, nColumns, startByte, firstLine });
  const issues: Issue[] = [];
  if (options.fs === undefined) {
    issues.push(issue('RATE_ASSUMED', `The file stores no sampling rate; ${fs} Hz is assumed.`, { file }));
  }
  const gaps = cyclicGaps(table.columns[0] as Float64Array, bitalinoCycle);
  const channels = table.columns.slice(nBefore).map((counts, slot) => {
    const bits = bitalinoSlotBits[slot] as number;
    return withGaps(channelOf({ counts, bits, name: `A${slot + 1}`, fs, sensor, file, firstLine }), gaps?.gapsAt);
  });
  for (const { name } of options.sensor === undefined ? channels : []) {
    const where = { file, channel: name };
    issues.push(issue('SENSOR_ASSUMED', `The file names no sensor; ${sensor} is assumed for ${name}.`, where));
  }
  issues.push(...gapIssues(gaps, file, fs, bitalinoCycle));
  issues.push(...cutIssues(table.cutLine, table.nRows, file, fs));
  return {
    channels,
    events: [],
    provenance: { file, format: 'opensignals-csv', sha256: sha256Hex(bytes) },
    issues,
  };
}

interface Slot {
  readonly counts: Float64Array;
  readonly bits: number;
  readonly name: string;
  readonly fs: number;
  readonly sensor: string;
  readonly file: string;
  readonly firstLine: number;
}

function channelOf({ counts, bits, name, fs, sensor, file, firstLine }: Slot): Channel {
  const top = 2 ** bits - 1;
  const outside = counts.findIndex((value) => value < 0 || value > top);
  if (outside >= 0) {
    throw cannotRead(
      file,
      `line ${firstLine + outside} holds ${counts[outside]}, which does not fit the ${bits} bits of ${name}`,
      formatName,
      'For a device with more bits pass a column mapping that names sensor and bits.',
    );
  }
  return calibrate({ name, kind: 'other', unit: 'count', fs, samples: counts, range: [0, top] }, sensor);
}
