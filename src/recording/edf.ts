import { ArgumentError, type Issue, issue, sha256Hex } from '#base';
import { cannotRead, counted, fileName } from './cannot-read.ts';
import { readEndMark } from './edf-annotations.ts';
import { edfChannel } from './edf-channel.ts';
import { annotationsLabel, type EdfHeader, readEdfHeader } from './edf-header.ts';
import { type EdfRecords, readEdfRecords, recordBytes } from './edf-records.ts';
import type { Channel, Provenance, Recording, RecordingEvent } from './recording.ts';
import { uniqueNames } from './unique-names.ts';

/** What {@link readEdf} needs beside the bytes. */
export interface EdfOptions {
  readonly file: string;
  /** Sampling rate (Hz) that the caller expects; EDF stores its rates, so another one is an error. */
  readonly fs?: number;
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
/** The EDF specification's clipping date: two-digit years from 85 are of the twentieth century. */
const firstYear = 85;

/**
 * Reads EDF, EDF+C and EDF+D: signals in physical units (voltages in mV), each at its own rate; annotations become events.
 * Records that do not follow each other in time are put one after the other, and the gap is an issue: no samples are invented.
 *
 * Proved by `golden/recording/edf.json`: files that edfio and pyedflib wrote.
 *
 * @throws FormatError when the header is unusable or not one record is complete.
 * @throws UnsupportedError for 24-bit BDF.
 */
export function readEdf(bytes: Uint8Array, options: EdfOptions): Recording {
  const file = fileName(options.file);
  const header = readEdfHeader(bytes, file);
  const ordinary = header.signals.filter(({ label }) => label !== annotationsLabel);
  if (ordinary.length === 0) {
    throw cannotRead(file, 'it holds annotations but no signals', 'EDF', 'Choose the file with the signals.');
  }
  const size = recordBytes(header);
  const complete = Math.floor((bytes.length - header.headerBytes) / size);
  const nRecords = header.nRecords < 0 ? complete : Math.min(header.nRecords, complete);
  if (nRecords === 0) {
    const left = counted(bytes.length - header.headerBytes, 'byte');
    throw cannotRead(
      file,
      `it holds no complete record: one needs ${size} bytes and there are ${left}`,
      `EDF, byte ${header.headerBytes}`,
      'Copy the file again; if it is the original, nothing was recorded.',
    );
  }
  const records = readEdfRecords(bytes, header, nRecords);
  const issues: Issue[] = [];
  const channels = channelsOf(ordinary, header.recordS, records, file, issues);
  if (options.fs !== undefined && !channels.every(({ fs }) => fs === options.fs)) {
    throw new ArgumentError(
      `fs is ${options.fs}, but ${file} stores ${channels[0]?.fs} Hz — in readEdf.`,
      'Leave fs out: EDF files store the rate of every channel.',
    );
  }
  if (header.nRecords !== nRecords) {
    const stated = header.nRecords < 0 ? 'The file was never closed' : `The header promises ${header.nRecords} records`;
    issues.push(issue('INCOMPLETE_FILE', `${stated}; ${nRecords} are complete.`, { file }));
  }
  const surplus = bytes.length - header.headerBytes - nRecords * size;
  if (surplus > 0 && header.nRecords === nRecords) {
    issues.push(issue('HEADER_REPAIRED', `${counted(surplus, 'byte')} after the last record were left out.`, { file }));
  }
  issues.push(...noticed(header, records, channels[0] as Channel, file));
  const { kept, trimmed } = withoutPadding(channels, records.events);
  return {
    channels: trimmed,
    events: kept,
    provenance: { file, format: 'edf', sha256: sha256Hex(bytes), ...provenanceOf(header, records.startS) },
    issues,
  };
}

function channelsOf(
  ordinary: EdfHeader['signals'],
  recordS: number,
  { digital }: EdfRecords,
  file: string,
  issues: Issue[],
): Channel[] {
  const names = uniqueNames(ordinary.map(({ label }, i) => (label === '' ? `channel ${i + 1}` : label)));
  return ordinary.map((signal, i) => {
    const name = names[i] as string;
    const made = edfChannel(signal, name, signal.samplesPerRecord / recordS, digital[i] as Int16Array);
    if ('fault' in made) throw cannotRead(file, made.fault, 'EDF, header', 'Export the file again.');
    if (made.defect) issues.push(issue('HEADER_REPAIRED', made.defect, { file, channel: name }));
    return made.channel;
  });
}

function noticed(header: EdfHeader, { gaps, nUnreadable }: EdfRecords, first: Channel, file: string): Issue[] {
  const issues = header.repairs.map((repair) => issue('HEADER_REPAIRED', repair, { file }));
  const [gap] = gaps;
  if (gap) {
    const lostS = gaps.reduce((sum, { lengthS }) => sum + lengthS, 0);
    const atS = gap.record * header.recordS;
    const where = { file, sample: Math.round(atS * first.fs), atS };
    const lost = `${Math.round(lostS * first.fs)} samples (${Number(lostS.toFixed(3))} s)`;
    issues.push(issue('DROPPED_SAMPLES', `${lost} were not recorded, in ${counted(gaps.length, 'gap')}.`, where));
  }
  if (nUnreadable > 0) {
    issues.push(issue('EVENTS_UNREADABLE', `${counted(nUnreadable, 'annotation')} could not be read.`, { file }));
  }
  if (/\bPluxFile\b/.test(header.recording)) {
    issues.push(issue('LOSSY_EXPORT', 'This is an EDF export of OpenSignals.', { file }));
  }
  return issues;
}

/** Leaves out the samples that only fill the last record, where an end mark tells how many there are. */
function withoutPadding(
  channels: readonly Channel[],
  events: readonly RecordingEvent[],
): { trimmed: readonly Channel[]; kept: readonly RecordingEvent[] } {
  const marks = events.map(({ label }) => readEndMark(label));
  const kept = events.filter((_, i) => marks[i] === undefined);
  const nSamples = marks.findLast((mark) => mark !== undefined);
  const fits = nSamples?.length === channels.length && channels.every((c, i) => (nSamples[i] ?? 0) <= c.samples.length);
  if (!nSamples || !fits) return { trimmed: channels, kept };
  return { trimmed: channels.map((c, i) => ({ ...c, samples: c.samples.slice(0, nSamples[i]) })), kept };
}

function provenanceOf(header: EdfHeader, startS: number): Partial<Provenance> {
  const [, date = '', , , equipment = 'X', ...more] = header.recording.split(/ +/);
  const isPlus = header.recording.startsWith('Startdate ');
  const device = isPlus && equipment !== 'X' ? equipment.replace(/^\['|'\]$/g, '').replaceAll('_', ' ') : undefined;
  const firmware = more.find((part) => part.startsWith('firmware='))?.slice('firmware='.length);
  // An OpenSignals export tells its own date, not the recording's; `Startdate X` says that the date was taken out.
  const isDated = !(isPlus && date === 'X') && !/\bPluxFile\b/.test(header.recording);
  const startedAt = isDated ? startedAtOf(header, isPlus ? date : '', startS) : undefined;
  return {
    ...(device !== undefined && { device }),
    ...(firmware !== undefined && { firmware }),
    ...(startedAt !== undefined && { startedAt }),
  };
}

function startedAtOf({ startDate, startTime }: EdfHeader, plusDate: string, startS: number): string | undefined {
  const short = /^(\d\d)[.-](\d\d)[.-](\d\d)$/.exec(startDate);
  const clock = /^(\d\d)[.:](\d\d)[.:](\d\d)$/.exec(startTime);
  if (!short || !clock) return undefined;
  let [day, month, year] = [+(short[1] as string), +(short[2] as string), +(short[3] as string)];
  year += year >= firstYear ? 1900 : 2000;
  const plus = /^(\d\d)-([A-Z]{3})-((?:19|20)\d\d)$/.exec(plusDate.toUpperCase());
  if (plus) [day, month, year] = [+(plus[1] as string), months.indexOf(plus[2] as string) + 1, +(plus[3] as string)];
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const two = (n: number) => String(n).padStart(2, '0');
  const fraction = startS > 0 && startS < 1 ? startS.toFixed(9).replace(/^0|0+$/g, '') : '';
  return `${year}-${two(month)}-${two(day)}T${clock.slice(1).join(':')}${fraction}`;
}
