import { ArgumentError, requireSamples, requireWhole } from '#base';

/** What sample entropy compares. */
export interface SampleEntropyOptions {
  /** Length m of the shorter pattern; the longer one has a sample more. @default 2 */
  readonly dimension?: number;
  /** How far two samples may lie apart and count as alike, in the unit of the signal; usually 0.2 of its SD. */
  readonly tolerance: number;
}

/**
 * Sample entropy (SampEn) of `x` [nSamples]: `−ln(A / B)`, where B counts the pairs of patterns of m samples that differ
 * by no more than the tolerance anywhere, and A those of them that still do one sample later; no pattern is compared
 * with itself. Lower for a more regular signal. Richman and Moorman 2000; exact, not an estimate from a part of the pairs.
 *
 * Patterns are sorted by their first sample, so that only those near it are ever compared.
 *
 * Golden: `golden/fatigue/entropy.json`.
 *
 * @returns null where no pair of patterns matches, or none goes on matching: entropy is then unknown, not infinite.
 * @throws ArgumentError when `x` has fewer than m + 2 samples, a sample is not finite, m is no whole number of 1 or more,
 * or the tolerance is not above 0.
 */
export function sampleEntropy(x: Float64Array, options: SampleEntropyOptions): number | null {
  const { dimension = 2, tolerance } = options;
  requireWhole('dimension', dimension, 1, 'sampleEntropy');
  requireSamples(x, 'sampleEntropy', { atLeast: dimension + 2 });
  if (!(tolerance > 0)) {
    throw new ArgumentError(
      `tolerance must be a number above 0, got ${tolerance} — in sampleEntropy.`,
      'Pass 0.2 of the standard deviation; a constant signal has no sample entropy.',
    );
  }
  const nPatterns = x.length - dimension;
  const order = Uint32Array.from({ length: nPatterns }, (_, i) => i).sort((a, b) => x[a] - x[b]);
  // One row per place in the pattern, so that the scan reads memory in one direction.
  const places = Array.from({ length: dimension + 1 }, (_, place) =>
    Float64Array.from(order, (start) => x[start + place]),
  );
  const { alike, staying } = countMatches(places, tolerance);
  return staying === 0 ? null : Math.log(alike / staying);
}

function countMatches(places: readonly Float64Array[], tolerance: number): { alike: number; staying: number } {
  const [first, ...later] = places;
  const last = later[later.length - 1];
  const n = first.length;
  let alike = 0;
  let staying = 0;
  for (let i = 0; i < n; i++) {
    // All patterns up to this one begin within the tolerance, and none beyond it.
    for (let j = i + 1; j < n && first[j] - first[i] <= tolerance; j++) {
      let place = 0;
      while (place < later.length - 1 && Math.abs(later[place][i] - later[place][j]) <= tolerance) place++;
      if (place < later.length - 1) continue;
      alike++;
      if (Math.abs(last[i] - last[j]) <= tolerance) staying++;
    }
  }
  return { alike, staying };
}
