import { ArgumentError, requireFinite, requirePositive } from '#base';
import { endMark, writeAnnotation, writeRecordStart } from './edf-annotations.ts';
import { asciiField, edfNumber } from './edf-fields.ts';
import { annotationsLabel, edfBlock } from './edf-header.ts';
import { type EncodedSignal, encodeSignal } from './edf-signal.ts';
import type { Provenance, Recording, RecordingEvent } from './recording.ts';
import { uniqueNames } from './unique-names.ts';

/** How {@link writeEdf} writes. */
export interface EdfWriterOptions {
  /** Patient field as EDF+ wants it: code, sex, birth date, name. Anonymous where nothing is said. */
  readonly patient?: string;
  /** Digital values that channels without whole counts are spread over; 16 bits where nothing is said. */
  readonly digitalRange?: readonly [lo: number, hi: number];
  /** Length of a data record (s). It grows where a channel's rate needs that for whole samples. */
  readonly recordDurationS?: number;
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const anonymous = 'X X X X';
const longestRecords = 100;
/** Year 85, the first that EDF's two digits can name: its convention for an unknown date. */
const unknownStart = { date: '01.01.85', time: '00.00.00', plus: 'X', fractionS: 0 };

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

function startOf({ startedAt }: Provenance): typeof unknownStart {
  const found = /^(\d\d(\d\d))-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?$/.exec(startedAt ?? '');
  if (!found) return unknownStart;
  const [, year, shortYear, month, day, hour, minute, second, fraction = '0'] = found as unknown as string[];
  return {
    date: `${day}.${month}.${shortYear}`,
    time: `${hour}.${minute}.${second}`,
    plus: `${day}-${months[Number(month) - 1]}-${year}`,
    fractionS: Number(fraction),
  };
}

/**
 * Writes a recording as EDF+C, 16 bits: one signal per channel (sEMG in µV), events as annotations.
 *
 * Channels whose calibration is known are written as their ADC counts less half of full scale, with the calibration in
 * the transducer field, so `readEdf` gives back the same millivolts to the last bit; so are channels of whole numbers.
 * Any other is rounded to at most half a step of its range. The last record is filled by repeating the last
 * value, and an annotation tells `readEdf` the true lengths. Names and texts of the header become ASCII.
 *
 * @throws ArgumentError for a recording without channels or samples, a sample that is not finite, or rates that fit no record.
 */
export function writeEdf(recording: Recording, options: EdfWriterOptions = {}): Uint8Array<ArrayBuffer> {
  const { patient = anonymous, digitalRange = [-32768, 32767], recordDurationS = 1 } = options;
  const { channels, provenance } = recording;
  requirePositive('recordDurationS', recordDurationS, 'writeEdf');
  if (channels.length === 0 || channels.every(({ samples }) => samples.length === 0)) {
    throw new ArgumentError('The recording has no samples — in writeEdf.', 'Record or read some first.');
  }
  for (const { name, samples } of channels) requireFinite(`samples of ${name}`, samples, 'writeEdf');

  const { recordS, perRecord } = recordLayout(recording, recordDurationS);
  const nSamples = channels.map(({ samples }) => samples.length);
  const nRecords = Math.max(...nSamples.map((n, i) => Math.ceil(n / (perRecord[i] as number))));
  const isFilled = nSamples.every((n, i) => n === nRecords * (perRecord[i] as number));
  const endS = Math.max(...channels.map(({ samples, fs }) => samples.length / fs));
  const end: RecordingEvent = { onsetS: endS, durationS: 0, label: endMark(nSamples) };
  const start = startOf(provenance);
  const notes = annotationRecords(
    [...recording.events, ...(isFilled ? [] : [end])],
    nRecords,
    recordS,
    start.fractionS,
  );
  const notesSamples = notes.reduce((most, note) => Math.max(most, Math.ceil(note.length / 2)), 1);

  const signals = channels.map((channel) => encodeSignal(channel, digitalRange));
  const headerBytes = edfBlock * (signals.length + 2);
  const recordBytes = 2 * (perRecord.reduce((sum, n) => sum + n, 0) + notesSamples);
  const bytes = new Uint8Array(headerBytes + nRecords * recordBytes);
  const equipment = (provenance.device ?? 'X').trim().replace(/\s+/g, '_') || 'X';
  const firmware = provenance.firmware === undefined ? '' : ` firmware=${provenance.firmware.replace(/\s+/g, '_')}`;
  const fixed = [
    asciiField('0', 8),
    asciiField(patient, 80),
    asciiField(`Startdate ${start.plus} X X ${equipment}${firmware}`, 80),
    start.date,
    start.time,
    asciiField(String(headerBytes), 8),
    asciiField('EDF+C', 44),
    asciiField(String(nRecords), 8),
    asciiField(edfNumber(recordS), 8),
    asciiField(String(signals.length + 1), 4),
  ];
  bytes.set(new TextEncoder().encode(fixed.join('') + signalFields(signals, [...perRecord, notesSamples])));

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

function signalFields(signals: readonly EncodedSignal[], samplesPerRecord: readonly number[]): string {
  const cut = uniqueNames(
    signals.map(({ label }) => asciiField(label, 16).trim()),
    new Set([annotationsLabel]),
  );
  // A number that tells two cut names apart must not be cut off itself.
  const labels = cut.map((name) => (name.length > 16 ? `${name.slice(0, 11)}-${name.split('-').at(-1)}` : name));
  const notes: EncodedSignal = {
    label: annotationsLabel,
    transducer: '',
    unit: '',
    physical: ['-1', '1'],
    digitalRange: [-32768, 32767],
    prefilter: '',
    digital: new Int16Array(0),
  };
  const all = [...signals, notes];
  const field = (width: number, text: (signal: EncodedSignal, i: number) => string) =>
    all.map((signal, i) => asciiField(text(signal, i), width)).join('');
  return [
    field(16, (_, i) => labels[i] ?? annotationsLabel),
    field(80, ({ transducer }) => transducer),
    field(8, ({ unit }) => unit),
    field(8, ({ physical }) => physical[0]),
    field(8, ({ physical }) => physical[1]),
    field(8, ({ digitalRange }) => String(digitalRange[0])),
    field(8, ({ digitalRange }) => String(digitalRange[1])),
    field(80, ({ prefilter }) => prefilter),
    field(8, (_, i) => String(samplesPerRecord[i])),
    field(32, () => ''),
  ].join('');
}
