import { ArgumentError, requireFinite, requirePositive, requireWhole } from '#base';
import { endMark } from './edf-annotations.ts';
import { type EdfFormat, edfForms } from './edf-form.ts';
import { anonymous, writeEdfHeader } from './edf-header-writer.ts';
import { encodeRecord, recordLayout } from './edf-record.ts';
import { type DigitalValues, digitalValues } from './edf-records.ts';
import { writeEdfStart } from './edf-start.ts';
import type { LossCause } from './lost-samples.ts';
import { notesBytes, recordNotes } from './record-notes.ts';
import { channelCoding, type RecordedChannel } from './recorded-channel.ts';
import type { Channel, RecordingEvent } from './recording.ts';

/** What {@link recordingWriter} writes. */
export interface RecordingWriterOptions {
  readonly format: EdfFormat;
  readonly channels: readonly RecordedChannel[];
  /** Sampling rate (Hz) of all channels. */
  readonly fs: number;
  /** Local time of the first sample, `YYYY-MM-DDTHH:MM:SS[.sss]`. */
  readonly startedAt?: string;
  readonly device?: string;
  readonly firmware?: string;
  /** Patient field as EDF+ wants it: code, sex, birth date, name. Anonymous where nothing is said. */
  readonly patient?: string;
}

/** A recording that grows: bytes come out as soon as they are final, and where they go is somebody else's business. */
export interface RecordingWriter {
  /** Length of a record (s); 1 where the rate is a whole number. */
  readonly recordS: number;
  /** What is known of the channels, as a reader will find them; without samples. */
  readonly channels: readonly Channel[];
  /** Samples of each channel so far, lost ones counted: the time of the next one is `nSamples / fs`. */
  readonly nSamples: number;
  /** Records that were given out. */
  readonly nRecords: number;
  /** The header, as it stands at the begin of a file that is being written: the number of records is −1. */
  header(): Uint8Array;
  /**
   * Takes samples [nChannels][nSamples] in the order of the channels; gives the records that they complete, to be appended.
   *
   * @throws ArgumentError for another number of channels, different lengths, or a value that is not finite: nothing of the call is taken.
   */
  add(values: readonly Float64Array[]): Uint8Array[];
  /**
   * Takes note that samples never came: times stay true, the last values stand in their place, and the record tells so.
   *
   * @throws ArgumentError unless `nSamples` is a whole number from 0.
   */
  lost(nSamples: number, cause: LossCause): Uint8Array[];
  /**
   * Puts an event into the record that is being filled; where that has no room, into the next one that has. It keeps its
   * own onset, in seconds from the start of the recording, however late it is told.
   *
   * @throws ArgumentError for a time that is not finite, or a negative duration.
   */
  event(event: RecordingEvent): void;
  /** The records that are left, the last of them filled up with its true length told, and the header of a closed file. */
  finish(): { readonly records: Uint8Array[]; readonly header: Uint8Array };
}

/**
 * Makes an EDF+C or BDF+C file record by record, each of one second (longer where the rate needs that). Memory does not
 * grow with the recording. What {@link writeEdf} writes at once and this writes in pieces is the same format:
 * `readEdf` gives back counts and sEMG millivolts exactly, events, and which stretches were lost (`Channel.filled`).
 *
 * @throws ArgumentError for no channels, a rate that fits no record, or a channel that the format cannot hold.
 */
export function recordingWriter(options: RecordingWriterOptions): RecordingWriter {
  const { channels, fs, patient = anonymous } = options;
  const form = edfForms[options.format];
  requirePositive('fs', fs, 'recordingWriter');
  if (channels.length === 0)
    throw new ArgumentError('There are no channels — in recordingWriter.', 'Pass at least one.');
  const { recordS, perRecord } = recordLayout([fs], 1, 'recordingWriter');
  const size = perRecord[0] as number;
  const codings = channels.map((channel) => channelCoding(channel, fs, form));
  const notes = recordNotes(fs, writeEdfStart(options).fractionS);
  const notesSamples = notesBytes / form.sampleBytes;
  const headerOf = (count: number): Uint8Array =>
    writeEdfHeader(
      codings.map(({ coding }) => coding),
      {
        form,
        patient,
        provenance: options,
        nRecords: count,
        recordS,
        samplesPerRecord: [...codings.map(() => size), notesSamples],
      },
    );

  const open: readonly DigitalValues[] = codings.map(() => digitalValues(form, size));
  /** Stored values that stand for samples which did not come. */
  const last = codings.map(({ coding, limits: [lo, hi] }) => coding.toDigital(Math.round((lo + hi) / 2)));
  let nOpen = 0;
  let nRecords = 0;
  let isFinished = false;

  const closedRecord = (): Uint8Array => {
    const record = encodeRecord({ digital: open, notes: notes.next(nRecords * recordS), notesSamples }, form);
    nRecords++;
    nOpen = 0;
    return record;
  };
  const requireOpen = (): void => {
    if (!isFinished) return;
    throw new ArgumentError('The recording is finished — in recordingWriter.', 'Start a new one.');
  };
  /** Puts `n` samples into records, of each channel those that `fill` writes into the open one. */
  const put = (
    n: number,
    fill: (into: DigitalValues, channel: number, at: number, from: number, n: number) => void,
  ) => {
    const records: Uint8Array[] = [];
    for (let from = 0; from < n; ) {
      const part = Math.min(n - from, size - nOpen);
      open.forEach((into, channel) => {
        fill(into, channel, nOpen, from, part);
      });
      nOpen += part;
      from += part;
      if (nOpen === size) records.push(closedRecord());
    }
    return records;
  };
  const repeat = (n: number) =>
    put(n, (into, channel, at, _, part) => {
      into.fill(last[channel] as number, at, at + part);
    });

  return {
    recordS,
    channels: codings.map(({ head }) => ({ ...head, fs, samples: new Float64Array(0) })),
    get nSamples() {
      return nRecords * size + nOpen;
    },
    get nRecords() {
      return nRecords;
    },
    header: () => headerOf(-1),
    add(values) {
      requireOpen();
      requireValues(values, channels);
      const n = values[0]?.length ?? 0;
      if (n === 0) return [];
      const records = put(n, (into, channel, at, from, part) => {
        const { coding, limits } = codings[channel] as (typeof codings)[number];
        const [lo, hi] = limits;
        const samples = values[channel] as Float64Array;
        for (let i = 0; i < part; i++) {
          into[at + i] = coding.toDigital(Math.min(hi, Math.max(lo, samples[from + i] as number)));
        }
      });
      codings.forEach(({ coding, limits: [lo, hi] }, channel) => {
        last[channel] = coding.toDigital(Math.min(hi, Math.max(lo, values[channel]?.[n - 1] as number)));
      });
      return records;
    },
    lost(n, cause) {
      requireOpen();
      requireWhole('nSamples', n, 0, 'lost');
      if (n === 0) return [];
      const from = nRecords * size + nOpen;
      notes.lost({ from, to: from + n, nLost: n, causes: [cause] });
      return repeat(n);
    },
    event(event) {
      requireOpen();
      requireFinite('event times', [event.onsetS, event.durationS], 'event');
      if (event.durationS < 0) {
        throw new ArgumentError(
          `durationS of an event must not be negative, got ${event.durationS} — in event.`,
          'Pass 0 where it has none.',
        );
      }
      notes.event(event);
    },
    finish() {
      requireOpen();
      const n = nRecords * size + nOpen;
      const records: Uint8Array[] = [];
      if (nOpen > 0 || notes.nWaiting > 0) {
        const end = { onsetS: n / fs, durationS: 0, label: endMark(codings.map(() => n)) };
        if (n > 0) notes.event(end);
        while (n > 0 && (nOpen > 0 || notes.nWaiting > 0)) records.push(...repeat(size - nOpen));
      }
      isFinished = true;
      return { records, header: headerOf(nRecords) };
    },
  };
}

function requireValues(values: readonly Float64Array[], channels: readonly RecordedChannel[]): void {
  if (values.length !== channels.length) {
    throw new ArgumentError(
      `values must be those of ${channels.length} channels, got ${values.length} — in add.`,
      'Pass one array per channel, in their order.',
    );
  }
  values.forEach((samples, i) => {
    const { name } = channels[i] as RecordedChannel;
    if (samples.length !== values[0]?.length) {
      throw new ArgumentError(
        `${name} has ${samples.length} samples and ${channels[0]?.name} has ${values[0]?.length} — in add.`,
        'Pass the same number of samples for every channel.',
      );
    }
    requireFinite(`samples of ${name}`, samples, 'add');
  });
}
