import { type Issue, issue } from '#base';
import { cannotRead } from './cannot-read.ts';
import type { ColumnSource } from './opensignals-columns.ts';
import type { OpenSignalsDevice } from './opensignals-header.ts';
import { bitalinoSlotBits, isBitalino, isEmgName, isUnnamed, openSignalsSensor } from './opensignals-sensor.ts';
import type { Channel } from './recording.ts';
import { calibrate } from './sensors.ts';
import { uniqueNames } from './unique-names.ts';

/** Two octets of a MAC address, or the device's name: what tells two devices' channels apart. */
export function shortDeviceName({ id }: OpenSignalsDevice): string {
  const isAddress = /^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i.test(id);
  return isAddress ? id.replace(/[:-]/g, '').slice(-4) : id.trim().replace(/\s+/g, '-');
}

function analogNames({ columns, nAnalog }: OpenSignalsDevice): readonly string[] {
  return columns.slice(columns.length - nAnalog);
}

/** Names of all analog channels, device by device; with the device's short name where two devices share a label. */
export function openSignalsNames(devices: readonly OpenSignalsDevice[]): string[] {
  const plain = devices.flatMap(analogNames);
  const isShared = new Set(plain).size < plain.length && devices.length > 1;
  const prefix = (device: OpenSignalsDevice) => (isShared ? `${shortDeviceName(device)}-` : '');
  return uniqueNames(
    devices.flatMap((device) => analogNames(device).map((name, i) => prefix(device) + (name || `channel ${i + 1}`))),
  );
}

/** An analog column on its way to becoming a channel. */
export interface AnalogColumn {
  readonly device: OpenSignalsDevice;
  /** Which analog column of the device. */
  readonly i: number;
  readonly name: string;
  /** Values as they stand in the file [nSamples]. */
  readonly samples: Float64Array;
  readonly fs: number;
  readonly source: ColumnSource;
}

/**
 * Makes a channel of a column: in millivolts where the sensor's name tells the sensor, else in raw counts, with an issue
 * where the name tells nothing.
 *
 * @throws FormatError when a value does not fit the resolution that the calibration needs.
 */
export function openSignalsChannel(column: AnalogColumn): { channel: Channel; issues: Issue[] } {
  const { device, i, name, samples, fs, source } = column;
  const { file } = source;
  const sensorName = device.sensors[i] ?? '';
  const named = sensorName === '' ? {} : { sensorName };
  if (device.isConverted) {
    const isEmg = isEmgName(sensorName);
    const channel: Channel = {
      name,
      kind: isEmg ? 'emg' : 'other',
      unit: isEmg ? 'mV' : 'other',
      fs,
      samples,
      ...named,
    };
    const message = `The values of ${name} were converted before they were stored; they are taken for mV.`;
    return { channel, issues: isEmg ? [issue('UNIT_ASSUMED', message, { file, channel: name })] : [] };
  }
  const bits = device.bits[i] ?? (isBitalino(device) ? bitalinoSlotBits[i] : undefined);
  const top = bits === undefined ? undefined : 2 ** bits - 1;
  const outside = top === undefined ? -1 : samples.findIndex((value) => value < 0 || value > top);
  const range = top !== undefined && outside < 0 && { range: [0, top] as const };
  const raw: Channel = { name, kind: 'other', unit: 'count', fs, samples, ...range, ...named };
  const sensor = openSignalsSensor(sensorName, device);
  if (sensor === undefined || bits === undefined) {
    if (!isUnnamed(sensorName) && !isEmgName(sensorName)) return { channel: raw, issues: [] };
    const names = sensor === undefined ? 'sensor' : 'resolution';
    const what = sensorName === '' ? `no ${names}` : `no known ${names} ('${sensorName}')`;
    const where = { file, channel: name };
    return { channel: raw, issues: [issue('SENSOR_UNKNOWN', `The file names ${what} for channel ${name}.`, where)] };
  }
  if (outside >= 0) {
    throw cannotRead(
      file,
      `the header gives ${name} ${bits} bits but ${source.place(outside)} holds ${samples[outside]}`,
      source.formatName,
      'Correct the resolution in the header, or export the file again.',
    );
  }
  return { channel: calibrate(raw, sensor), issues: [] };
}
