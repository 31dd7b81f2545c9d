import type { Batch } from './batches.ts';

/** Targets moved towards the uniform distribution: t · (1 − amount) + amount / nClasses (Szegedy et al. 2016). */
export function smoothLabels(batch: Batch, amount: number): Batch {
  const nClasses = batch.targets.length / batch.weights.length;
  return { ...batch, targets: batch.targets.map((target) => target * (1 - amount) + amount / nClasses) };
}
