import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { adamw, exportInference, loadModel, networkParameters, oneHot, train } from '#learn';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import { studyCnn } from './index.ts';

const runtime = nodeRuntime({ threads: 1 });

describe('studyCnn', () => {
  it('has the parameters that Keras counts, 129 more with a second output', () => {
    const specs = networkParameters(studyCnn({ inputShape: [3, 224, 224], nClasses: 2, dropout: 0.5 }));
    const count = specs.reduce((sum, { shape }) => sum + shape.reduce((size, n) => size * n, 1), 0);
    expect(count).toBe(25_710_657 + 129);
  });

  it('learns bright from dark images, with batch normalisation of a dense layer, and runs as a file', async () => {
    const random = seededRandom(3);
    const labels = Array.from({ length: 48 }, (_, i) => i % 2);
    const inputs = Float32Array.from({ length: 48 * 3 * 9 * 13 }, (_, i) => {
      const label = labels[Math.floor(i / (3 * 9 * 13))] as number;
      return random.normal() + label;
    });
    const network = studyCnn({ inputShape: [3, 9, 13], nClasses: 2, dropout: 0.3 });
    const { weights, history } = await train(
      runtime,
      network,
      { inputs, targets: oneHot(labels, 2) },
      { epochs: 12, batchSize: 16, optimiser: adamw(), learningRate: 2e-3, seed: 1 },
    );
    expect(history.at(-1)?.loss).toBeLessThan(0.2);
    const model = await loadModel(runtime, exportInference(network, weights));
    const probabilities = await model.predict(inputs);
    await model.release();
    expect(labels.filter((label, i) => (probabilities[2 * i + 1] as number) > 0.5 === (label === 1)).length).toBe(48);
  });
});
