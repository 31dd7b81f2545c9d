import { ArgumentError, requireWhole } from '#base';
import { requireRate } from './fastest-rate.ts';
import type { ChannelKind, Unit } from './recording.ts';
import { mostBits, sensorById } from './sensors.ts';

/** Which column of a CSV, or variable of a MAT file, becomes which channel. */
export interface CsvColumn {
  /** The column: its head, or its place counted from 0. */
  readonly column: string | number;
  /** Name of the channel. */
  readonly name: string;
  /** Follows from sensor or unit where nothing is said: voltages are `emg`, forces `force`, all else `other`. */
  readonly kind?: ChannelKind;
  /** Id of the sensor in the catalogue, for values in ADC counts; the channel is then in mV. */
  readonly sensor?: string;
  /** Bits of the ADC, for values in counts; the sensor's usual ones where nothing is said. */
  readonly bits?: number;
  /** Unit of the values. `uV` and `V` are turned into mV. `count` where nothing is said. */
  readonly unit?: Unit | 'uV' | 'V';
  readonly muscle?: string;
  readonly side?: 'left' | 'right';
}

/** How a CSV or TSV, or a MAT file's variables, are laid out. Its rate comes from `fs` or from `timeColumn`. */
export interface CsvMapping {
  /** Sampling rate (Hz). */
  readonly fs?: number;
  /** Column of time stamps, head or place, from which the rate is taken. */
  readonly timeColumn?: string | number;
  /** Unit of the time stamps; seconds where nothing is said. */
  readonly timeUnit?: 's' | 'ms';
  readonly columns: readonly CsvColumn[];
  /** Found from the first row where nothing is said: tab, `;` or `,`. */
  readonly delimiter?: ',' | ';' | '\t' | '|' | ' ';
  /** Decimal sign; a point where nothing is said. */
  readonly decimal?: '.' | ',';
  /** Lines before the table that are not read. */
  readonly skipRows?: number;
}

/** A mapping that a user can start from, as JSON. */
export const mappingExample =
  '{ "fs": 1000, "columns": [{ "column": "EMG", "name": "FDS", "sensor": "bitalino-emg" }] }';

const where = 'readMappedCsv';

function requireBits(name: string, bits: number): void {
  requireWhole('bits', bits, 1, where);
  if (bits <= mostBits) return;
  throw new ArgumentError(
    `bits of channel ${name} must be at most ${mostBits}, got ${bits} — in ${where}.`,
    'Give the bits of the ADC, such as 10 or 16.',
  );
}

/** @throws ArgumentError when a mapping contradicts itself or leaves out what is needed. */
export function checkMapping(mapping: CsvMapping): void {
  const { fs, timeColumn, columns, skipRows, delimiter, decimal } = mapping;
  if (fs !== undefined) requireRate(fs, where);
  if (fs === undefined && timeColumn === undefined) {
    throw new ArgumentError(
      `The mapping gives no sampling rate — in ${where}.`,
      'Give fs in Hz, or timeColumn, the column that holds time stamps.',
    );
  }
  if (columns.length === 0) {
    throw new ArgumentError(`The mapping names no columns — in ${where}.`, 'Name at least one column.');
  }
  if (skipRows !== undefined) requireWhole('skipRows', skipRows, 0, where);
  if (decimal === ',' && delimiter === ',') {
    throw new ArgumentError(`Delimiter and decimal sign are both ',' — in ${where}.`, `Give delimiter ';' or a tab.`);
  }
  for (const { column, bits, sensor, unit, name } of columns) {
    if (typeof column === 'number') requireWhole('column', column, 0, where);
    if (bits !== undefined) requireBits(name, bits);
    if (sensor !== undefined) sensorById(sensor);
    if (sensor !== undefined && unit !== undefined && unit !== 'count') {
      throw new ArgumentError(
        `Channel ${name} has a sensor and the unit ${unit} — in ${where}.`,
        'A sensor turns counts into mV: leave out one of the two.',
      );
    }
  }
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new ArgumentError(`Two columns are named ${twice} — in ${where}.`, 'Give every channel its own name.');
  }
}
