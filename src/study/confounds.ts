import { mean } from '#signal';
import { crossValidate, type StudyRow } from './cross-validation.ts';
import type { Confound } from './evaluation.ts';
import { metricsOf } from './metrics.ts';
import { type NuisanceView, nuisances, singleNuisance } from './nuisance.ts';
import { memoryStore } from './result-store.ts';
import type { Fold } from './splits.ts';

/** What each nuisance quantity alone can tell about the state, by the same folds as the models. */
export async function confoundsOf(
  rows: readonly StudyRow<NuisanceView>[],
  folds: readonly Fold[],
  seed: number,
): Promise<Confound[]> {
  const results: Confound[] = [];
  for (const [index, { id, name, unit }] of nuisances.entries()) {
    const classifier = singleNuisance(index);
    const decisions = await crossValidate(classifier, rows, { folds, seed, store: memoryStore(), digest: id });
    const { auc, accuracy } = metricsOf(decisions);
    const meanOf = (fatigued: boolean): number =>
      mean(rows.filter((row) => row.fatigued === fatigued).map((row) => row.nuisance[index]));
    results.push({
      id,
      name,
      unit,
      // Both states occur in an evaluation, so neither metric is undefined.
      auc: auc as number,
      accuracy: accuracy as number,
      freshMean: meanOf(false),
      fatiguedMean: meanOf(true),
    });
  }
  return results;
}
