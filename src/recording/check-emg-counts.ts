import type { Random } from '#base';

/** ADC counts that look like sEMG around the middle of the scale. */
export function emgCounts(random: Random, n: number, bits: number): number[] {
  const full = 2 ** bits;
  return Array.from({ length: n }, () => {
    return Math.min(full - 1, Math.max(0, Math.round(full / 2 + random.normal() * full * 0.06)));
  });
}
