import { seededRandom } from '#base';
import { type Examples, initialWeights, type Network, networkParameters, type Weights } from '#learn';
import { residualNetwork } from '#model';

/** Three blocks of convolution, batch normalisation, ReLU and max pooling: what people build first. */
export const blocks: Network = {
  name: 'three-blocks',
  inputShape: [1, 64, 64],
  nClasses: 2,
  build(b, x) {
    let h = x;
    for (const filters of [16, 32, 64]) {
      const name = `block${filters}`;
      const convolved = b.conv(`${name}.conv`, h, { filters, kernel: 3, padding: 1, bias: false });
      h = b.maxPool(b.relu(b.batchNorm(`${name}.bn`, convolved)), { kernel: 2 });
    }
    return b.dense('fc', b.globalAveragePool(h), 2);
  },
};

/** A residual network for two classes of square images, `size` pixels a side. */
export function resnet(depth: 18 | 50, size: number, channels: 1 | 3 = 3): Network {
  return residualNetwork({ depth, inputShape: [channels, size, size], nClasses: 2 });
}

/** Everything of a residual network but its last stage and its dense layer. */
export const allButLastStage: readonly string[] = ['conv1', 'bn1', 'layer1', 'layer2', 'layer3'];

/** Random images of two classes, with labels in turn. */
export function examplesOf({ inputShape }: Network, n: number): Examples {
  const random = seededRandom(1);
  const [channels, height, width] = inputShape;
  return {
    inputs: Float32Array.from({ length: n * channels * height * width }, () => random.normal()),
    targets: Float32Array.from({ length: 2 * n }, (_, i) => ((i >> 1) % 2 === i % 2 ? 1 : 0)),
  };
}

/** First weights, always the same. */
export function weightsOf(network: Network): Weights {
  return initialWeights(networkParameters(network), seededRandom(1));
}
