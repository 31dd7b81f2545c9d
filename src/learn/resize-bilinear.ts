import { ArgumentError, requireWhole } from '#base';

/** What a place of the new axis takes from the old one. */
export interface Neighbours {
  readonly low: number;
  readonly high: number;
  /** Share of `high`. */
  readonly share: number;
}

/** For each place of the new axis, its two neighbours on the old one; before the first and after the last, the end itself. */
export function neighboursOf(from: number, to: number): Neighbours[] {
  return Array.from({ length: to }, (_, i) => {
    const at = Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
    const low = Math.floor(at);
    return { low, high: Math.min(low + 1, from - 1), share: at - low };
  });
}

/**
 * A plane in another size, between the middles of its elements: PyTorch's `interpolate(mode='bilinear',
 * align_corners=False)`. Golden: `golden/learn/explanation.json`.
 *
 * @param plane - [rows · columns]
 * @returns the plane [newRows · newColumns]
 * @throws ArgumentError when `plane` has another size than `from`, or a size is not a whole number of 1 or more.
 */
export function resizeBilinear(
  plane: Float32Array,
  from: readonly [rows: number, columns: number],
  to: readonly [rows: number, columns: number],
): Float32Array {
  for (const size of [...from, ...to]) requireWhole('size', size, 1, 'resizeBilinear');
  if (plane.length !== from[0] * from[1]) {
    throw new ArgumentError(
      `plane must hold ${from[0]} × ${from[1]} values, got ${plane.length} — in resizeBilinear.`,
      'Pass the size that the plane has.',
    );
  }
  const [rows, columns] = [neighboursOf(from[0], to[0]), neighboursOf(from[1], to[1])];
  const along = (row: number, { low, high, share }: Neighbours): number =>
    plane[row * from[1] + low] * (1 - share) + plane[row * from[1] + high] * share;
  return Float32Array.from({ length: to[0] * to[1] }, (_, i) => {
    const row = rows[Math.floor(i / to[1])];
    const column = columns[i % to[1]];
    return along(row.low, column) * (1 - row.share) + along(row.high, column) * row.share;
  });
}
