import { readAnnotations } from './edf-annotations.ts';
import type { EdfForm } from './edf-form.ts';
import { type EdfHeader, isAnnotations } from './edf-header.ts';
import { type FoundEvent, type RecordTimes, recordTimes } from './edf-times.ts';

/** Stored values: 16 bits of EDF, or the 24 of BDF. */
export type DigitalValues = Int16Array | Int32Array;

/** Room for `length` stored values. */
export function digitalValues({ sampleBytes }: EdfForm, length: number): DigitalValues {
  return sampleBytes === 2 ? new Int16Array(length) : new Int32Array(length);
}

/** The data records of an EDF or BDF file. */
export interface EdfRecords extends RecordTimes {
  /** Digital values of each ordinary signal [nSignals][nSamples], the annotations signals left out. */
  readonly digital: readonly DigitalValues[];
  /** When the first record begins, in seconds after the header's start time. */
  readonly startS: number;
  readonly nUnreadable: number;
}

/** Bytes of one record. */
export function recordBytes(header: EdfHeader): number {
  return header.signals.reduce((sum, signal) => sum + header.form.sampleBytes * signal.samplesPerRecord, 0);
}

/** Reads `nRecords` records; the caller has checked that the bytes hold them. */
export function readEdfRecords(bytes: Uint8Array, header: EdfHeader, nRecords: number): EdfRecords {
  const { form, signals } = header;
  const digital: DigitalValues[] = [];
  const starts = new Float64Array(nRecords).fill(Number.NaN);
  const found: FoundEvent[] = [];
  let nUnreadable = 0;
  const stride = recordBytes(header);
  let from = header.headerBytes;
  let isFirstNotes = true;
  for (const signal of signals) {
    const { samplesPerRecord } = signal;
    const signalBytes = form.sampleBytes * samplesPerRecord;
    if (isAnnotations(signal, form)) {
      for (let record = 0; record < nRecords; record++) {
        const at = from + record * stride;
        const notes = readAnnotations(bytes.subarray(at, at + signalBytes));
        if (isFirstNotes && notes.startS !== undefined) starts[record] = notes.startS;
        for (const event of notes.events) found.push({ record, event });
        nUnreadable += notes.nUnreadable;
      }
      isFirstNotes = false;
    } else {
      const values = digitalValues(form, nRecords * samplesPerRecord);
      for (let record = 0; record < nRecords; record++) {
        const at = from + record * stride;
        readSamples(bytes.subarray(at, at + signalBytes), values, record * samplesPerRecord);
      }
      digital.push(values);
    }
    from += signalBytes;
  }
  const startS = Number.isNaN(starts[0]) ? 0 : starts[0];
  return { digital, startS, ...recordTimes(starts, found, header), nUnreadable };
}

/** Stored bytes of one signal in one record, put into `values` from `to` on. */
function readSamples(bytes: Uint8Array, values: DigitalValues, to: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (values instanceof Int16Array) {
    for (let at = 0; at < bytes.length; at += 2) values[to++] = view.getInt16(at, true);
  } else {
    for (let at = 0; at < bytes.length; at += 3) {
      values[to++] = view.getUint16(at, true) | (view.getInt8(at + 2) << 16);
    }
  }
}
