import { ArgumentError, type Issue, issue, sha256Hex } from '#base';
import { cannotRead, counted, fileName, quoted } from './cannot-read.ts';
import { readEndMark } from './edf-annotations.ts';
import { edfChannel } from './edf-channel.ts';
import { readChannelNote } from './edf-channel-note.ts';
import type { EdfFormat } from './edf-form.ts';
import { type EdfHeader, isAnnotations, readEdfHeader } from './edf-header.ts';
import { edfProvenance } from './edf-provenance.ts';
import { type DigitalValues, type EdfRecords, readEdfRecords, recordBytes } from './edf-records.ts';
import { filledIssues, withFilled } from './filled-samples.ts';
import type { Channel, Recording, RecordingEvent } from './recording.ts';
import { withGaps } from './sequence.ts';
import { uniqueNames } from './unique-names.ts';

/** What {@link readEdf} needs beside the bytes. */
export interface EdfOptions {
  readonly file: string;
  /** Sampling rate (Hz) that the caller expects; EDF stores its rates, so another one is an error. */
  readonly fs?: number;
  /** The format that the bytes have. @default the one that they begin as */
  readonly format?: EdfFormat;
}

// Record lengths are decimal fractions, 0.7 s: a rate is the whole number that it misses by no more than rounding.
const rounding = 1e-9;

/**
 * Reads EDF and its 24-bit relative BDF, plain or with annotations (EDF+C, EDF+D, BDF+C, BDF+D): signals in physical units (voltages in mV), each at its own rate; annotations become events.
 * Records that do not follow each other in time are put one after the other, and the gap is an issue: no samples are invented.
 *
 * Proved by `golden/recording/edf.json`: files that edfio and pyedflib wrote, and BDF files by pyedflib in `golden/recording/bdf.json`.
 *
 * @throws FormatError when the header is unusable or not one record is complete.
 */
export function readEdf(bytes: Uint8Array, options: EdfOptions): Recording {
  const file = fileName(options.file);
  const header = readEdfHeader(bytes, file, options.format);
  const ordinary = header.signals.filter((signal) => !isAnnotations(signal, header.form));
  if (ordinary.length === 0) {
    throw cannotRead(
      file,
      'it holds annotations but no signals',
      header.form.name,
      'Choose the file with the signals.',
    );
  }
  const size = recordBytes(header);
  const complete = Math.floor((bytes.length - header.headerBytes) / size);
  const nRecords = header.nRecords < 0 ? complete : Math.min(header.nRecords, complete);
  if (nRecords === 0) {
    const left = counted(bytes.length - header.headerBytes, 'byte');
    throw cannotRead(
      file,
      `it holds no complete record: one needs ${size} bytes and there are ${left}`,
      `${header.form.name}, byte ${header.headerBytes}`,
      'Copy the file again; if it is the original, nothing was recorded.',
    );
  }
  const records = readEdfRecords(bytes, header, nRecords);
  const issues: Issue[] = [];
  const channels = channelsOf(ordinary, header, records, file, issues);
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
  // Only a recorder of this product means by such events that it filled in samples.
  const isOurs = ordinary.some(({ transducer }) => readChannelNote(transducer) !== undefined);
  const known = isOurs ? withFilled(trimmed, kept) : trimmed;
  issues.push(...filledIssues(known, kept, file));
  return {
    channels: known,
    events: kept,
    provenance: {
      file,
      format: header.form.format,
      sha256: sha256Hex(bytes),
      ...edfProvenance(header, records.startS),
    },
    issues,
  };
}

function channelsOf(
  ordinary: EdfHeader['signals'],
  { form, recordS }: EdfHeader,
  { digital, gaps }: EdfRecords,
  file: string,
  issues: Issue[],
): Channel[] {
  const names = uniqueNames(ordinary.map(({ label }, i) => (label === '' ? `channel ${i + 1}` : label)));
  return ordinary.map((signal, i) => {
    const name = names[i] as string;
    const made = edfChannel(signal, name, rateOf(signal.samplesPerRecord, recordS), digital[i] as DigitalValues);
    if ('fault' in made) throw cannotRead(file, made.fault, `${form.name}, header`, 'Export the file again.');
    if (made.defect) issues.push(issue('HEADER_REPAIRED', made.defect, { file, channel: name }));
    if (made.unknownUnit !== undefined) {
      const unit = made.unknownUnit === '' ? 'no unit' : `the unit ${quoted(made.unknownUnit)}`;
      issues.push(
        issue('UNIT_UNKNOWN', `The file gives ${unit} for ${name}, which is no voltage.`, { file, channel: name }),
      );
    }
    const gapsAt = gaps.map(({ record }) => record * signal.samplesPerRecord).sort((a, b) => a - b);
    return withGaps(made.channel, gapsAt);
  });
}

function rateOf(samplesPerRecord: number, recordS: number): number {
  const fs = samplesPerRecord / recordS;
  const whole = Math.round(fs);
  return Math.abs(fs - whole) <= rounding * whole ? whole : fs;
}

function noticed(
  header: EdfHeader,
  { gaps, backward, nUnreadable }: EdfRecords,
  first: Channel,
  file: string,
): Issue[] {
  const issues = header.repairs.map((repair) => issue('HEADER_REPAIRED', repair, { file }));
  const [gap] = gaps;
  if (gap) {
    const lostS = gaps.reduce((sum, { lengthS }) => sum + lengthS, 0);
    const atS = gap.record * header.recordS;
    const where = { file, sample: Math.round(atS * first.fs), atS };
    const lost = `${Math.round(lostS * first.fs)} samples (${Number(lostS.toFixed(3))} s)`;
    issues.push(issue('DROPPED_SAMPLES', `${lost} were not recorded, in ${counted(gaps.length, 'gap')}.`, where));
  }
  if (backward) {
    const { record, nSteps } = backward;
    const atS = record * header.recordS;
    const where = { file, sample: Math.round(atS * first.fs), atS };
    const steps = counted(nSteps, 'step');
    issues.push(issue('RECORDS_UNORDERED', `The times of the records step back, in ${steps}.`, where));
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
