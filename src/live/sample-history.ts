import { requireWhole } from '#base';

/** The last samples of a signal that is still coming in, as one piece of memory. */
export interface SampleHistory {
  /** Number of samples that ever came: the number of the next one. */
  readonly end: () => number;
  /** Adds samples [n]; the oldest are forgotten. */
  append(samples: Float64Array): void;
  /**
   * The samples `[from, to)`, numbered from the start of the signal. A view: it holds until the next `append`.
   *
   * @throws RangeError for samples that are forgotten or have not come.
   */
  view(from: number, to: number): Float64Array;
  /** Number of the oldest sample that is still there. */
  readonly start: () => number;
}

/**
 * Keeps at least the last `capacity` samples, in twice their memory: what is kept moves to the front only when the space is
 * used up, so a sample is moved once on average.
 *
 * @throws ArgumentError unless `capacity` is a whole number from 1.
 */
export function sampleHistory(capacity: number): SampleHistory {
  requireWhole('capacity', capacity, 1, 'sampleHistory');
  const memory = new Float64Array(2 * capacity);
  let used = 0;
  let end = 0;
  const appendPart = (part: Float64Array): void => {
    if (used + part.length > memory.length) {
      const kept = Math.min(used, capacity - part.length);
      memory.copyWithin(0, used - kept, used);
      used = kept;
    }
    memory.set(part, used);
    used += part.length;
    end += part.length;
  };
  return {
    end: () => end,
    start: () => end - Math.min(used, capacity),
    append(samples) {
      for (let from = 0; from < samples.length; from += capacity) {
        appendPart(samples.subarray(from, Math.min(samples.length, from + capacity)));
      }
    },
    view(from, to) {
      if (!(from <= to && to <= end && from >= end - used)) {
        throw new RangeError(`Samples ${from}–${to} are not there: kept are ${end - used}–${end} — in sampleHistory.`);
      }
      return memory.subarray(used - (end - from), used - (end - to));
    },
  };
}
