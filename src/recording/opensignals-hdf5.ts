import { ArgumentError, type Issue, issue, sha256Hex } from '#base';
import { cannotRead, counted, fileName, quoted } from './cannot-read.ts';
import { type Hdf5Attribute, type Hdf5Tree, readHdf5 } from './hdf5-library.ts';
import { type DeviceRecord, recordingOfColumns } from './opensignals-columns.ts';
import { openSignalsDevice, requireAnalog } from './opensignals-header.ts';
import { isBitalino } from './opensignals-sensor.ts';
import type { Recording } from './recording.ts';

/** What {@link readOpenSignalsHdf5} needs beside the bytes. */
export interface OpenSignalsHdf5Options {
  readonly file: string;
  /** Sampling rate (Hz); another than the stored one is an error. */
  readonly fs?: number;
}

const openSignalsHdf5 = 'OpenSignals HDF5';
const reexport = 'Export the recording as text (.txt) from OpenSignals.';

/** Names that begin so and end in a number, in the order of the numbers: `channel_2` comes before `channel_10`. */
function numbered(names: readonly string[], prefix: string): string[] {
  const numberOf = (name: string) => Number(name.slice(prefix.length));
  return names
    .filter((name) => name.startsWith(prefix) && /^\d{1,4}$/.test(name.slice(prefix.length)))
    .sort((a, b) => numberOf(a) - numberOf(b));
}

function text(value: Hdf5Attribute | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** What a text file would call the digital lines: `I1 I2 O1 O2` of a BITalino, `DI` of a hub. `digital IO` has 1 for outputs. */
function digitalNames(n: number, isOutput: readonly unknown[], isBitalinoDevice: boolean): string[] {
  const nOf = { I: 0, O: 0 };
  return Array.from({ length: n }, (_, i) => {
    const letter = isOutput[i] === 1 ? 'O' : 'I';
    nOf[letter]++;
    if (isBitalinoDevice) return `${letter}${nOf[letter]}`;
    return `D${letter}${nOf[letter] === 1 ? '' : nOf[letter]}`;
  });
}

function deviceRecord(tree: Hdf5Tree, id: string, file: string): DeviceRecord {
  const where = `${openSignalsHdf5}, device ${quoted(id)}`;
  const fields = tree.attributes(id);
  const groups = tree.groups(id);
  const raw = tree.names(`${id}/raw`);
  const ports = numbered(raw, 'channel_');
  const digital = groups.includes('digital') ? numbered(tree.names(`${id}/digital`), 'digital_') : [];
  const about = ports.map((port) => tree.attributes(`${id}/raw/${port}`));
  const isOutput = Array.isArray(fields['digital IO']) ? fields['digital IO'] : [];
  const counter = raw.includes('nSeq') ? ['nSeq'] : [];
  const device = openSignalsDevice(
    id,
    { ...fields, sensor: about.map(({ sensor }) => text(sensor)) },
    {
      columns: [
        ...counter,
        ...digitalNames(digital.length, isOutput, isBitalino({ device: text(fields.device) })),
        ...about.map(({ label }) => text(label)),
      ],
      nAnalog: ports.length,
      file,
      where,
    },
  );
  const paths = [...counter, ...ports].map((name) => `raw/${name}`);
  paths.splice(counter.length, 0, ...digital.map((name) => `digital/${name}`));
  const columns = paths.map((path) => tree.column(`${id}/${path}`));
  const lengths = [...new Set(columns.map(({ length }) => length))];
  if (lengths.length > 1) throw cannotRead(file, `its columns have ${lengths.join(' and ')} samples`, where, reexport);
  if (lengths[0] === 0) throw cannotRead(file, 'it holds no samples', where, 'Record again: it is empty.');
  return { device, columns, fs: device.fs };
}

/** Devices of one rate as long as the shortest of them, so that their samples stand side by side. */
function evenLengths(records: readonly DeviceRecord[], file: string): { records: DeviceRecord[]; issues: Issue[] } {
  const issues: Issue[] = [];
  const even = records.map((record) => {
    const { device, columns, fs } = record;
    const lengthOf = (other: DeviceRecord) => other.columns[0]?.length ?? 0;
    const common = Math.min(...records.filter((other) => other.fs === fs).map(lengthOf));
    const more = lengthOf(record) - common;
    if (more === 0) return record;
    const than = `than another device at ${fs} Hz; they were left out`;
    const message = `Device ${device.id} has ${counted(more, 'sample')} more ${than}.`;
    issues.push(issue('UNEVEN_DEVICES', message, { file, sample: common, atS: common / fs }));
    return { ...record, columns: columns.map((column) => column.subarray(0, common)) };
  });
  return { records: even, issues };
}

function requireFinite(records: readonly DeviceRecord[], file: string): void {
  for (const { device, columns } of records) {
    const at = columns.map((column) => column.findIndex((value) => !Number.isFinite(value)));
    const bad = at.findIndex((sample) => sample >= 0);
    if (bad < 0) continue;
    const what = `sample ${at[bad]} of ${quoted(device.columns[bad] ?? '')} is no number`;
    throw cannotRead(file, what, `${openSignalsHdf5}, device ${quoted(device.id)}`, reexport);
  }
}

/**
 * Reads an OpenSignals HDF5 file (BITalino and PLUX, one device or several, each with its own rate): `raw/channel_N` become
 * channels, digital inputs become events. What the add-ons stored under `plugin` and the previews under `support` are not read.
 * Needs `loadHdf5` before.
 *
 * @throws FormatError when the file is damaged or no recording of OpenSignals; the message names the device.
 * @throws ArgumentError for a rate that is not the one that the file stores.
 */
export function readOpenSignalsHdf5(bytes: Uint8Array, options: OpenSignalsHdf5Options): Recording {
  const file = fileName(options.file);
  const stored = readHdf5(bytes, file, (tree) => {
    const ids = tree.groups('/').filter((id) => tree.groups(id).includes('raw'));
    if (ids.length === 0) {
      const fix = 'Choose a recording of OpenSignals, or export this one as EDF or CSV from the program that made it.';
      throw cannotRead(file, 'it is HDF5, but holds no device of OpenSignals', `${openSignalsHdf5}, '/'`, fix);
    }
    return ids.map((id) => deviceRecord(tree, id, file));
  });
  requireAnalog(
    stored.map(({ device }) => device),
    file,
    openSignalsHdf5,
  );
  requireFinite(stored, file);
  const { fs } = options;
  const other = fs === undefined ? undefined : stored.find((record) => record.fs !== fs);
  if (other) {
    throw new ArgumentError(
      `fs is ${fs}, but ${file} stores ${other.fs} Hz — in readOpenSignalsHdf5.`,
      'Leave fs out: the file stores the rate.',
    );
  }
  const { records, issues } = evenLengths(stored, file);
  const recording = recordingOfColumns(records, {
    file,
    format: 'opensignals-hdf5',
    sha256: sha256Hex(bytes),
    formatName: openSignalsHdf5,
    place: (sample) => `sample ${sample}`,
  });
  return { ...recording, issues: [...recording.issues, ...issues] };
}
