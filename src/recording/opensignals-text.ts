import { ArgumentError, type Issue, sha256Hex } from '#base';
import { cannotRead, fileName } from './cannot-read.ts';
import { requireRate } from './fastest-rate.ts';
import { readNumberTable } from './number-table.ts';
import { openSignalsChannel, openSignalsNames, shortDeviceName } from './opensignals-channel.ts';
import { type OpenSignalsDevice, openSignalsText, readOpenSignalsHeader } from './opensignals-header.ts';
import { isBitalino } from './opensignals-sensor.ts';
import { cutIssues, gapIssues } from './reading-issues.ts';
import type { Channel, Recording, RecordingEvent } from './recording.ts';
import { bitalinoCycle, cyclicGaps, runningGaps } from './sequence.ts';

/** What {@link readOpenSignalsText} needs beside the bytes. */
export interface OpenSignalsTextOptions {
  readonly file: string;
  /** Sampling rate (Hz) of the rows, where devices of different rates stand in them; another than a single stored one is an error. */
  readonly fs?: number;
}

const TAB = 9;

/** Whether bytes begin as an OpenSignals text file does. */
export function isOpenSignalsText(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 64)).replace(/^\xef\xbb\xbf/, '');
  return /^#\s*OpenSignals/i.test(head) || /^#\s*\{\s*"/.test(head);
}

/** One event for every time the line is high, from its rise on. A line that is high at the start has not risen. */
function risesOf(column: Float64Array, label: string, fs: number): RecordingEvent[] {
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

/** What the counter and the digital inputs of a device tell. */
function digitalOf(
  device: OpenSignalsDevice,
  columns: readonly Float64Array[],
  prefix: string,
  file: string,
  fs: number,
): { events: RecordingEvent[]; issues: Issue[] } {
  const named = device.columns.slice(0, columns.length - device.nAnalog);
  const isCyclic = isBitalino(device);
  const events = named.flatMap((name, i) =>
    /^(I[1-4]|DI\d*)$/i.test(name) ? risesOf(columns[i] as Float64Array, `${prefix}${name}`, fs) : [],
  );
  const counter = columns[named.findIndex((name) => /^nSeq$/i.test(name))];
  if (!counter) return { events, issues: [] };
  const found = isCyclic ? cyclicGaps(counter, bitalinoCycle) : runningGaps(counter);
  return { events, issues: gapIssues(found, file, fs, isCyclic ? bitalinoCycle : undefined) };
}

/**
 * Reads an OpenSignals text file (BITalino and PLUX, one device or several): analog columns become channels, digital
 * inputs become events. A sensor name that tells the sensor gives millivolts; any other channel stays in raw counts.
 *
 * @throws FormatError when header or rows do not follow the format; the message names line and byte.
 * @throws ArgumentError for a rate that is not the one that the header stores.
 */
export function readOpenSignalsText(bytes: Uint8Array, options: OpenSignalsTextOptions): Recording {
  const file = fileName(options.file);
  const { devices, rowsByte, rowsLine: firstLine } = readOpenSignalsHeader(bytes, file);
  const fs = rateOfRows(devices, file, options.fs);
  const { columns, nRows, cutLine } = readNumberTable(bytes, {
    file,
    format: openSignalsText,
    separator: TAB,
    nColumns: devices.reduce((sum, device) => sum + device.columns.length, 0),
    startByte: rowsByte,
    firstLine,
  });
  if (nRows === 0) {
    throw cannotRead(file, 'it holds no samples', `${openSignalsText}, byte ${rowsByte}`, 'Record again: it is empty.');
  }
  const names = openSignalsNames(devices);
  const channels: Channel[] = [];
  const events: RecordingEvent[][] = [];
  const issues: Issue[] = [];
  let first = 0;
  for (const device of devices) {
    const own = columns.slice(first, first + device.columns.length);
    first += own.length;
    const digital = digitalOf(device, own, devices.length > 1 ? `${shortDeviceName(device)}-` : '', file, fs);
    events.push(digital.events);
    issues.push(...digital.issues);
    own.slice(own.length - device.nAnalog).forEach((samples, i) => {
      const name = names[channels.length] as string;
      const made = openSignalsChannel({ device, i, name, samples, fs, file, firstLine });
      channels.push(made.channel);
      issues.push(...made.issues);
    });
  }
  const [{ device, firmware, startedAt }] = devices as [OpenSignalsDevice];
  return {
    channels,
    events: events.flat().sort((a, b) => a.onsetS - b.onsetS),
    provenance: {
      file,
      format: 'opensignals-text',
      sha256: sha256Hex(bytes),
      ...(device !== '' && { device }),
      ...(firmware !== undefined && { firmware }),
      ...(startedAt !== undefined && { startedAt }),
    },
    issues: [...issues, ...cutIssues(cutLine, nRows, file, fs)],
  };
}

function rateOfRows(devices: readonly OpenSignalsDevice[], file: string, wanted: number | undefined): number {
  const [{ fs }] = devices;
  const other = devices.find((device) => device.fs !== fs);
  if (wanted !== undefined) requireRate(wanted, 'readOpenSignalsText');
  if (!other && wanted !== undefined && wanted !== fs) {
    throw new ArgumentError(
      `fs is ${wanted}, but ${file} stores ${fs} Hz — in readOpenSignalsText.`,
      'Leave fs out: the header stores the rate.',
    );
  }
  if (!other) return fs;
  if (wanted !== undefined) return wanted;
  throw cannotRead(
    file,
    `its devices name different rates, ${fs} and ${other.fs} Hz, for the same rows`,
    `${openSignalsText}, header`,
    'Pass --fs with the rate of the rows.',
  );
}
