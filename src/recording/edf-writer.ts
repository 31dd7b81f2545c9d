import { ArgumentError, requireFinite, requirePositive } from '#base';
import { endMark, writeAnnotation, writeRecordStart } from './edf-annotations.ts';
import { edfNumber } from './edf-fields.ts';
import { edfBlock } from './edf-header.ts';
import { writeEdfHeader } from './edf-header-writer.ts';
import { encodeSignal } from './edf-signal.ts';
import { writeEdfStart } from './edf-start.ts';
import type { Recording, RecordingEvent } from './recording.ts';

/** How {@link writeEdf} writes. */
export interface EdfWriterOptions {
  /** Patient field as EDF+ wants it: code, sex, birth date, name. Anonymous where nothing is said. */
  readonly patient?: string;
  /** Digital values that channels without whole counts are spread over; 16 bits where nothing is said. */
  readonly digitalRange?: readonly [lo: number, hi: number];
  /** Length of a data record (s). It grows where a channel's rate needs that for whole samples. */
  readonly recordDurationS?: number;
}

const anonymous = 'X X X X';
const longestRecords = 100;

/** The record length, and how many samples of each channel it holds. */
function recordLayout(recording: Recording, wantedS: number): { recordS: number; perRecord: number[] } {
  const rates = recording.channels.map(({ fs }) => fs);
  for (let times = 1; times <= longestRecords; times++) {
    const recordS = wantedS * times;
    const perRecord = rates.map((fs) => Math.round(fs * recordS));
    const isWhole = perRecord.every((n, i) => n > 0 && Math.abs(n - (rates[i] as number) * recordS) < 1e-9 * n);
    if (isWhole && Number(edfNumber(recordS)) === recordS) return { recordS, perRecord };
  }
  throw new ArgumentError(
    `No record of ${wantedS} s or its multiples holds whole samples at ${rates.join(', ')} Hz — in writeEdf.`,
    'Pass recordDurationS: a length that holds whole samples of every channel.',
  );
}

/**
 * Writes a recording as EDF+C, 16 bits: one signal per channel (sEMG in µV), events as annotations.
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
  const { patient = anonymous, digitalRange = [-32768, 32767], recordDurationS = 1 } = options;
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

  const { recordS, perRecord } = recordLayout(recording, recordDurationS);
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
  const notesSamples = notes.reduce((most, note) => Math.max(most, Math.ceil(note.length / 2)), 1);

  const signals = channels.map((channel) => encodeSignal(channel, digitalRange));
  const headerBytes = edfBlock * (signals.length + 2);
  const recordBytes = 2 * (perRecord.reduce((sum, n) => sum + n, 0) + notesSamples);
  const bytes = new Uint8Array(headerBytes + nRecords * recordBytes);
  const samplesPerRecord = [...perRecord, notesSamples];
  bytes.set(writeEdfHeader(signals, { patient, provenance, nRecords, recordS, samplesPerRecord }));

  const view = new DataView(bytes.buffer);
  for (let record = 0; record < nRecords; record++) {
    let at = headerBytes + record * recordBytes;
    signals.forEach(({ digital }, i) => {
      const n = perRecord[i] as number;
      const last = digital.length - 1;
      for (let k = record * n; k < (record + 1) * n; k++, at += 2) {
        view.setInt16(at, last < 0 ? 0 : (digital[Math.min(k, last)] as number), true);
      }
    });
    bytes.set(notes[record] as Uint8Array, at);
  }
  return bytes;
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
  return lists.map(joined);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
