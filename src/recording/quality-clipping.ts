import type { Channel } from './recording.ts';

/** Samples at the ends of what could be recorded. */
export interface Clipping {
  readonly nClipped: number;
  /** Share of all samples, 0 to 1. */
  readonly share: number;
  /** Zero-based index of the first one. */
  readonly first: number;
  /** Whether the recorder's known range was touched, or the signal has flat tops at a lower level. */
  readonly at: 'range' | 'flat tops';
}

// Decoding to millivolts rounds: a sample at the rail may miss it by this share of the range.
const rounding = 1e-9;
// A peak of a sampled signal stays on its highest value for one sample, by chance for two.
const flatTopSamples = 3;
// With fewer levels than this, quantisation alone puts equal samples side by side.
const mostQuantised = 32;

/**
 * Finds clipped samples: those at the ends of the channel's range, and where these are few or the range is unknown, those in
 * flat tops: three or more equal samples in a row at the highest or the lowest value, as an amplifier leaves them that
 * saturates before the recorder does. The larger of the two counts.
 */
export function findClipping({ samples, range }: Channel): Clipping {
  const atRange = range ? countRailed(samples, range) : none;
  const flat = hasLevels(samples, mostQuantised) ? countFlatTops(samples) : none;
  const [{ nClipped, first }, at] =
    flat.nClipped > atRange.nClipped ? [flat, 'flat tops' as const] : [atRange, 'range' as const];
  return { nClipped, share: nClipped / Math.max(1, samples.length), first, at };
}

interface Count {
  readonly nClipped: number;
  readonly first: number;
}
const none: Count = { nClipped: 0, first: -1 };

function countRailed(samples: Float64Array, [lo, hi]: readonly [number, number]): Count {
  const margin = rounding * (hi - lo);
  let nClipped = 0;
  let first = -1;
  for (let i = 0; i < samples.length; i++) {
    if (samples[i] > lo + margin && samples[i] < hi - margin) continue;
    if (first < 0) first = i;
    nClipped++;
  }
  return { nClipped, first };
}

function countFlatTops(samples: Float64Array): Count {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of samples) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  let nClipped = 0;
  let first = -1;
  for (let i = 0; i < samples.length; ) {
    let end = i + 1;
    while (end < samples.length && samples[end] === samples[i]) end++;
    const extreme = samples[i] === lowest || samples[i] === highest;
    if (extreme && end - i >= flatTopSamples) {
      if (first < 0) first = i;
      nClipped += end - i;
    }
    i = end;
  }
  return { nClipped, first };
}

/** A dead input toggles its last bit or two; a living one takes more values than that, even at rest. */
export const leastLevels = 4;

/** Whether a signal takes at least `n` different values. */
export function hasLevels(samples: Float64Array, n: number): boolean {
  const seen = new Set<number>();
  for (const value of samples) {
    seen.add(value);
    if (seen.size >= n) return true;
  }
  return false;
}
