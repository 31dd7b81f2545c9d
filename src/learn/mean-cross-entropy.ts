import type { Examples } from './examples.ts';

/** The mean cross-entropy of logits [n, classes] against target probabilities, weighted by example, in 64 bits. */
export function meanCrossEntropy(logits: Float32Array, { targets, weights }: Examples, nClasses: number): number {
  let sum = 0;
  let total = 0;
  for (let start = 0; start < logits.length; start += nClasses) {
    const row = logits.subarray(start, start + nClasses);
    const top = row.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    const logSum = top + Math.log(row.reduce((acc, value) => acc + Math.exp(value - top), 0));
    const weight = weights?.[start / nClasses] ?? 1;
    row.forEach((value, k) => {
      sum += weight * targets[start + k] * (logSum - value);
    });
    total += weight;
  }
  return sum / total;
}
