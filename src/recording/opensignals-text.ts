import { ArgumentError, sha256Hex } from '#base';
import { cannotRead, fileName } from './cannot-read.ts';
import { requireRate } from './fastest-rate.ts';
import { readNumberTable } from './number-table.ts';
import { recordingOfColumns } from './opensignals-columns.ts';
import { type OpenSignalsDevice, openSignalsText, readOpenSignalsHeader } from './opensignals-header.ts';
import { cutIssues } from './reading-issues.ts';
import type { Recording } from './recording.ts';

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
  let first = 0;
  const records = devices.map((device) => {
    const own = columns.slice(first, first + device.columns.length);
    first += own.length;
    return { device, columns: own, fs };
  });
  const recording = recordingOfColumns(records, {
    file,
    format: 'opensignals-text',
    sha256: sha256Hex(bytes),
    formatName: openSignalsText,
    place: (sample) => `line ${firstLine + sample}`,
  });
  return { ...recording, issues: [...recording.issues, ...cutIssues(cutLine, nRows, file, fs)] };
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
