import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { relativeError } from '../base/check-golden.ts';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import {
  adamw,
  compileTraining,
  type Examples,
  type Network,
  oneHot,
  type StepOptions,
  sgd,
  type TrainedNetwork,
  type TrainingOptions,
  train,
  type Weights,
} from './index.ts';
import { averageShare } from './step-options.ts';

const runtime = nodeRuntime({ threads: 1 });

/** Without batch normalisation, which would see micro-batches. */
const plain: Network = {
  name: 'plain',
  inputShape: [1, 6, 8],
  nClasses: 2,
  nSideFeatures: 1,
  build(b, x) {
    const h = b.relu(b.conv('conv1', x, { filters: 4, kernel: 3 }));
    return b.dense('fc', b.concat([b.flatten(b.maxPool(h, { kernel: 2 })), b.sideFeatures()]), 2);
  },
};
const normed: Network = {
  ...plain,
  nSideFeatures: 0,
  build: (b, x) =>
    b.dense('fc', b.globalAveragePool(b.relu(b.batchNorm('bn', b.conv('c', x, { filters: 3, kernel: 3 })))), 2),
};

function noise(n: number, seed: number): Examples {
  const random = seededRandom(seed);
  const labels = Array.from({ length: n }, (_, i) => i % 2);
  return {
    inputs: Float32Array.from({ length: n * 48 }, (_, i) => random.normal() + 0.3 * labels[Math.floor(i / 48)]),
    targets: oneHot(labels, 2),
    side: Float32Array.from({ length: n }, () => random.normal()),
    weights: Float32Array.from({ length: n }, () => random.uniform() + 0.1),
  };
}

const data = noise(21, 1);
const { side: _, ...bare } = data;
const options: TrainingOptions = { epochs: 3, learningRate: 1e-2, seed: 4, mixup: { alpha: 0.4 }, labelSmoothing: 0.1 };

async function trained(network: Network, examples: Examples, batchSize: number, step: StepOptions, more = {}) {
  const trainer = await compileTraining(runtime, network, batchSize, adamw({ epsilon: 1e-3 }), step);
  const result = await trainer.train(examples, { ...options, ...more });
  await trainer.release();
  return result;
}

function farthest(ours: Weights, reference: Weights): number {
  return Math.max(...Object.keys(reference).map((name) => relativeError(ours[name].data, reference[name].data)));
}

const lossesOf = ({ history }: TrainedNetwork): number[] => history.map(({ loss }) => loss);

describe('gradient accumulation', () => {
  it.each([{}, { clipNorm: 0.2 }, { clipNorm: 0.2, ema: { decay: 0.8 } }])(
    'has the effect of the large batch, with %o',
    async (step) => {
      const whole = await trained(plain, data, 8, step);
      for (const accumulate of [2, 4, 8]) {
        const parts = await trained(plain, data, 8 / accumulate, { ...step, accumulate });
        expect(relativeError(lossesOf(parts), lossesOf(whole))).toBeLessThan(1e-5);
        expect(farthest(parts.weights, whole.weights)).toBeLessThan(1e-5);
        const [norms, reference] = [parts, whole].map(({ history }) => history.map((one) => one.gradientNorm ?? 0));
        expect(relativeError(norms, reference)).toBeLessThan(1e-5);
      }
    },
  );

  it('moves running statistics with every micro-batch', async () => {
    const once = { epochs: 1, mixup: undefined, labelSmoothing: 0, learningRate: 1e-12 };
    const [whole, parts] = [
      await trained(normed, bare, 16, {}, once),
      await trained(normed, bare, 8, { accumulate: 2 }, once),
    ];
    // Two steps move the statistics by 1 − 0.9², four micro-batches by 1 − 0.9⁴, of about the same means.
    const [two, four] = [whole, parts].map(({ weights }) => weights['bn.running_mean'].data[0]);
    expect(four / two).toBeCloseTo((1 - 0.9 ** 4) / (1 - 0.9 ** 2), 0);
  });

  it('gives a micro-batch of no weight no say', async () => {
    const weights = Float32Array.from(data.targets.subarray(0, 8), (_, i) => (i < 6 ? 0 : 1));
    const few = { ...noise(8, 3), weights };
    const [whole, parts] = [await trained(plain, few, 8, {}), await trained(plain, few, 2, { accumulate: 4 })];
    expect(farthest(parts.weights, whole.weights)).toBeLessThan(1e-5);
  });
});

describe('gradient clipping', () => {
  it('changes nothing that is small enough, and reports the norm', async () => {
    const [free, loose] = [await trained(plain, data, 8, {}), await trained(plain, data, 8, { clipNorm: 1e6 })];
    expect(loose.weights).toEqual(free.weights);
    expect(free.history[0].gradientNorm).toBeUndefined();
    expect(loose.history.every(({ gradientNorm = 0 }) => gradientNorm > 0)).toBe(true);
  });

  it('bounds a step of plain SGD', async () => {
    const settings = { ...options, epochs: 1, learningRate: 1, batchSize: 21, optimiser: sgd({ momentum: 0 }) };
    const start = (await train(runtime, plain, data, { ...settings, learningRate: 1e-30 })).weights;
    const { weights } = await train(runtime, plain, data, { ...settings, clipNorm: 0.01 });
    const moved = Object.keys(start).flatMap((name) => [...weights[name].data].map((v, i) => v - start[name].data[i]));
    expect(Math.hypot(...moved)).toBeCloseTo(0.01, 5);
  });
});

describe('moving averages', () => {
  it('leave training as it is, and are validated and returned', async () => {
    const settings = { validation: noise(9, 2), schedule: 'cosine' as const };
    const [without, averaged] = [
      await trained(plain, data, 8, {}, settings),
      await trained(plain, data, 8, { ema: { decay: 0.9 } }, settings),
    ];
    expect(lossesOf(averaged)).toEqual(lossesOf(without));
    expect(averaged.history[0].validationLoss).not.toEqual(without.history[0].validationLoss);
    expect(without.movingWeights).toBeUndefined();
    expect(averaged.weights).not.toEqual(averaged.movingWeights);
  });

  it('belong to the best epoch together with the weights they average', async () => {
    // The same examples with turned labels: what is learned makes every epoch worse.
    const validation = { ...data, targets: data.targets.map((target) => 1 - target) };
    const step = { ema: { decay: 0.7 } };
    const settings = { validation, learningRate: 3e-2, mixup: undefined };
    const long = await trained(plain, data, 8, step, { ...settings, epochs: 10, patience: 3 });
    expect(long.stoppedEarly).toBe(true);
    expect(long.history).toHaveLength(long.bestEpoch + 3);
    const short = await trained(plain, data, 8, step, { ...settings, epochs: long.bestEpoch });
    expect([long.weights, long.movingWeights]).toEqual([short.weights, short.movingWeights]);
  });

  it('weigh steps evenly from the first with bias correction, and as PyTorch without', () => {
    const values = [3, 1, 4, 1, 5];
    const average = (biasCorrection: boolean): number =>
      values.reduce((old, value, i) => old + averageShare({ decay: 0.9, biasCorrection }, i + 1) * (value - old), 0);
    const powers = values.map((_, i) => 0.9 ** (values.length - 1 - i));
    const total = powers.reduce((sum, power) => sum + power, 0);
    expect(average(true)).toBeCloseTo(values.reduce((sum, v, i) => sum + v * powers[i], 0) / total, 12);
    expect(average(false)).toBeCloseTo(
      values.slice(1).reduce((old, value) => 0.9 * old + 0.1 * value, values[0]),
      12,
    );
  });
});

it.each<[StepOptions, RegExp]>([
  [{ clipNorm: 0 }, /clipNorm must be a number above 0/],
  [{ accumulate: 1.5 }, /accumulate must be a whole number/],
  [{ ema: { decay: 1 } }, /ema\.decay must be above 0 and below 1, got 1 — in compileTraining/],
])('refuses %o', async (step, message) => {
  await expect(compileTraining(runtime, plain, 4, adamw(), step)).rejects.toThrow(message);
});
