import { seededRandom } from '#base';

/** White noise [n] of a seed: what the tests of this layer feed. */
export function noise(n: number, seed = 1): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: n }, () => random.normal());
}

/** A sine [n] of an amplitude and a frequency, sampled at `fs` (Hz). */
export function sine(n: number, fs: number, { amplitude = 1, frequencyHz = 50 } = {}): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => amplitude * Math.sin((2 * Math.PI * frequencyHz * i) / fs));
}

/** The largest |a - b|; infinite when the lengths differ. */
export function worstDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i] - b[i]));
  return worst;
}
