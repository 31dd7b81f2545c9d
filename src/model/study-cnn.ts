import type { Network } from '#learn';

/** What {@link studyCnn} is built for. */
export interface StudyCnnOptions {
  /** [channels, height, width]; the study's images were [3, 224, 224]. */
  readonly inputShape: readonly [number, number, number];
  readonly nClasses: number;
  /** Share of the 128 dense features that a training step leaves out. */
  readonly dropout: number;
}

/**
 * The CNN of the study that this program re-implements, layer by layer, with Keras' epsilon of 1e-3: two blocks of
 * convolution, batch normalisation, ReLU and pooling (32 and 64 filters), a dense layer of 128 with batch normalisation,
 * ReLU and dropout, and a dense layer. It depends on the input size: for [3, 224, 224] and two classes Keras counts
 * 25 710 786 parameters (running statistics included), nearly all between the last image and the 128 features.
 *
 * Not as in Keras: weights start as He normal and ±1/√inputs (Keras: Glorot), running statistics move by 0.1 per step
 * (Keras: 0.01), features are flattened channel by channel, and there is one output per class (the study: one sigmoid).
 */
export function studyCnn({ inputShape, nClasses, dropout }: StudyCnnOptions): Network {
  return {
    name: 'study-cnn',
    inputShape,
    nClasses,
    build(b, x) {
      const normalise = (name: string, input: typeof x) => b.relu(b.batchNorm(name, input, { epsilon: 1e-3 }));
      // The study's layers have a bias before batch normalisation; it changes nothing but the count.
      const block = (number: number, input: typeof x, filters: number) => {
        const maps = b.conv(`conv${number}`, input, { filters, kernel: 3, padding: 1 });
        return b.maxPool(b.mark(`block${number}`, normalise(`bn${number}`, maps)), { kernel: 2 });
      };
      const features = b.dense('dense', b.flatten(block(2, block(1, x, 32), 64)), 128);
      return b.dense('fc', b.dropout(normalise('bn3', features), dropout), nClasses);
    },
  };
}
