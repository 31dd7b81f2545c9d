import type { Channel } from '#recording';

/** One effort of an invented force: from when, how long (s), how strong, and what is left of it at its end (share). */
export interface InventedEffort {
  readonly startS: number;
  readonly lengthS: number;
  readonly level: number;
  readonly left?: number;
  /** Time of the rise and of the release (s). @default 0.3 */
  readonly rampS?: number;
}

/** A force of these efforts, without noise, at 100 Hz: what the tests of this layer know the truth of. */
export function forceTrace(
  efforts: readonly InventedEffort[],
  { endS, unit = 'N' }: { readonly endS: number; readonly unit?: Channel['unit'] },
): Channel {
  const fs = 100;
  const samples = Float64Array.from({ length: Math.round(endS * fs) }, (_, i) => {
    const t = i / fs;
    return efforts.reduce((sum, { startS, lengthS, level, left = 1, rampS = 0.3 }) => {
      const edge = Math.min(1, (t - startS) / rampS, (startS + lengthS - t) / rampS);
      const inside = Math.min(1, Math.max(0, (t - startS - rampS) / (lengthS - 2 * rampS)));
      return sum + Math.max(0, edge) * level * (1 - (1 - left) * inside);
    }, 0);
  });
  return { name: 'Force', kind: 'force', unit, fs, samples };
}

/** Squeezes of 4 s at these levels, every 20 s from the second second on. */
export function squeezes(levels: readonly number[], fromS = 2, everyS = 20): InventedEffort[] {
  return levels.map((level, i) => ({ startS: fromS + i * everyS, lengthS: 4, level }));
}
