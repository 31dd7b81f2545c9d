import { ArgumentError, requireSamples, requireWhole } from '#base';

/** What permutation entropy looks at. */
export interface PermutationEntropyOptions {
  /** Samples in a pattern, 2 to 8: there are order! patterns, and the signal should be several times as long. */
  readonly order: number;
  /** Samples from one member of a pattern to the next. @default 1 */
  readonly delay?: number;
}

const largestOrder = 8;

/** Where an ordering stands among all: its Lehmer code. Of equal samples the earlier counts as the smaller. */
function patternAt(x: Float64Array, start: number, order: number, delay: number): number {
  let code = 0;
  for (let i = 0; i < order; i++) {
    let smallerLater = 0;
    const value = x[start + i * delay];
    for (let j = i + 1; j < order; j++) if (x[start + j * delay] < value) smallerLater++;
    code = code * (order - i) + smallerLater;
  }
  return code;
}

/**
 * Permutation entropy (PermEn) of `x` [nSamples], or of the stretches of a signal, none of whose patterns reaches over an end: the entropy of how often each ordering of `order` samples, `delay` apart,
 * occurs, over `ln(order!)`: from 0 (always the same ordering) to 1 (all alike, as in white noise). It sees no amplitude.
 * Bandt and Pompe 2002.
 *
 * Golden: `golden/fatigue/entropy.json`.
 *
 * @throws ArgumentError when order or delay is out of range, a sample is not finite, or nothing in `x` is as long as one pattern.
 */
export function permutationEntropy(
  x: Float64Array | readonly Float64Array[],
  { order, delay = 1 }: PermutationEntropyOptions,
): number {
  requireWhole('order', order, 2, 'permutationEntropy');
  if (order > largestOrder) {
    throw new ArgumentError(
      `order must be at most ${largestOrder}, got ${order} — in permutationEntropy.`,
      'Pass 3 to 7: more patterns than samples say nothing.',
    );
  }
  requireWhole('delay', delay, 1, 'permutationEntropy');
  const span = (order - 1) * delay;
  const parts = x instanceof Float64Array ? [x] : x;
  const long = parts.filter(({ length }) => length > span);
  for (const part of long.length > 0 ? long : [parts[0] ?? new Float64Array(0)]) {
    requireSamples(part, 'permutationEntropy', { atLeast: span + 1 });
  }
  let nPatterns = 1;
  for (let i = 2; i <= order; i++) nPatterns *= i;
  const counts = new Uint32Array(nPatterns);
  let total = 0;
  for (const part of long) {
    const nHere = part.length - span;
    for (let start = 0; start < nHere; start++) counts[patternAt(part, start, order, delay)]++;
    total += nHere;
  }
  let sum = 0;
  for (const count of counts) if (count > 0) sum -= (count / total) * Math.log(count / total);
  return sum / Math.log(nPatterns);
}
