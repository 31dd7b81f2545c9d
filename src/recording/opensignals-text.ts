import { type Issue, issue, sha256Hex } from '#base';
import { cannotRead, counted, fileName } from './cannot-read.ts';
import { type NumberTable, readNumberTable } from './number-table.ts';
import { type OpenSignalsDevice, openSignalsText, readOpenSignalsHeader } from './opensignals-header.ts';
import { isBitalino, isEmgName, isUnnamed, openSignalsSensor } from './opensignals-sensor.ts';
import type { Channel, Recording, RecordingEvent } from './recording.ts';
import { calibrate } from './sensors.ts';
import { cyclicGaps, runningGaps, type SequenceGaps } from './sequence.ts';
import { uniqueNames } from './unique-names.ts';

/** What {@link readOpenSignalsText} needs beside the bytes. */
export interface OpenSignalsTextOptions {
  readonly file: string;
  /** Sampling rate (Hz) that replaces the header's. */
  readonly fs?: number;
}

const TAB = 9;
/** A BITalino numbers its frames with four bits. */
const bitalinoCycle = 16;

/** Whether bytes begin as an OpenSignals text file does. */
export function isOpenSignalsText(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 64)).replace(/^\xef\xbb\xbf/, '');
  return /^#\s*OpenSignals/i.test(head) || /^#\s*\{\s*"/.test(head);
}

/** Two octets of a MAC address, or the device's name: what tells two devices' channels apart. */
function shortName(device: OpenSignalsDevice): string {
  const isAddress = /^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i.test(device.id);
  return isAddress ? device.id.replace(/[:-]/g, '').slice(-4) : device.id.trim().replace(/\s+/g, '-');
}

function analogNames(device: OpenSignalsDevice): readonly string[] {
  return device.columns.slice(device.columns.length - device.nAnalog);
}

/** Names of all analog channels, device by device; with the device's short name where two devices share a label. */
function channelNames(devices: readonly OpenSignalsDevice[]): string[] {
  const plain = devices.flatMap(analogNames);
  const shared = new Set(plain).size < plain.length && devices.length > 1;
  return uniqueNames(
    devices.flatMap((device) => analogNames(device).map((name) => (shared ? `${shortName(device)}-${name}` : name))),
  );
}

function eventsOf(column: Float64Array, label: string, fs: number): RecordingEvent[] {
  const events: RecordingEvent[] = [];
  let onset = -1;
  for (let i = 1; i <= column.length; i++) {
    const isHigh = i < column.length && column[i] !== 0;
    if (isHigh && onset < 0 && column[i - 1] === 0) onset = i;
    if (isHigh || onset < 0) continue;
    events.push({ onsetS: onset / fs, durationS: (i - onset) / fs, label });
    onset = -1;
  }
  return events;
}

function gapIssue(found: SequenceGaps, isCyclic: boolean, file: string, fs: number): Issue {
  const count = isCyclic ? `${counted(found.missing, 'sample')} or 16, 32, … more` : counted(found.missing, 'sample');
  const { firstSample, gaps } = found;
  return issue(
    'DROPPED_SAMPLES',
    `${count} were lost in ${counted(gaps, 'gap')}; the first is before sample ${firstSample}.`,
    { file, sample: firstSample, atS: firstSample / fs },
  );
}

/**
 * Reads an OpenSignals text file (BITalino and PLUX, one device or several): analog columns become channels, digital
 * inputs become events. A sensor name that tells the sensor gives millivolts; any other channel stays in raw counts.
 *
 * @throws FormatError when header or rows do not follow the format; the message names line and byte.
 */
export function readOpenSignalsText(bytes: Uint8Array, options: OpenSignalsTextOptions): Recording {
  const file = fileName(options.file);
  const { devices, rowsByte, rowsLine } = readOpenSignalsHeader(bytes, file);
  const fs = options.fs ?? commonRate(devices, file);
  const table = readNumberTable(bytes, {
    file,
    format: openSignalsText,
    separator: TAB,
    nColumns: devices.reduce((sum, device) => sum + device.columns.length, 0),
    startByte: rowsByte,
    firstLine: rowsLine,
  });
  if (table.nRows === 0) {
    throw cannotRead(file, 'it holds no samples', `${openSignalsText}, byte ${rowsByte}`, 'Record again: it is empty.');
  }

  const names = channelNames(devices);
  const channels: Channel[] = [];
  const events: RecordingEvent[] = [];
  const issues: Issue[] = [];
  let first = 0;
  for (const device of devices) {
    const columns = table.columns.slice(first, first + device.columns.length);
    first += device.columns.length;
    const prefix = devices.length > 1 ? `${shortName(device)}-` : '';
    device.columns.slice(0, columns.length - device.nAnalog).forEach((name, i) => {
      const column = columns[i] as Float64Array;
      if (/^(I[1-4]|DI\d*)$/i.test(name)) events.push(...eventsOf(column, `${prefix}${name}`, fs));
      if (!/^nSeq$/i.test(name)) return;
      const isCyclic = isBitalino(device);
      const gaps = isCyclic ? cyclicGaps(column, bitalinoCycle) : runningGaps(column);
      if (gaps && gaps.gaps > 0) issues.push(gapIssue(gaps, isCyclic, file, fs));
    });
    for (let i = 0; i < device.nAnalog; i++) {
      const name = names[channels.length] as string;
      const samples = columns[columns.length - device.nAnalog + i] as Float64Array;
      channels.push(channelOf({ device, i, name, samples, fs, file, rowsLine }, issues));
    }
  }
  issues.push(...cutIssue(table, file, fs));
  const [{ device, firmware, startedAt }] = devices as [OpenSignalsDevice];
  return {
    channels,
    events: events.sort((a, b) => a.onsetS - b.onsetS),
    provenance: {
      file,
      format: 'opensignals-text',
      sha256: sha256Hex(bytes),
      ...(device !== '' && { device }),
      ...(firmware !== undefined && { firmware }),
      ...(startedAt !== undefined && { startedAt }),
    },
    issues,
  };
}

function commonRate(devices: readonly OpenSignalsDevice[], file: string): number {
  const [{ fs }] = devices as [OpenSignalsDevice];
  const other = devices.find((device) => device.fs !== fs);
  if (!other) return fs;
  throw cannotRead(
    file,
    `its devices name different rates, ${fs} and ${other.fs} Hz, for the same rows`,
    `${openSignalsText}, header`,
    'Pass --fs with the rate of the rows.',
  );
}

interface Column {
  readonly device: OpenSignalsDevice;
  /** Which analog column of the device. */
  readonly i: number;
  readonly name: string;
  readonly samples: Float64Array;
  readonly fs: number;
  readonly file: string;
  readonly rowsLine: number;
}

function channelOf({ device, i, name, samples, fs, file, rowsLine }: Column, issues: Issue[]): Channel {
  const sensorName = device.sensors[i] as string;
  const bits = device.bits[i];
  const named = sensorName === '' ? {} : { sensorName };
  const sensor = openSignalsSensor(sensorName, device);
  if (device.isConverted) {
    const isEmg = isEmgName(sensorName);
    return { name, kind: isEmg ? 'emg' : 'other', unit: isEmg ? 'mV' : 'other', fs, samples, ...named };
  }
  const top = bits === undefined ? undefined : 2 ** bits - 1;
  const outside = top === undefined ? -1 : samples.findIndex((value) => value < 0 || value > top);
  const raw: Channel = {
    name,
    kind: 'other',
    unit: 'count',
    fs,
    samples,
    ...(top !== undefined && outside < 0 && { range: [0, top] as const }),
    ...named,
  };
  if (sensor === undefined || bits === undefined) {
    if (isUnnamed(sensorName) || isEmgName(sensorName)) {
      const what = sensorName === '' ? 'no sensor' : `the sensor '${sensorName}'`;
      issues.push(issue('SENSOR_UNKNOWN', `The file names ${what} for channel ${name}.`, { file, channel: name }));
    }
    return raw;
  }
  if (outside >= 0) {
    throw cannotRead(
      file,
      `the header gives ${name} ${bits} bits but line ${rowsLine + outside} holds ${samples[outside]}`,
      openSignalsText,
      'Correct the resolution in the header, or export the file again.',
    );
  }
  return calibrate(raw, sensor);
}

function cutIssue({ cutLine, nRows }: NumberTable, file: string, fs: number): Issue[] {
  if (cutLine === undefined) return [];
  return [issue('RAGGED_ROWS', `Line ${cutLine}, the last one, is cut off.`, { file, sample: nRows, atS: nRows / fs })];
}
