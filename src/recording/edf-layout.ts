import { readAnnotations, readEndMark } from './edf-annotations.ts';
import { readChannelNote } from './edf-channel-note.ts';
import { asciiField } from './edf-fields.ts';
import { isAnnotations, readEdfHeader } from './edf-header.ts';
import { recordBytes } from './edf-records.ts';
import type { RecordingEvent } from './recording.ts';

/** Where everything stands in an EDF or BDF file: for programs that look after a file without reading its samples. */
export interface EdfLayout {
  readonly headerBytes: number;
  readonly recordBytes: number;
  /** Length of a record (s). */
  readonly recordS: number;
  /** Records as the header states them; −1 in a file that was never closed. */
  readonly nRecords: number;
  /** Whether this product wrote it. */
  readonly isOurs: boolean;
  /** What a record tells beside its samples: when it begins, and its events, both in seconds after the header's start time. */
  notesOf(record: Uint8Array): { readonly startS: number | undefined; readonly events: readonly RecordingEvent[] };
}

/**
 * Reads the layout from the first bytes of a file, which must hold its header.
 *
 * @throws FormatError when the header is unusable.
 */
export function edfLayout(head: Uint8Array, file: string): EdfLayout {
  const header = readEdfHeader(head, file);
  const { form, signals, headerBytes, recordS, nRecords } = header;
  const size = recordBytes(header);
  let at = 0;
  const places: [from: number, to: number][] = [];
  for (const signal of signals) {
    const length = form.sampleBytes * signal.samplesPerRecord;
    if (isAnnotations(signal, form)) places.push([at, at + length]);
    at += length;
  }
  return {
    headerBytes,
    recordBytes: size,
    recordS,
    nRecords,
    isOurs: signals.some(({ transducer }) => readChannelNote(transducer) !== undefined),
    notesOf(record) {
      const notes = places.map(([from, to]) => readAnnotations(record.subarray(from, to)));
      const events = notes.flatMap((note) => note.events).filter(({ label }) => readEndMark(label) === undefined);
      return { startS: notes[0]?.startS, events };
    },
  };
}

/** Place and bytes of the header's number of records: what closes a file. */
export function edfRecordCount(nRecords: number): { readonly at: number; readonly bytes: Uint8Array } {
  return { at: 236, bytes: new TextEncoder().encode(asciiField(String(nRecords), 8)) };
}
