import { cannotRead } from './cannot-read.ts';
import type { CsvColumn } from './csv-mapping.ts';
import type { Channel, ChannelKind, Unit } from './recording.ts';
import { calibrate, sensorById } from './sensors.ts';

const mvPer: { readonly [unit: string]: number } = { uV: 1e-3, mV: 1, V: 1e3 };

function kindOf(unit: Unit): ChannelKind {
  if (unit === 'mV') return 'emg';
  return unit === 'N' || unit === 'kgf' || unit === 'lbf' ? 'force' : 'other';
}

/**
 * Makes a channel of a column's values [nSamples] as its mapping says: voltages in mV, counts of a sensor calibrated.
 *
 * @throws FormatError when a value does not fit the bits, or is too large for its unit.
 */
export function csvChannel(column: CsvColumn, values: Float64Array, fs: number, file: string): Channel {
  const { name, sensor, muscle, side } = column;
  const who = { ...(muscle !== undefined && { muscle }), ...(side !== undefined && { side }) };
  const bits = column.bits ?? (sensor === undefined ? undefined : sensorById(sensor).bits);
  const factor = mvPer[column.unit ?? 'count'];
  const unit = factor === undefined ? ((column.unit ?? 'count') as Unit) : 'mV';
  const samples = factor === undefined || factor === 1 ? values : values.map((value) => value * factor);
  if (!samples.every(Number.isFinite)) {
    throw cannotRead(file, `${name} holds values too large for ${column.unit}`, 'CSV', 'Correct the unit.');
  }
  const top = bits === undefined || unit !== 'count' ? undefined : 2 ** bits - 1;
  const outside = top === undefined ? -1 : samples.findIndex((value) => value < 0 || value > top);
  if (outside >= 0) {
    const what = `${name} holds ${samples[outside]}, which does not fit ${bits} bits`;
    throw cannotRead(file, what, 'CSV', 'Correct the bits in the mapping.');
  }
  const range = top !== undefined && { range: [0, top] as const };
  const raw: Channel = { name, kind: column.kind ?? kindOf(unit), unit, fs, samples, ...range, ...who };
  if (sensor === undefined) return raw;
  const calibrated = calibrate(raw, sensor);
  return column.kind === undefined ? calibrated : { ...calibrated, kind: column.kind };
}
