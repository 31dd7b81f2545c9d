import type { StretchHead } from '#api';
import { ArgumentError } from '#base';
import type { Channel } from '#recording';

/** Which part of a channel is drawn, and with how many points. */
export interface StretchChoice {
  readonly fromS: number;
  /** @default the end */
  readonly toS?: number | undefined;
  readonly points: number;
}

/**
 * A stretch of a channel for a screen: its samples where there are at most so many, otherwise the lowest and highest value
 * of each of so many equal parts, so that no peak is lost at any zoom.
 *
 * @throws ArgumentError for a stretch that is empty or lies outside.
 */
export function stretchOf(
  { name, unit, fs, samples }: Pick<Channel, 'name' | 'unit' | 'fs' | 'samples'>,
  { fromS, toS = samples.length / fs, points }: StretchChoice,
): { readonly head: StretchHead; readonly arrays: readonly Float32Array[] } {
  const first = Math.floor(fromS * fs);
  const end = Math.min(samples.length, Math.ceil(toS * fs));
  if (first >= end) {
    throw new ArgumentError(
      `There is nothing of ${name} from ${fromS} to ${toS} s: it is ${(samples.length / fs).toFixed(3)} s long.`,
      'Choose a stretch inside the recording.',
    );
  }
  const n = end - first;
  const head = { channel: name, unit, fs, fromS: first / fs };
  if (n <= points) {
    const all = Float32Array.from({ length: n }, (_, i) => samples[first + i]);
    return { head: { ...head, stepS: 1 / fs, isSamples: true }, arrays: [all] };
  }
  const low = new Float32Array(points).fill(Number.POSITIVE_INFINITY);
  const high = new Float32Array(points).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < n; i++) {
    const point = Math.floor((i * points) / n);
    const value = samples[first + i];
    if (value < low[point]) low[point] = value;
    if (value > high[point]) high[point] = value;
  }
  return { head: { ...head, stepS: n / points / fs, isSamples: false }, arrays: [low, high] };
}
