import { readAnnotations } from './edf-annotations.ts';
import { annotationsLabel, type EdfHeader } from './edf-header.ts';
import type { RecordingEvent } from './recording.ts';

/** A stretch between two records in which nothing was recorded. */
export interface EdfGap {
  /** Index of the first record after it. */
  readonly record: number;
  readonly lengthS: number;
}

/** The data records of an EDF file. */
export interface EdfRecords {
  /** Digital values of each ordinary signal [nSignals][nSamples], the annotations signals left out. */
  readonly digital: readonly Int16Array[];
  /** When the first record begins, in seconds after the header's start time. */
  readonly startS: number;
  /** Events on the time axis of the samples, which has no gaps. */
  readonly events: readonly RecordingEvent[];
  readonly gaps: readonly EdfGap[];
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
  const found: RecordingEvent[] = [];
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
        for (const event of notes.events) found.push(event);
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
  const startS = Number.isNaN(starts[0]) ? 0 : (starts[0] as number);
  const gaps = gapsOf(starts, header);
  const events = onSamples(found, starts, startS, gaps, header.recordS);
  return { digital, startS, events, gaps, nUnreadable };
}

/** Times where a record begins later than the one before it ends, by more than a sample. */
function gapsOf(starts: Float64Array, { recordS, signals }: EdfHeader): EdfGap[] {
  const fewest = Math.max(
    ...signals.filter(({ label }) => label !== annotationsLabel).map((s) => s.samplesPerRecord),
    1,
  );
  const gaps: EdfGap[] = [];
  for (let record = 1; record < starts.length; record++) {
    const lengthS = (starts[record] as number) - (starts[record - 1] as number) - recordS;
    if (lengthS > recordS / fewest) gaps.push({ record, lengthS });
  }
  return gaps;
}

/** Events in the order of time, on the axis of the samples, where records follow each other without gaps. */
function onSamples(
  events: readonly RecordingEvent[],
  starts: Float64Array,
  startS: number,
  gaps: readonly EdfGap[],
  recordS: number,
): RecordingEvent[] {
  let passed = 0;
  let lostS = 0;
  const startOf = (gap: EdfGap) => starts[gap.record] as number;
  return [...events]
    .sort((a, b) => a.onsetS - b.onsetS)
    .map((event) => {
      for (let gap = gaps[passed]; gap && event.onsetS >= startOf(gap); gap = gaps[++passed]) lostS += gap.lengthS;
      const gap = gaps[passed];
      const isInGap = gap !== undefined && event.onsetS > startOf(gap) - gap.lengthS;
      const onsetS = isInGap ? gap.record * recordS : event.onsetS - startS - lostS;
      return { ...event, onsetS: Number(onsetS.toFixed(9)) };
    });
}
