import { describe, expect, it } from 'vitest';
import { residualNetwork } from '../model/residual-network.ts';
import type { Tensor } from './graph.ts';
import { layerCosts, type Network, trainingFlops } from './index.ts';
import type { LayerBuilder } from './layer-builder.ts';

const imageNet = (depth: 18 | 50): Network => residualNetwork({ depth, inputShape: [3, 224, 224], nClasses: 1000 });
const forward = (network: Network): number =>
  layerCosts(network).reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0);

describe('layerCosts', () => {
  // torchvision's tables say 1.81 and 4.09 "GFLOPS", which are multiply-adds.
  it.each([
    { depth: 18, multiplyAdds: 1_814_073_344 },
    { depth: 50, multiplyAdds: 4_089_184_256 },
  ] as const)('counts in ResNet-$depth what everybody counts', ({ depth, multiplyAdds }) => {
    expect(forward(imageNet(depth))).toBe(multiplyAdds);
  });

  it('counts strides, padding, groups, biases and side features by hand', () => {
    const network: Network = {
      name: 'by hand',
      inputShape: [4, 9, 7],
      nClasses: 3,
      nSideFeatures: 5,
      build(b, x) {
        const strided = b.conv('strided', x, { filters: 6, kernel: [3, 2], stride: 2, padding: [1, 0], groups: 2 });
        const one = b.conv('one', b.relu(strided), { filters: 2, kernel: 1, bias: false });
        const side = b.dense('side', b.sideFeatures(), 8);
        return b.dense('fc', b.concat([b.flatten(one), side]), 3);
      },
    };
    expect(layerCosts(network)).toEqual([
      // 5 × 3 places, 6 filters over 2 of 4 channels and 3 × 2 pixels.
      { name: 'strided', multiplyAdds: 5 * 3 * 6 * 2 * 6, readsInput: true },
      { name: 'one', multiplyAdds: 5 * 3 * 2 * 6, readsInput: false },
      { name: 'side', multiplyAdds: 8 * 5, readsInput: true },
      { name: 'fc', multiplyAdds: 3 * (30 + 8), readsInput: false },
    ]);
    expect(trainingFlops(network)).toBe(2 * (2 * (1080 + 40) + 3 * (180 + 114)));
  });
});

describe('trainingFlops', () => {
  it('is three forward passes without the gradient by the images', () => {
    const network = imageNet(50);
    const stem = 112 * 112 * 64 * 3 * 49;
    expect(trainingFlops(network)).toBe(2 * (3 * forward(network) - stem));
  });

  it('counts no gradient by an input that is resized or pooled before the first layer, but one behind a normalisation', () => {
    const withStem = (prepare: (b: LayerBuilder, x: Tensor) => Tensor): Network => ({
      name: 'prepared',
      inputShape: [1, 4, 4],
      nClasses: 2,
      build: (b, x) => b.dense('fc', b.flatten(b.conv('stem', prepare(b, x), { filters: 2, kernel: 1 })), 2),
    });
    const [stem, fc] = [8 * 8 * 2, 2 * 128];
    expect(trainingFlops(withStem((b, x) => b.relu(b.resize(x, [8, 8]))))).toBe(2 * (2 * stem + 3 * fc));
    expect(trainingFlops(withStem((b, x) => b.batchNorm('bn', b.resize(x, [8, 8]))))).toBe(2 * (3 * stem + 3 * fc));
  });
});
