import { cannotRead, counted, quoted } from './cannot-read.ts';
import { fastestHz } from './fastest-rate.ts';
import { mostBits } from './sensors.ts';
import { startTimeOf } from './start-time.ts';

/** One device of an OpenSignals text header. */
export interface OpenSignalsDevice {
  /** Key in the header: its MAC address, or a name. */
  readonly id: string;
  /** Kind as the file spells it: `bitalino_rev`, `biosignalsplux`, `channeller`, … */
  readonly device: string;
  readonly firmware?: string;
  /** Columns of this device, in order: counter, digital, analog. */
  readonly columns: readonly string[];
  /** How many columns at the right end are analog. */
  readonly nAnalog: number;
  /** Sensor name of each analog column [nAnalog]; empty where the header has none. */
  readonly sensors: readonly string[];
  /** ADC bits of each analog column [nAnalog]; undefined where the header has none. */
  readonly bits: readonly (number | undefined)[];
  /** Sampling rate (Hz). */
  readonly fs: number;
  /** Whether the values have been converted from counts already. */
  readonly isConverted: boolean;
  /** Local start time, `YYYY-MM-DDTHH:MM:SS[.sss]`; undefined where date or time cannot be read. */
  readonly startedAt?: string;
}

/** The header of an OpenSignals text file. */
export interface OpenSignalsHeader {
  readonly devices: readonly OpenSignalsDevice[];
  /** Byte and line (from 1) where the rows begin. */
  readonly rowsByte: number;
  readonly rowsLine: number;
}

/** Name of the format, for messages. */
export const openSignalsText = 'OpenSignals text';
const reexport = 'Export the recording as text (.txt) from OpenSignals again.';
const LF = 10;
const HASH = 35;

/** Fields of a device in a header, by the names that OpenSignals gives them. */
export interface DeviceFields {
  readonly [key: string]: unknown;
}

function isFields(value: unknown): value is DeviceFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function strings(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}

/** The header's date and time in ISO form. Digits of a second stay as written: `.71` may mean 710 or 071 ms. */
function startedAtOf(date: unknown, time: unknown): string | undefined {
  const day = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typeof date === 'string' ? date.trim() : '');
  const clock = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d{1,6})?$/.exec(typeof time === 'string' ? time.trim() : '');
  if (!day || !clock) return undefined;
  const [hour, minute, second, fraction] = clock.slice(1);
  return startTimeOf(day.slice(1).map(Number), [hour, minute, second].map(Number), fraction);
}

/** `5.1` as text, or major · 256 + minor as a number: 1282 is 5.2. */
function firmwareOf(value: unknown): string | undefined {
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  if (typeof value !== 'number' || !Number.isInteger(value) || value <= 0) return undefined;
  return value < 256 ? String(value) : `${Math.floor(value / 256)}.${value % 256}`;
}

/** Analog columns stand at the right end: as many as the header labels, or those that are no counter and no digital line. */
function analogCount(columns: readonly string[], labels: readonly string[] | undefined): number {
  if (labels && labels.length > 0 && labels.length <= columns.length) {
    const tail = columns.slice(-labels.length);
    if (!tail.some((name) => /^nSeq$/i.test(name))) return labels.length;
  }
  return columns.filter((name) => !/^(nSeq|[IO][1-4]|D[IO]\d*)$/i.test(name)).length;
}

/** What {@link openSignalsDevice} needs beside the fields. */
export interface DeviceColumns {
  /** Names of all columns: counter, digital, then analog. */
  readonly columns: readonly string[];
  readonly nAnalog: number;
  /** Name of the file, and place of the header in it. */
  readonly file: string;
  readonly where: string;
}

/**
 * A device of its header's fields, which are the same in text and HDF5 files.
 *
 * @throws FormatError when they name no sampling rate.
 */
export function openSignalsDevice(id: string, fields: DeviceFields, about: DeviceColumns): OpenSignalsDevice {
  const { columns, nAnalog, file, where } = about;
  const fs = Number(fields['sampling rate']);
  if (!(fs > 0 && fs <= fastestHz)) {
    const value = quoted(String(fields['sampling rate']));
    throw cannotRead(file, `the sampling rate of device ${quoted(id)} is ${value}`, where, reexport);
  }
  const sensors = strings(fields.sensor) ?? [];
  const resolution: readonly unknown[] = Array.isArray(fields.resolution) ? fields.resolution : [];
  const bits = Array.from({ length: nAnalog }, (_, i) => {
    const value = resolution[resolution.length - nAnalog + i];
    return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= mostBits ? value : undefined;
  });
  const firmware = firmwareOf(fields['firmware version']);
  const startedAt = startedAtOf(fields.date, fields.time);
  return {
    id,
    device: typeof fields.device === 'string' ? fields.device : '',
    ...(firmware !== undefined && { firmware }),
    columns,
    nAnalog,
    sensors: Array.from({ length: nAnalog }, (_, i) => sensors[sensors.length - nAnalog + i] ?? ''),
    bits,
    fs,
    isConverted: Number(fields.convertedValues) === 1,
    ...(startedAt !== undefined && { startedAt }),
  };
}

/**
 * One device's entry in the header of a text file or of the live stream, which are the same.
 *
 * @throws FormatError when it names no columns or no sampling rate.
 */
export function openSignalsEntry(
  id: string,
  fields: unknown,
  { file, where }: { readonly file: string; readonly where: string },
): OpenSignalsDevice {
  if (!isFields(fields)) throw cannotRead(file, `the header of device ${quoted(id)} is no object`, where, reexport);
  const columns = strings(fields.column);
  if (!columns || columns.length === 0) {
    throw cannotRead(file, `the header of device ${quoted(id)} names no columns`, where, reexport);
  }
  const nAnalog = analogCount(columns, strings(fields.label));
  return openSignalsDevice(id, fields, { columns, nAnalog, file, where });
}

/**
 * Reads the header of an OpenSignals text file: `# …` lines, one of which is a JSON object with one entry per device,
 * up to `# EndOfHeader` (or `# EndOfHeaders`).
 *
 * @throws FormatError when the header is not closed, is no JSON, or names no columns or no sampling rate.
 */
export function readOpenSignalsHeader(bytes: Uint8Array, file: string): OpenSignalsHeader {
  const utf8 = new TextDecoder('utf-8');
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let line = 1;
  let json: { text: string; byte: number } | undefined;
  for (; bytes[at] === HASH; line++) {
    const lineEnd = bytes.indexOf(LF, at);
    const text = utf8.decode(bytes.subarray(at + 1, lineEnd < 0 ? bytes.length : lineEnd)).trim();
    if (text.startsWith('{') && !json) json = { text, byte: at };
    const isEnd = /^EndOfHeaders?$/i.test(text);
    if (lineEnd < 0 && !isEnd) break;
    at = lineEnd < 0 ? bytes.length : lineEnd + 1;
    if (!isEnd) continue;
    if (!json) throw cannotRead(file, 'its header holds no JSON', `${openSignalsText}, line ${line}`, reexport);
    return { devices: devicesOf(json.text, json.byte, file), rowsByte: at, rowsLine: line + 1 };
  }
  throw cannotRead(file, `its header is not closed by '# EndOfHeader'`, `${openSignalsText}, byte ${at}`, reexport);
}

function devicesOf(text: string, byte: number, file: string): OpenSignalsDevice[] {
  const where = `${openSignalsText}, byte ${byte}`;
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (cause) {
    throw cannotRead(file, 'its header is no valid JSON', where, reexport, cause);
  }
  const entries = isFields(header) ? Object.entries(header) : [];
  if (entries.length === 0) throw cannotRead(file, 'its header names no device', where, reexport);
  const devices = entries.map(([id, fields]) => openSignalsEntry(id, fields, { file, where }));
  requireAnalog(devices, file, where);
  return devices;
}

/** @throws FormatError unless some device has an analog channel. */
export function requireAnalog(devices: readonly OpenSignalsDevice[], file: string, where: string): void {
  if (devices.some(({ nAnalog }) => nAnalog > 0)) return;
  throw cannotRead(
    file,
    `its header has ${counted(0, 'analog channel')}, only counter and digital lines`,
    where,
    'Choose a recording in which an analog channel, the EMG sensor’s, was switched on.',
  );
}
