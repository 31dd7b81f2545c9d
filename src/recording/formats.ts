import { FormatError } from '#base';
import { applySensor, onlyCandidate } from './apply-sensor.ts';
import { readC3d } from './c3d.ts';
import { isC3d } from './c3d-header.ts';
import { fileName } from './cannot-read.ts';
import { type CsvMapping, mappingExample } from './csv-mapping.ts';
import { readEdf } from './edf.ts';
import { isBdf, isEdf } from './edf-form.ts';
import { isHdf5 } from './hdf5-guard.ts';
import { loadHdf5 } from './hdf5-library.ts';
import { readMappedCsv } from './mapped-csv.ts';
import { readMat } from './mat.ts';
import { isMat } from './mat-elements.ts';
import { isOpenSignalsCsv, readOpenSignalsCsv } from './opensignals-csv.ts';
import { readOpenSignalsHdf5 } from './opensignals-hdf5.ts';
import { isOpenSignalsText, readOpenSignalsText } from './opensignals-text.ts';
import type { Recording } from './recording.ts';
import { wrappingError } from './wrapped-file.ts';
import { readXdf } from './xdf.ts';
import { isXdf } from './xdf-chunks.ts';

/** What reading a file may need beside its bytes. */
export interface ReadOptions {
  /** Name of the file: for messages, provenance, and where the content does not tell the format. */
  readonly file: string;
  /** Sampling rate (Hz), for formats that do not store it. */
  readonly fs?: number;
  /** Id of the sensor, where the file does not tell it; applies to `channel`. */
  readonly sensor?: string;
  /** The channel that `sensor` is for; may be left out where only one comes into question. */
  readonly channel?: string;
  /** Explains the columns of a CSV that does not explain itself. */
  readonly mapping?: CsvMapping;
}

/** A file format that can be read. */
export interface RecordingFormat {
  /** What provenance calls it. */
  readonly id: string;
  readonly name: string;
  readonly extensions: readonly string[];
  /** Whether bytes begin as this format does; the name decides only where bytes cannot. */
  detect(bytes: Uint8Array, fileName: string): boolean;
  /** Whether a mapping may explain what its content does not; other formats need none and take none. */
  readonly takesMapping?: boolean;
  /**
   * Loads what `read` needs; wait for it before. Most formats need nothing.
   *
   * @throws UnsupportedError where that cannot be loaded.
   */
  prepare?(): Promise<void>;
  /** @throws FormatError or UnsupportedError for bytes that cannot be read. */
  read(bytes: Uint8Array, options: ReadOptions): Recording;
}

function rate(fs: number | undefined): { fs?: number } {
  return fs === undefined ? {} : { fs };
}

/** Every format that {@link readRecording} reads, in the order in which they are tried. */
export const formats: readonly RecordingFormat[] = [
  {
    id: 'opensignals-text',
    name: 'OpenSignals text (BITalino, PLUX)',
    extensions: ['.txt'],
    detect: isOpenSignalsText,
    read: (bytes, { file, fs }) => readOpenSignalsText(bytes, { file, ...rate(fs) }),
  },
  {
    id: 'edf',
    name: 'EDF and EDF+',
    extensions: ['.edf', '.rec'],
    detect: isEdf,
    read: (bytes, { file, fs }) => readEdf(bytes, { file, ...rate(fs) }),
  },
  {
    id: 'bdf',
    name: 'BDF and BDF+',
    extensions: ['.bdf'],
    detect: isBdf,
    read: (bytes, { file, fs }) => readEdf(bytes, { file, format: 'bdf', ...rate(fs) }),
  },
  {
    id: 'opensignals-csv',
    name: 'headerless OpenSignals CSV (six columns)',
    extensions: ['.csv'],
    detect: isOpenSignalsCsv,
    read: (bytes, { file, fs }) => readOpenSignalsCsv(bytes, { file, ...rate(fs) }),
  },
  {
    id: 'opensignals-hdf5',
    name: 'OpenSignals HDF5 (BITalino, PLUX)',
    extensions: ['.h5', '.hdf5'],
    detect: isHdf5,
    prepare: loadHdf5,
    read: (bytes, { file, fs }) => readOpenSignalsHdf5(bytes, { file, ...rate(fs) }),
  },
  {
    id: 'xdf',
    name: 'XDF (Lab Streaming Layer)',
    extensions: ['.xdf'],
    detect: isXdf,
    read: (bytes, { file, fs }) => readXdf(bytes, { file, ...rate(fs) }),
  },
  {
    id: 'c3d',
    name: 'C3D (analog channels)',
    extensions: ['.c3d'],
    detect: isC3d,
    read: (bytes, { file, fs }) => readC3d(bytes, { file, ...rate(fs) }),
  },
  {
    id: 'mat',
    name: 'MAT-5 (MATLAB -v6 and -v7)',
    extensions: ['.mat'],
    takesMapping: true,
    detect: isMat,
    read: (bytes, { file, fs, mapping }) => readMat(bytes, { file, ...rate(fs), ...(mapping && { mapping }) }),
  },
  {
    id: 'mapped-csv',
    name: 'any CSV or TSV with a column mapping',
    extensions: ['.csv', '.tsv'],
    takesMapping: true,
    // Only the mapping can say what its columns are: given one, no other format is tried.
    detect: () => false,
    read: (bytes, { file, fs, mapping = { columns: [] } }) => readMappedCsv(bytes, { ...rate(fs), ...mapping, file }),
  },
];

// Enough to tell text from numbers in binary: among these, some byte is a control character.
const textBytes = 4096;

/** Whether bytes begin as text: no control character but tab, line feed and carriage return. */
function isText(bytes: Uint8Array): boolean {
  return bytes.subarray(0, textBytes).every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

function formatOf(bytes: Uint8Array, { file, mapping }: ReadOptions): RecordingFormat {
  const name = fileName(file);
  const wrapping = wrappingError(bytes, name);
  if (wrapping) throw wrapping;
  const known = formats.map((format) => format.name).join('; ');
  if (bytes.length === 0) {
    throw new FormatError(`Cannot read ${name}: the file is empty.`, `Choose a recording. What can be read: ${known}.`);
  }
  const byId = (id: string) => formats.find((format) => format.id === id) as RecordingFormat;
  if (mapping) return formats.find((f) => f.takesMapping && f.detect(bytes, name)) ?? byId('mapped-csv');
  const found = formats.find((format) => format.detect(bytes, name));
  if (found) return found;
  if (/\.edf$/i.test(name)) return byId('edf');
  if (/\.(csv|tsv|txt)$/i.test(name) && isText(bytes)) {
    throw new FormatError(
      `Cannot read ${name}: it is text in no known recording format, and nothing explains its columns.`,
      `If it holds samples in columns, explain them with --mapping columns.json, a file that holds for example ${mappingExample}. What else can be read: ${known}.`,
    );
  }
  throw new FormatError(
    `Cannot read ${name}: its content is no known recording format.`,
    `What can be read: ${known}.`,
  );
}

/**
 * Reads a recording of any known format; the content decides which, then the name.
 *
 * @throws FormatError when the content follows no known format, or breaks off the one it has; the message names the place.
 * @throws UnsupportedError where what its format needs cannot be loaded.
 * @throws ArgumentError for an unknown sensor or channel.
 */
export async function readRecording(bytes: Uint8Array, options: ReadOptions): Promise<Recording> {
  const format = formatOf(bytes, options);
  await format.prepare?.();
  const recording = readAs(format, bytes, options);
  if (options.sensor === undefined) return recording;
  return applySensor(recording, options.channel ?? onlyCandidate(recording), options.sensor);
}

/** Reads by a mapping, too, and says where none is needed: its faults tell nothing about a file that explains itself. */
function readAs(format: RecordingFormat, bytes: Uint8Array, options: ReadOptions): Recording {
  try {
    return format.read(bytes, options);
  } catch (error) {
    const name = fileName(options.file);
    const other = options.mapping && formats.find((format) => !format.takesMapping && format.detect(bytes, name));
    if (!(error instanceof FormatError) || !other) throw error;
    const leaveOut = `eave out --mapping: the file begins as ${other.name}, which needs none.`;
    throw other.id !== 'edf' && other.id !== 'bdf'
      ? new FormatError(error.message, `${error.fix} Or l${leaveOut}`, { cause: error })
      : new FormatError(`Cannot read ${name} by the mapping: it is no table.`, `L${leaveOut}`, { cause: error });
  }
}
