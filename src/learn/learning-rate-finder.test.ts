import { describe, expect, it } from 'vitest';
import { CancelledError, seededRandom } from '#base';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import {
  adamw,
  compileTraining,
  type Examples,
  initialWeights,
  type Network,
  networkParameters,
  oneHot,
} from './index.ts';

const network: Network = {
  name: 'line',
  inputShape: [1, 4, 4],
  nClasses: 2,
  build: (b, x) => b.dense('fc', b.relu(b.dense('hidden', b.flatten(x), 8)), 2),
};

function noise(n: number, seed: number): Examples {
  const random = seededRandom(seed);
  const labels = Array.from({ length: n }, (_, i) => i % 2);
  const inputs = Float32Array.from({ length: n * 16 }, (_, i) => random.normal() + labels[Math.floor(i / 16)]);
  return { inputs, targets: oneHot(labels, 2) };
}

describe('findLearningRate', () => {
  it('sweeps exponentially, suggests a rate that learns, and touches nothing', async () => {
    const trainer = await compileTraining(nodeRuntime({ threads: 1 }), network, 16, adamw());
    const data = noise(64, 1);
    const start = initialWeights(networkParameters(network), seededRandom(3));
    const before = structuredClone(start);
    const training = { epochs: 5, learningRate: 1e-2, seed: 2, initialWeights: start };
    const first = await trainer.train(data, training);
    const sweep = await trainer.findLearningRate(data, { seed: 2, initialWeights: start, steps: 80 });
    expect(start).toEqual(before);
    expect((await trainer.train(data, training)).weights).toEqual(first.weights);
    expect(await trainer.findLearningRate(data, { seed: 2, initialWeights: start, steps: 80 })).toEqual(sweep);

    const rates = sweep.points.map(({ learningRate }) => learningRate);
    expect(rates[0]).toBe(1e-7);
    for (let i = 1; i < rates.length; i++) expect(rates[i] / rates[i - 1]).toBeCloseTo(1e8 ** (1 / 79), 10);
    const rate = sweep.suggestion as number;
    expect(rate).toBeGreaterThan(1e-4);
    expect(rate).toBeLessThan(1);
    const { history } = await trainer.train(data, { ...training, learningRate: rate });
    expect(history.at(-1)?.loss).toBeLessThan(0.5 * history[0].loss);
    await trainer.release();
  });

  it('can be cancelled, and refuses a sweep that goes nowhere', async () => {
    const trainer = await compileTraining(nodeRuntime({ threads: 1 }), network, 16, adamw());
    const signal = { aborted: true } as AbortSignal;
    await expect(trainer.findLearningRate(noise(32, 1), { seed: 1 }, { signal })).rejects.toThrow(CancelledError);
    const backwards = trainer.findLearningRate(noise(32, 1), { seed: 1, from: 1, to: 0.1 });
    await expect(backwards).rejects.toThrow(/from must be below to, got 1 and 0\.1/);
    await trainer.release();
  });
});
