import type { Runtime } from '#learn';
import type { Architecture } from './architecture.ts';
import type { Classifier, Example } from './classifier.ts';
import { type CnnRecipe, cnnRecipe } from './custom-cnn.ts';
import { networkClassifier } from './network-classifier.ts';
import { type PretrainedFile, pretrainedStart } from './pretrained-start.ts';

/**
 * The custom CNN as a classifier ({@link networkClassifier}). From pre-trained weights, such as those of simulated people,
 * all of it trains on: it is small.
 *
 * @throws ModelError when the pre-trained weights are not of this network.
 */
export function cnnClassifier(
  runtime: Runtime,
  { dropout, ...recipe }: CnnRecipe = cnnRecipe,
  pretrained?: PretrainedFile,
): Classifier<Example> {
  const architecture: Architecture = { kind: 'custom-cnn', dropout };
  return networkClassifier(runtime, {
    id: 'cnn',
    name: `Custom CNN (STFT of the maximal squeeze${pretrained ? ', from pre-trained weights' : ''})`,
    cost: 'medium',
    architecture,
    recipe,
    ...(pretrained && { start: pretrainedStart(architecture, pretrained, { frozen: [] }) }),
  });
}
