import { ArgumentError, requireFinite, requirePositive } from '#base';
import { endMark, joinedBytes, writeAnnotation, writeRecordStart } from './edf-annotations.ts';
import { type EdfForm, type EdfFormat, edfForms } from './edf-form.ts';
import { anonymous, writeEdfHeader } from './edf-header-writer.ts';
import { encodeRecord, recordLayout } from './edf-record.ts';
import { type DigitalValues, digitalValues } from './edf-records.ts';
import { writeEdfStart } from './edf-start.ts';
import { encodeSignal } from './edf-whole-channel.ts';
import type { Recording, RecordingEvent } from './recording.ts';

/** How {@link writeEdf} writes. */
export interface EdfWriterOptions {
  /** Patient field as EDF+ wants it: code, sex, birth date, name. Anonymous where nothing is said. */
  readonly patient?: string;
  /** The 16-bit format, or its 24-bit relative BDF. @default 'edf' */
  readonly format?: EdfFormat;
  /** Digital values that channels without whole counts are spread over; all of the format's where nothing is said. */
  readonly digitalRange?: readonly [lo: number, hi: number];
  /** Length of a data record (s). It grows where a channel's rate needs that for whole samples. */
  readonly recordDurationS?: number;
}

/**
 * Writes a recording as EDF+C, 16 bits, or as BDF+C, 24 bits: one signal per channel (sEMG in µV), events as annotations.
 *
 * Channels whose calibration is known are written as their ADC counts less half of full scale, with the calibration in
 * the transducer field, so `readEdf` gives back the same millivolts to the last bit; so are channels of whole numbers.
 * Any other is rounded to at most half a step of its range. The last record is filled by repeating the last
 * value, and an annotation tells `readEdf` the true lengths. Names and texts of the header become ASCII.
 *
 * @throws ArgumentError for a recording without channels or samples, a sample or event time that is not finite, a start that
 * the calendar does not have, or rates that fit no record.
 */
export function writeEdf(recording: Recording, options: EdfWriterOptions = {}): Uint8Array<ArrayBuffer> {
  const { patient = anonymous, recordDurationS = 1 } = options;
  const form = edfForms[options.format ?? 'edf'];
  const { digitalRange = form.digitalRange } = options;
  const { channels, provenance } = recording;
  requirePositive('recordDurationS', recordDurationS, 'writeEdf');
  if (channels.length === 0 || channels.every(({ samples }) => samples.length === 0)) {
    throw new ArgumentError('The recording has no samples — in writeEdf.', 'Record or read some first.');
  }
  for (const { name, samples } of channels) requireFinite(`samples of ${name}`, samples, 'writeEdf');

  const { events } = recording;
  requireFinite(
    'event times',
    events.flatMap(({ onsetS, durationS }) => [onsetS, durationS]),
    'writeEdf',
  );

  const { recordS, perRecord } = recordLayout(
    channels.map(({ fs }) => fs),
    recordDurationS,
    'writeEdf',
  );
  const nSamples = channels.map(({ samples }) => samples.length);
  const nRecords = Math.max(...nSamples.map((n, i) => Math.ceil(n / (perRecord[i] as number))));
  const isFilled = nSamples.every((n, i) => n === nRecords * (perRecord[i] as number));
  const endS = Math.max(...channels.map(({ samples, fs }) => samples.length / fs));
  const end: RecordingEvent = { onsetS: endS, durationS: 0, label: endMark(nSamples) };
  const notes = annotationRecords(
    [...events, ...(isFilled ? [] : [end])],
    nRecords,
    recordS,
    writeEdfStart(provenance).fractionS,
  );
  const notesSamples = notes.reduce((most, note) => Math.max(most, Math.ceil(note.length / form.sampleBytes)), 1);

  const signals = channels.map((channel) => encodeSignal(channel, digitalRange, form));
  const head = writeEdfHeader(signals, {
    form,
    patient,
    provenance,
    nRecords,
    recordS,
    samplesPerRecord: [...perRecord, notesSamples],
  });
  const recordBytes = form.sampleBytes * (perRecord.reduce((sum, n) => sum + n, 0) + notesSamples);
  const bytes = new Uint8Array(head.length + nRecords * recordBytes);
  bytes.set(head);
  for (let record = 0; record < nRecords; record++) {
    const digital = signals.map((signal, i) => recordOf(signal.digital, record, perRecord[i] as number, form));
    const content = { digital, notes: notes[record] as Uint8Array, notesSamples };
    bytes.set(encodeRecord(content, form), head.length + record * recordBytes);
  }
  return bytes;
}

/** The values of one record; behind the end of the channel its last one is repeated. */
function recordOf(digital: DigitalValues, record: number, n: number, form: EdfForm): DigitalValues {
  const own = digital.subarray(record * n, (record + 1) * n);
  if (own.length === n) return own;
  const filled = digitalValues(form, n).fill(digital.at(-1) ?? 0);
  filled.set(own);
  return filled;
}

/** Everything that stands in each record's annotations signal: its start, and the events that fall into it. */
function annotationRecords(
  events: readonly RecordingEvent[],
  nRecords: number,
  recordS: number,
  offsetS: number,
): Uint8Array[] {
  const lists = Array.from({ length: nRecords }, (_, record) => [writeRecordStart(record * recordS + offsetS)]);
  for (const event of events) {
    const record = Math.min(nRecords - 1, Math.max(0, Math.floor(event.onsetS / recordS)));
    lists[record]?.push(writeAnnotation(event, offsetS));
  }
  return lists.map(joinedBytes);
}
