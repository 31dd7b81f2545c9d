import { type EdfHeader, isAnnotations } from './edf-header.ts';
import type { RecordingEvent } from './recording.ts';

/** A stretch of time in which nothing was recorded. */
export interface EdfGap {
  /** Index of the record that begins after it. */
  readonly record: number;
  readonly lengthS: number;
}

/** An annotation as it stands in the file, and the record that holds it. */
export interface FoundEvent {
  readonly record: number;
  readonly event: RecordingEvent;
}

/** What the times of the records say. */
export interface RecordTimes {
  /** Events on the time axis of the samples, on which each record follows the one before it in the file. */
  readonly events: readonly RecordingEvent[];
  readonly gaps: readonly EdfGap[];
  /** Records that begin before the one before them ends: the first such, and how many. */
  readonly backward?: { readonly record: number; readonly nSteps: number };
}

/**
 * Gaps and backward steps between records, and the events put on the axis of the samples. `starts` are the times in
 * seconds at which the records begin [nRecords], NaN where a record does not tell.
 */
export function recordTimes(
  starts: Float64Array,
  found: readonly FoundEvent[],
  { recordS, signals, form, isDiscontinuous }: EdfHeader,
): RecordTimes {
  const most = signals.reduce((n, s) => (isAnnotations(s, form) ? n : Math.max(n, s.samplesPerRecord)), 1);
  const sampleS = recordS / most;
  const told = filled(starts, recordS);
  const backward = backwardSteps(told, recordS, sampleS);
  // A file that claims to have no gaps and yet steps back has meaningless times: its records stand in the order of time.
  const isJunk = backward !== undefined && !isDiscontinuous;
  const times = isJunk ? told.map((_, record) => told[0] + record * recordS) : told;
  const order = [...times.keys()].sort((a, b) => times[a] - times[b] || a - b);
  const events = found.map(({ record, event }) => {
    const onsetS = onSamples(event.onsetS, record, { times, order, recordS });
    return { ...event, onsetS: Number(onsetS.toFixed(9)) };
  });
  return {
    events: events.sort((a, b) => a.onsetS - b.onsetS),
    gaps: gapsOf(times, order, recordS, sampleS),
    ...(backward && { backward }),
  };
}

/** The starts, where a record does not tell its own: right after the one before it. */
function filled(starts: Float64Array, recordS: number): Float64Array {
  const told = starts.slice();
  for (let i = 0; i < told.length; i++) if (Number.isNaN(told[i])) told[i] = i === 0 ? 0 : told[i - 1] + recordS;
  return told;
}

function backwardSteps(times: Float64Array, recordS: number, sampleS: number): RecordTimes['backward'] {
  let record = -1;
  let nSteps = 0;
  for (let i = 1; i < times.length; i++) {
    if (times[i] - times[i - 1] - recordS >= -sampleS) continue;
    if (record < 0) record = i;
    nSteps++;
  }
  return nSteps === 0 ? undefined : { record, nSteps };
}

/** Times, in their order, at which a record begins later than all before it have ended, by more than a sample. */
function gapsOf(times: Float64Array, order: readonly number[], recordS: number, sampleS: number): EdfGap[] {
  const gaps: EdfGap[] = [];
  for (let i = 1; i < order.length; i++) {
    const lengthS = times[order[i]] - times[order[i - 1]] - recordS;
    if (lengthS > sampleS) gaps.push({ record: order[i], lengthS });
  }
  return gaps;
}

interface TimeAxis {
  readonly times: Float64Array;
  /** Records by the time of their start. */
  readonly order: readonly number[];
  readonly recordS: number;
}

/**
 * Where a time of the file lies on the axis of the samples: within the record that holds the annotation, if that was
 * recorded then; else within the last record that had begun. A time in a gap goes to the next record.
 */
function onSamples(timeS: number, record: number, { times, order, recordS }: TimeAxis): number {
  const within = (k: number) => k * recordS + (timeS - times[k]);
  const isOwn = timeS >= times[record] && timeS < times[record] + recordS;
  if (isOwn) return within(record);
  const begun = countBegun(timeS, times, order);
  if (begun === 0) return within(order[0]);
  const last = order[begun - 1];
  const next = order[begun];
  return next === undefined || timeS < times[last] + recordS ? within(last) : next * recordS;
}

/** How many records had begun by a time. */
function countBegun(timeS: number, times: Float64Array, order: readonly number[]): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[order[middle]] <= timeS) low = middle + 1;
    else high = middle;
  }
  return low;
}
