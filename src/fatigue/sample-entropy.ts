import { type PatternMatchesOptions, patternMatches } from '#signal';

/**
 * Sample entropy (SampEn) of `x` [nSamples]: `−ln(A / B)`, where B counts the pairs of patterns of m samples that differ
 * by no more than the tolerance anywhere, and A those of them that still do one sample later; no pattern is compared
 * with itself. Lower for a more regular signal. Richman and Moorman 2000; exact, not an estimate from a part of the pairs.
 *
 * Golden: `golden/fatigue/entropy.json`.
 *
 * @param options.tolerance usually 0.2 of the signal's SD
 * @returns null where no pair of patterns matches, or none goes on matching: entropy is then unknown, not infinite.
 * @throws ArgumentError when `x` has fewer than m + 2 samples, a sample is not finite, m is no whole number of 1 or more,
 * or the tolerance is not above 0.
 */
export function sampleEntropy(x: Float64Array, options: PatternMatchesOptions): number | null {
  const { alike, staying } = patternMatches(x, options);
  return staying === 0 ? null : Math.log(alike / staying);
}
