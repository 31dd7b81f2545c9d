import { beforeAll, describe, expect, it } from 'vitest';
import { CancelledError, seededRandom } from '#base';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import {
  adamw,
  compileTraining,
  type Examples,
  exportInference,
  initialWeights,
  type LayerBuilder,
  loadModel,
  type Network,
  networkParameters,
  oneHot,
  readOnnxMetadata,
  sgd,
  type Tensor,
  type Trainer,
  type TrainingOptions,
  train,
} from './index.ts';

const runtime = nodeRuntime({ threads: 1 });

/** A small network with every layer that behaves differently in training. */
const network: Network = {
  name: 'tiny',
  inputShape: [1, 9, 12],
  nClasses: 2,
  build(b: LayerBuilder, x: Tensor) {
    const first = b.relu(b.batchNorm('bn1', b.conv('conv1', x, { filters: 6, kernel: 3, padding: 1 })));
    const second = b.conv('conv2', b.maxPool(first, { kernel: 2 }), { filters: 8, kernel: [2, 3], bias: false });
    return b.dense('fc', b.dropout(b.globalAveragePool(b.relu(b.batchNorm('bn2', second))), 0.2), 2);
  },
};

/** Noise images [1, 9, 12]; those of class 1 have vertical stripes. */
function stripes(n: number, seed: number): Examples {
  const random = seededRandom(seed);
  const labels = Array.from({ length: n }, (_, i) => i % 2);
  const inputs = new Float32Array(n * 108);
  for (let i = 0; i < inputs.length; i++) {
    const label = labels[Math.floor(i / 108)];
    inputs[i] = random.normal() + (label === 1 ? Math.cos(Math.PI * (i % 12)) * 0.8 : 0);
  }
  return { inputs, targets: oneHot(labels, 2) };
}

const data = stripes(45, 1);
const options: TrainingOptions = { epochs: 3, learningRate: 1e-2, seed: 5 };

function accuracy(probabilities: Float32Array, { targets }: Examples): number {
  const n = targets.length / 2;
  const right = Array.from({ length: n }, (_, i) => probabilities[2 * i + 1] > 0.5 === targets[2 * i + 1] > 0.5);
  return right.filter(Boolean).length / n;
}

const bits = (weights: Record<string, { readonly data: Float32Array }>): Record<string, number[]> =>
  Object.fromEntries(Object.entries(weights).map(([name, { data: values }]) => [name, [...values]]));

describe('training', () => {
  let trainer: Trainer;
  beforeAll(async () => {
    trainer = await compileTraining(runtime, network, 16, adamw());
    return () => trainer.release();
  });

  it('names parameters as PyTorch does', () => {
    expect(networkParameters(network).map(({ name }) => name)).toEqual([
      'conv1.weight',
      'conv1.bias',
      'bn1.weight',
      'bn1.bias',
      'bn1.running_mean',
      'bn1.running_var',
      'conv2.weight',
      'bn2.weight',
      'bn2.bias',
      'bn2.running_mean',
      'bn2.running_var',
      'fc.weight',
      'fc.bias',
    ]);
  });

  it('learns stripes, and its exported file says the same elsewhere', async () => {
    const test = stripes(200, 2);
    const result = await train(runtime, network, stripes(160, 3), {
      epochs: 15,
      batchSize: 32,
      optimiser: adamw(),
      learningRate: 1e-2,
      schedule: 'one-cycle',
      seed: 1,
    });
    expect(result.history).toHaveLength(15);
    expect(result.bestEpoch).toBe(15);
    const model = await loadModel(runtime, exportInference(network, result.weights));
    const probabilities = await model.predict(test.inputs);
    await model.release();
    expect(accuracy(probabilities, test)).toBeGreaterThan(0.95);
  });

  it.each([
    { threads: 1, options },
    { threads: 2, options },
    {
      threads: 1,
      options: { ...options, mixup: { alpha: 0.3 }, labelSmoothing: 0.1, schedule: 'cosine' as const },
    },
  ])('gives the same bits for the same seed, %o', async ({ threads, options: chosen }) => {
    const own = await compileTraining(nodeRuntime({ threads }), network, 16, sgd({ weightDecay: 1e-3 }));
    const [first, second] = [await own.train(data, chosen), await own.train(data, chosen)];
    const other = await own.train(data, { ...chosen, seed: 6 });
    await own.release();
    expect(bits(second.weights)).toEqual(bits(first.weights));
    expect(second.history).toEqual(first.history);
    expect(bits(other.weights)).not.toEqual(bits(first.weights));
  });

  it('gives the same bits from a trainer that served another fold before', async () => {
    const fresh = await train(runtime, network, data, { ...options, batchSize: 16, optimiser: adamw() });
    await trainer.train(stripes(30, 9), { ...options, seed: 77 });
    const reused = await trainer.train(data, options);
    expect(bits(reused.weights)).toEqual(bits(fresh.weights));
  });

  it('takes a batch no larger than the data', async () => {
    const settings = { ...options, optimiser: adamw() };
    const [whole, more] = [
      await train(runtime, network, data, { ...settings, batchSize: 45 }),
      await train(runtime, network, data, { ...settings, batchSize: 100 }),
    ];
    expect(bits(more.weights)).toEqual(bits(whole.weights));
  });

  it('starts each parameter alike, whatever other layers there are', () => {
    const wider: Network = {
      ...network,
      build: (b, x) => network.build(b, b.conv('first', x, { filters: 1, kernel: 1 })),
    };
    const random = seededRandom(8);
    const [plain, more] = [network, wider].map((one) => initialWeights(networkParameters(one), random));
    for (const [name, { data: values }] of Object.entries(plain)) expect(more[name].data).toEqual(values);
    expect(Object.keys(more)).toContain('first.weight');
  });

  it.each<[string, Partial<TrainingOptions>]>([
    ['label smoothing', { labelSmoothing: 0.2 }],
    ['mixup', { mixup: { alpha: 0.4 } }],
    ['the schedule', { schedule: 'cosine' }],
  ])('lets %s change what is learned', async (_, change) => {
    const [plain, changed] = [await trainer.train(data, options), await trainer.train(data, { ...options, ...change })];
    expect(bits(changed.weights)).not.toEqual(bits(plain.weights));
  });

  it('drops out elements in training only', async () => {
    const bare = (rate: number): Network => ({
      name: 'bare',
      inputShape: [1, 9, 12],
      nClasses: 2,
      build: (b, x) => b.dense('fc', b.dropout(b.flatten(x), rate), 2),
    });
    // With a learning rate of almost 0 the weights stay as they are: the loss with dropout is then a noisy one.
    const settings = { ...options, epochs: 1, learningRate: 1e-12, batchSize: 45, optimiser: sgd(), validation: data };
    const [plain, dropped] = [
      (await train(runtime, bare(0), data, settings)).history[0],
      (await train(runtime, bare(0.5), data, settings)).history[0],
    ];
    expect(plain.loss).toBeCloseTo(plain.validationLoss ?? 0, 5);
    expect(Math.abs(dropped.loss - plain.loss)).toBeGreaterThan(1e-3);
    expect(dropped.validationLoss).toBeCloseTo(plain.validationLoss ?? 0, 5);
  });

  it('goes on from given weights', async () => {
    const first = await trainer.train(data, { ...options, epochs: 8 });
    const more = await trainer.train(data, { ...options, initialWeights: first.weights });
    expect(more.history[0].loss).toBeLessThan(first.history[0].loss);
  });

  it('keeps the weights of the epoch with the lowest validation loss and stops after its patience', async () => {
    // The validation labels are turned round, so what is learned makes every epoch worse than the one before.
    const held = stripes(20, 4);
    const validation = { inputs: held.inputs, targets: held.targets.map((target) => 1 - target) };
    const settings = { ...options, epochs: 30, learningRate: 3e-2, validation };
    const stopped = await trainer.train(data, { ...settings, patience: 4 });
    const losses = stopped.history.map((record) => record.validationLoss ?? Number.NaN);
    expect(stopped.stoppedEarly).toBe(true);
    expect(stopped.bestEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
    expect(stopped.history).toHaveLength(stopped.bestEpoch + 4);
    const upToBest = await trainer.train(data, { ...settings, epochs: stopped.bestEpoch });
    expect(bits(upToBest.weights)).toEqual(bits(stopped.weights));
  });

  it('reports every epoch and stops when it is cancelled', async () => {
    const signal = { aborted: false };
    const seen: number[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }): void => {
      seen.push(done);
      expect(total).toBe(10);
      if (done === 2) signal.aborted = true;
    };
    const context = { onProgress, signal: signal as AbortSignal };
    await expect(trainer.train(data, { ...options, epochs: 10 }, context)).rejects.toThrow(CancelledError);
    expect(seen).toEqual([1, 2]);
  });

  it('names the epoch in which the loss stops being a number', async () => {
    const wild = { ...data, inputs: data.inputs.map((value) => value * 3e37) };
    await expect(trainer.train(wild, options)).rejects.toThrow(/The loss became NaN in epoch 1 — in training tiny\./);
    const far = { ...data, inputs: wild.inputs };
    await expect(trainer.train(data, { ...options, validation: far })).rejects.toThrow(/validation loss became NaN/);
  });

  it('returns no weights that are not numbers, though the loss before the last step still was one', async () => {
    const plain: Network = { ...network, build: (b, x) => b.dense('fc', b.flatten(x), 2) };
    const huge = { ...data, inputs: data.inputs.map((value) => value * 1e30) };
    const initialWeights = {
      'fc.weight': { shape: [2, 108], data: new Float32Array(216) },
      'fc.bias': { shape: [2], data: new Float32Array(2) },
    };
    const once = { ...options, epochs: 1, batchSize: 45, optimiser: sgd(), initialWeights, learningRate: 1e30 };
    await expect(train(runtime, plain, huge, once)).rejects.toThrow(/weights 'fc.weight' became -?Infinity in epoch 1/);
  });

  it('gives the augment hook seeded randomness and takes back only whole batches', async () => {
    const shift: TrainingOptions['augment'] = (batch, random) => ({
      ...batch,
      inputs: batch.inputs.map((value) => value + 0.01 * random.normal()),
    });
    const [first, second] = [
      await trainer.train(data, { ...options, augment: shift }),
      await trainer.train(data, { ...options, augment: shift }),
    ];
    expect(bits(second.weights)).toEqual(bits(first.weights));
    const cut: TrainingOptions['augment'] = (batch) => ({ ...batch, inputs: batch.inputs.slice(1) });
    await expect(trainer.train(data, { ...options, augment: cut })).rejects.toThrow(/augment returned 1727 inputs/);
  });

  it('counts examples by their weight', async () => {
    // Wrong labels that weigh nothing leave no trace, except in the statistics of batch normalisation.
    const plain: Network = {
      ...network,
      build: (b, x) => b.dense('fc', b.flatten(x), 2),
    };
    const wrong = { ...data, targets: data.targets.map((target, i) => (i < 20 ? 1 - target : target)) };
    const weights = new Float32Array(45).fill(1).fill(0, 0, 10);
    const settings = { ...options, batchSize: 45, optimiser: adamw() };
    const [right, turned] = [
      await train(runtime, plain, { ...data, weights }, settings),
      await train(runtime, plain, { ...wrong, weights }, settings),
    ];
    expect(bits(turned.weights)).toEqual(bits(right.weights));
  });

  it('refuses data and options that do not fit', async () => {
    const with3 = { ...data, targets: data.targets.slice(3) };
    await expect(trainer.train(with3, options)).rejects.toThrow(/inputs must hold n × 108 and targets n × 2 values/);
    const nothing = { ...data, weights: new Float32Array(45) };
    await expect(trainer.train(nothing, options)).rejects.toThrow(/weights are 0 for all 45 examples/);
    const holed = { ...data, inputs: data.inputs.with(110, Number.NaN) };
    await expect(trainer.train(holed, options)).rejects.toThrow(/inputs row 1 holds NaN at place 2/);
    const sums = { ...data, targets: data.targets.map((target) => target / 2) };
    await expect(trainer.train(sums, options)).rejects.toThrow(/targets row 0 must be probabilities/);
    await expect(trainer.train(data, { ...options, patience: 3 })).rejects.toThrow(/no validation examples/);
    await expect(trainer.train(data, { ...options, epochs: 0 })).rejects.toThrow(/epochs must be a whole number/);
    const groups = Array.from({ length: 45 }, (_, i) => `sub-${i % 5}`);
    const validation = { ...data, groups };
    await expect(trainer.train({ ...data, groups }, { ...options, validation })).rejects.toThrow(
      /group 'sub-0' is in both the training and the validation examples/,
    );
  });

  it('trains a network with side features', async () => {
    const beside: Network = {
      name: 'beside',
      inputShape: [1, 9, 12],
      nClasses: 2,
      nSideFeatures: 3,
      build: (b, x) => b.dense('fc', b.concat([b.globalAveragePool(x), b.sideFeatures()]), 2),
    };
    const random = seededRandom(3);
    const side = Float32Array.from({ length: 45 * 3 }, (_, i) => random.normal() + (Math.floor(i / 3) % 2) * 3);
    const { weights } = await train(
      runtime,
      beside,
      { ...data, side },
      { ...options, epochs: 40, learningRate: 3e-2, batchSize: 15, optimiser: adamw(), mixup: { alpha: 0.2 } },
    );
    const bytes = exportInference(beside, weights);
    expect(readOnnxMetadata(bytes).nSideFeatures).toBe('3');
    const model = await loadModel(runtime, bytes);
    expect(accuracy(await model.predict(data.inputs, side), data)).toBeGreaterThan(0.95);
    await expect(model.predict(data.inputs)).rejects.toThrow(/side n × 3 values, got 4860 and 0/);
    await model.release();
  });
});
