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

/** Which samples are clipped, 1 each, and by which sign. */
interface Mask {
  readonly mask: Uint8Array;
  readonly at: Clipping['at'];
}

/**
 * Finds clipped samples: those at the ends of the channel's range, and where these are few or the range is unknown, those in
 * flat tops: three or more equal samples in a row at the highest or the lowest value, as an amplifier leaves them that
 * saturates before the recorder does. The larger of the two counts.
 */
export function findClipping(channel: Channel): Clipping {
  const { mask, at } = clippingMask(channel);
  const nClipped = countOf(mask);
  return { nClipped, share: nClipped / Math.max(1, mask.length), first: mask.indexOf(1), at };
}

/** The samples that {@link findClipping} counts: 1 where a sample is clipped [nSamples]. */
export function clippedSamples(channel: Channel): Uint8Array {
  return clippingMask(channel).mask;
}

function clippingMask({ samples, range }: Channel): Mask {
  const railed = range ? railedSamples(samples, range) : new Uint8Array(samples.length);
  const flat = hasLevels(samples, mostQuantised) ? flatTops(samples) : new Uint8Array(samples.length);
  return countOf(flat) > countOf(railed) ? { mask: flat, at: 'flat tops' } : { mask: railed, at: 'range' };
}

// Plain loops: the mask of an hour has millions of samples, and a call for each would cost more than all else here.

function countOf(mask: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < mask.length; i++) count += mask[i];
  return count;
}

function railedSamples(samples: Float64Array, [lo, hi]: readonly [number, number]): Uint8Array {
  const margin = rounding * (hi - lo);
  const mask = new Uint8Array(samples.length);
  for (let i = 0; i < mask.length; i++) mask[i] = samples[i] > lo + margin && samples[i] < hi - margin ? 0 : 1;
  return mask;
}

function flatTops(samples: Float64Array): Uint8Array {
  const mask = new Uint8Array(samples.length);
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < samples.length; i++) {
    if (samples[i] < lowest) lowest = samples[i];
    if (samples[i] > highest) highest = samples[i];
  }
  for (let i = 0; i < samples.length; i++) {
    if (samples[i] > lowest && samples[i] < highest) continue;
    let end = i + 1;
    while (end < samples.length && samples[end] === samples[i]) end++;
    if (end - i >= flatTopSamples) mask.fill(1, i, end);
    i = end - 1;
  }
  return mask;
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
