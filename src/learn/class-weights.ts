import { ArgumentError } from '#base';
import type { Batch } from './batches.ts';
import { smoothLabels } from './smooth-labels.ts';

/** @throws ArgumentError unless there is one weight above 0 for each class. */
export function requireClassWeights(classWeights: readonly number[], nClasses: number, where: string): void {
  if (classWeights.length === nClasses && classWeights.every((weight) => weight > 0 && Number.isFinite(weight))) return;
  throw new ArgumentError(
    `classWeights must hold ${nClasses} numbers above 0, got [${classWeights.join(', ')}] — in ${where}.`,
    'Pass one weight per class; to leave a class out, leave its examples out.',
  );
}

/**
 * Weighs classes as PyTorch's `cross_entropy(weight=…, reduction='mean')` does for class numbers, with label smoothing
 * too: Σᵢ Σₖ wₖ tᵢₖ (−log pᵢₖ) / Σᵢ Σₖ wₖ uᵢₖ, where u are the targets before smoothing and t those after. Targets that mixup made
 * soft continue this: PyTorch would divide by the number of examples instead. Targets of the result do not sum to 1;
 * the loss takes them as they are. Golden: weighted-cross-entropy.json.
 */
export function weighClasses(batch: Batch, classWeights: readonly number[], labelSmoothing = 0): Batch {
  const nClasses = classWeights.length;
  const factors = Float64Array.from(batch.weights, (_, i) =>
    classWeights.reduce((sum, weight, k) => sum + weight * (batch.targets[i * nClasses + k] as number), 0),
  );
  const { targets } = labelSmoothing > 0 ? smoothLabels(batch, labelSmoothing) : batch;
  return {
    ...batch,
    targets: targets.map((target, at) => (target * classWeights[at % nClasses]) / factors[Math.floor(at / nClasses)]),
    weights: batch.weights.map((weight, i) => weight * factors[i]),
  };
}

/**
 * Weights that make every class count the same in all: examples / (classes · examples of the class), scikit-learn's
 * `balanced`. Examples count by their own weight.
 *
 * @param targets - [n, nClasses]
 * @throws ArgumentError when a class has no examples.
 */
export function balancedClassWeights(targets: Float32Array, nClasses: number, weights?: Float32Array): number[] {
  const counts = new Array<number>(nClasses).fill(0);
  targets.forEach((target, at) => {
    counts[at % nClasses] += target * (weights?.[Math.floor(at / nClasses)] ?? 1);
  });
  const total = counts.reduce((sum, count) => sum + count, 0);
  const none = counts.findIndex((count) => !(count > 0));
  if (none >= 0) {
    throw new ArgumentError(
      `Class ${none} has no examples — in balancedClassWeights.`,
      'Add examples of it, or leave the class out.',
    );
  }
  return counts.map((count) => total / (nClasses * count));
}
