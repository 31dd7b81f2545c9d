import type { Json } from '#base';
import { featureIds } from '#fatigue';
import { exportInference, type Network } from '#learn';
import { type Classifier, type Example, labels, requireBothStates } from './classifier.ts';
import { applyLogistic, fitLogistic, type LogisticModel } from './logistic-regression.ts';
import { modelMetadata } from './model-metadata.ts';
import { featurePreprocessing } from './preprocessing.ts';

/**
 * Strength of the penalty, in scikit-learn's `C`. The same for every study and fold: with about as many features as people
 * the penalty has to be strong, and a tenth of the usual 1 keeps every weight small.
 */
const c = 0.1;

/** One dense layer with two outputs; softmax of `[0, score]` is the logistic function of the score. */
function denseNetwork(id: string, nFeatures: number): Network {
  return {
    name: id,
    inputShape: [1, 1, nFeatures],
    nClasses: labels.length,
    build: (b, x) => b.dense('fc', b.flatten(x), labels.length),
  };
}

/**
 * Standardisation multiplied into the dense layer, so that the file takes raw features. As float32 that costs about
 * 1e-7 of a probability for every standard deviation that a feature lies from zero.
 */
function denseWeights({ weights, bias, means, scales }: LogisticModel) {
  const n = weights.length;
  const raw = weights.map((weight, j) => weight / scales[j]);
  const offset = raw.reduce((sum, weight, j) => sum - weight * means[j], bias);
  return {
    'fc.weight': { shape: [2, n], data: Float32Array.of(...new Float64Array(n), ...raw) },
    'fc.bias': { shape: [2], data: Float32Array.of(0, offset) },
  };
}

/** What distinguishes one logistic classifier from another. */
export interface LogisticOptions<E> {
  /** Short id, as the command line takes it. */
  readonly id: string;
  /** Name for people. */
  readonly name: string;
  /** Ids of the features, in the order in which `read` gives them. */
  readonly featureIds: readonly string[];
  /** The features of an example [nFeatures]. */
  readonly read: (example: E) => Float64Array;
  /** How the features are made from a recording, for the model file. @default null, for models that stay in memory */
  readonly preprocessing?: Json;
}

/** L2 logistic regression over features of an example, standardised with the training recordings alone. */
export function logisticClassifier<E>({
  id,
  name,
  featureIds: ids,
  read,
  preprocessing = null,
}: LogisticOptions<E>): Classifier<E> {
  const settings = { kind: 'logistic-regression', c, features: ids } satisfies Json;
  return {
    id,
    name,
    settings,
    cost: 'low',
    async fit(train) {
      requireBothStates(train, `classifier '${id}'`);
      const model = fitLogistic(
        train.map(read),
        train.map((example) => example.fatigued),
        { c },
      );
      return {
        apply: async (example) => applyLogistic(model, read(example)),
        toOnnx: (training, texts) =>
          exportInference(denseNetwork(id, ids.length), denseWeights(model), {
            metadata: modelMetadata({ id, preprocessing, training, ...texts }),
          }),
        release: async () => undefined,
      };
    },
    release: async () => undefined,
  };
}

/** What the feature baseline sees of an example. */
export type FeatureView = Pick<Example, 'features'>;

/** The feature baseline: what simple, explainable numbers reach. A network has to beat it. */
export function featureBaseline<E extends FeatureView = Example>(): Classifier<E> {
  return logisticClassifier<E>({
    id: 'features',
    name: 'Feature baseline (L2 logistic regression)',
    featureIds,
    read: (example) => example.features,
    preprocessing: featurePreprocessing(),
  });
}
