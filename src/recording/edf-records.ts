import { readAnnotations } from './edf-annotations.ts';
import { annotationsLabel, type EdfHeader } from './edf-header.ts';
import { type FoundEvent, type RecordTimes, recordTimes } from './edf-times.ts';

/** The data records of an EDF file. */
export interface EdfRecords extends RecordTimes {
  /** Digital values of each ordinary signal [nSignals][nSamples], the annotations signals left out. */
  readonly digital: readonly Int16Array[];
  /** When the first record begins, in seconds after the header's start time. */
  readonly startS: number;
  readonly nUnreadable: number;
}

/** Bytes of one record. */
export function recordBytes(header: EdfHeader): number {
  return header.signals.reduce((sum, signal) => sum + 2 * signal.samplesPerRecord, 0);
}

/** Reads `nRecords` records; the caller has checked that the bytes hold them. */
export function readEdfRecords(bytes: Uint8Array, header: EdfHeader, nRecords: number): EdfRecords {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const digital: Int16Array[] = [];
  const starts = new Float64Array(nRecords).fill(Number.NaN);
  const found: FoundEvent[] = [];
  let nUnreadable = 0;
  const stride = recordBytes(header);
  let from = header.headerBytes;
  let isFirstNotes = true;
  for (const { label, samplesPerRecord } of header.signals) {
    if (label === annotationsLabel) {
      for (let record = 0; record < nRecords; record++) {
        const at = from + record * stride;
        const notes = readAnnotations(bytes.subarray(at, at + 2 * samplesPerRecord));
        if (isFirstNotes && notes.startS !== undefined) starts[record] = notes.startS;
        for (const event of notes.events) found.push({ record, event });
        nUnreadable += notes.nUnreadable;
      }
      isFirstNotes = false;
    } else {
      const values = new Int16Array(nRecords * samplesPerRecord);
      for (let record = 0; record < nRecords; record++) {
        const at = from + record * stride;
        const to = record * samplesPerRecord;
        for (let i = 0; i < samplesPerRecord; i++) values[to + i] = view.getInt16(at + 2 * i, true);
      }
      digital.push(values);
    }
    from += 2 * samplesPerRecord;
  }
  const startS = Number.isNaN(starts[0]) ? 0 : starts[0];
  return { digital, startS, ...recordTimes(starts, found, header), nUnreadable };
}
