import type { Network } from '#learn';
import { labels } from './classifier.ts';
import type { CropOptions } from './crops.ts';

/** Bands of the input image, between 20 and 450 Hz. */
export const cnnBands = 25;
/** Crops of 2.24 s every 0.256 s. */
export const cnnCrop: CropOptions = { nFrames: 32, hopFrames: 4 };

/** How the custom CNN is trained: the same for every study and fold, and part of a result's digest. */
export interface CnnRecipe {
  readonly epochs: number;
  /** Crops per training step. */
  readonly batchSize: number;
  /** Peak of the one-cycle schedule. */
  readonly learningRate: number;
  /** Of AdamW. */
  readonly weightDecay: number;
  /** Share of the pooled features that a training step leaves out. */
  readonly dropout: number;
  /** Both parameters of the beta distribution that mixup draws from, above 0. */
  readonly mixupAlpha: number;
  /** Share of the training subjects that choose the epoch; 0 trains on all of them for all epochs. */
  readonly validationShare: number;
  /** With such a share: epochs without a lower loss on those subjects before training stops. */
  readonly patience: number;
  /**
   * Share of the people given to `fit` that are set aside to calibrate the model: for its temperature, and for when it may
   * decide. Off by default: with tens of people each one set aside is missed in training, a temperature from a handful of
   * people is mostly noise, and an error level of 0.1 needs nine of them before anything but `undecided` can be said.
   *
   * @default 0
   */
  readonly calibrationShare?: number;
  /**
   * With such a share: highest share of new people about whom a wrong verdict is given.
   *
   * @default 0.1
   */
  readonly errorLevel?: number;
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
    inputShape: [1, cnnBands, cnnCrop.nFrames],
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
