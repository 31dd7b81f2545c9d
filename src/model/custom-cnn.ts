import type { Network } from '#learn';
import { labels } from './classifier.ts';
import { networkBands, networkCrop } from './crops.ts';
import type { TrainingRecipe } from './training-recipe.ts';

/** How the custom CNN is made and trained. */
export interface CnnRecipe extends TrainingRecipe {
  /** Share of the pooled features that a training step leaves out. */
  readonly dropout: number;
}

/** The recipe for studies of tens of recordings. */
export const cnnRecipe: CnnRecipe = {
  epochs: 12,
  batchSize: 32,
  learningRate: 4e-3,
  weightDecay: 1e-2,
  dropout: 0.5,
  mixupAlpha: 0.4,
  validationShare: 0,
  patience: 5,
};

/**
 * The custom CNN over crops [1 × 25 × 32]: two blocks of convolution, batch normalisation and ReLU (8 and 16 filters),
 * average pooling, dropout and one dense layer: 1 306 parameters, few enough for tens of recordings.
 */
export function customCnn({ dropout }: { readonly dropout: number }): Network {
  return {
    name: 'custom-cnn',
    inputShape: [1, networkBands, networkCrop.nFrames],
    nClasses: labels.length,
    build(b, x) {
      // No bias before batch normalisation, which would take it out again.
      const block = (name: string, input: typeof x, filters: number) =>
        b.mark(
          name,
          b.relu(
            b.batchNorm(`${name}.bn`, b.conv(`${name}.conv`, input, { filters, kernel: 3, padding: 1, bias: false })),
          ),
        );
      const first = b.averagePool(block('block1', x, 8), { kernel: 2, stride: 2 });
      const pooled = b.globalAveragePool(block('block2', first, 16));
      return b.dense('fc', b.dropout(pooled, dropout), labels.length);
    },
  };
}
