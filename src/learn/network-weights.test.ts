import { describe, expect, it } from 'vitest';
import { FormatError, ModelError, seededRandom } from '#base';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import {
  exportInference,
  loadModel,
  type Network,
  networkParameters,
  readNetworkWeights,
  type Weights,
} from './index.ts';
import { initialWeights } from './parameters.ts';

const runtime = nodeRuntime({ threads: 1 });

/** One normalisation after a convolution with a bias, two after some without, built before they are normalised. */
const network: Network = {
  name: 'folding',
  inputShape: [2, 9, 8],
  nClasses: 3,
  build(b, x) {
    const first = b.relu(b.batchNorm('bn1', b.conv('conv1', x, { filters: 4, kernel: 3 }), { epsilon: 1e-3 }));
    const [left, right] = ['left', 'right'].map((name) => b.conv(name, first, { filters: 5, kernel: 3, bias: false }));
    const sum = b.add(b.batchNorm('bnLeft', left), b.batchNorm('bnRight', right));
    return b.dense('fc', b.globalAveragePool(b.batchNorm('last', b.relu(sum))), 3);
  },
};

/** Weights of a network that has learned: nothing is 0 or 1. */
const weights: Weights = Object.fromEntries(
  Object.entries(initialWeights(networkParameters(network), seededRandom(1))).map(([name, { shape, data }]) => {
    const random = seededRandom(2).fork(name);
    const positive = name.endsWith('running_var');
    return [name, { shape, data: data.map((v) => (positive ? 0.5 + random.uniform() : v + 0.2 * random.normal())) }];
  }),
);

describe('readNetworkWeights', () => {
  it('gives back what a file holds whose normalisations were kept', () => {
    expect(readNetworkWeights(network, exportInference(network, weights, { foldBatchNorm: false }))).toEqual(weights);
  });

  it('gives weights of the same function where they were multiplied in', async () => {
    const file = exportInference(network, weights);
    const read = readNetworkWeights(network, file);
    expect(Object.keys(read)).toEqual(Object.keys(weights));
    expect(read['left.weight'].data).not.toEqual(weights['left.weight'].data);
    expect(read['last.weight']).toEqual(weights['last.weight']);
    const random = seededRandom(3);
    const inputs = Float32Array.from({ length: 4 * 2 * 9 * 8 }, () => random.normal());
    const said: Float32Array[] = [];
    for (const bytes of [
      file,
      exportInference(network, read),
      exportInference(network, read, { foldBatchNorm: false }),
    ]) {
      const model = await loadModel(runtime, bytes);
      said.push(await model.predict(inputs));
      await model.release();
    }
    for (const other of said.slice(1)) {
      expect(Math.max(...other.map((p, i) => Math.abs(p - said[0][i])))).toBeLessThan(1e-6);
    }
  });

  it('refuses the file of another network', () => {
    const other: Network = { ...network, build: (b, x) => b.dense('other', b.flatten(x), 3) };
    const otherFile = exportInference(other, initialWeights(networkParameters(other), seededRandom(1)));
    expect(() => readNetworkWeights(network, otherFile)).toThrow(ModelError);
    expect(() => readNetworkWeights(network, new TextEncoder().encode('no model'))).toThrow(FormatError);
  });
});
