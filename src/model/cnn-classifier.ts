import type { Runtime } from '#learn';
import type { Classifier, Example } from './classifier.ts';
import { type CnnRecipe, cnnRecipe } from './custom-cnn.ts';
import { networkClassifier } from './network-classifier.ts';

/** The custom CNN as a classifier ({@link networkClassifier}). */
export function cnnClassifier(runtime: Runtime, { dropout, ...recipe }: CnnRecipe = cnnRecipe): Classifier<Example> {
  return networkClassifier(runtime, {
    id: 'cnn',
    name: 'Custom CNN (STFT of the maximal squeeze)',
    cost: 'medium',
    architecture: { kind: 'custom-cnn', dropout },
    recipe,
  });
}
