import { describe, expect, it } from 'vitest';
import { ModelError, seededRandom } from '#base';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import { createTape } from './autodiff.ts';
import { exportInference } from './export.ts';
import { foldBatchNorm } from './fold-batch-norm.ts';
import { createGraph, sizeOf } from './graph.ts';
import { loadModel, predict } from './inference.ts';
import { buildNetwork, inferenceHost, type Network, networkInputs, networkParameters } from './network.ts';
import { readOnnxConstants, readOnnxMetadata } from './onnx-reader.ts';
import { type OnnxGraph, writeOnnx } from './onnx-writer.ts';
import { initialWeights, type Weights } from './parameters.ts';
import { openStepSession } from './step-session.ts';

const runtime = nodeRuntime({ threads: 1 });

/** A network in which one batch normalisation can be folded, one cannot (its input is read twice), one has no bias. */
const network: Network = {
  name: 'foldable',
  inputShape: [2, 7, 10],
  nClasses: 3,
  build(b, x) {
    const h = b.relu(b.batchNorm('bn1', b.conv('conv1', x, { filters: 4, kernel: 3, padding: 1 })));
    const twice = b.conv('conv2', h, { filters: 4, kernel: 3, padding: 1, bias: false });
    const sum = b.add(b.batchNorm('bn2', twice), b.scale(twice, 0.5));
    const last = b.batchNorm('bn3', b.conv('conv3', b.dropout(sum, 0.3), { filters: 6, kernel: [2, 3], bias: false }));
    return b.dense('fc', b.flatten(b.averagePool(b.relu(last), { kernel: 2 })), 3);
  },
};

/** Weights as after training: running statistics are no longer 0 and 1. */
function usedWeights(): Weights {
  const random = seededRandom(11);
  const fresh = initialWeights(networkParameters(network), random);
  return Object.fromEntries(
    Object.entries(fresh).map(([name, { shape, data }]) => {
      const change = name.endsWith('running_var') ? () => 0.3 + random.uniform() : () => 0.4 * random.normal();
      return [name, { shape, data: data.map((value) => (name.endsWith('var') ? 0 : value) + change()) }];
    }),
  );
}

const weights = usedWeights();
const random = seededRandom(2);
const inputs = Float32Array.from({ length: 5 * 140 }, () => random.normal());

function operators(fold: boolean): string[] {
  const graph = createGraph();
  const host = inferenceHost(createTape(graph), (spec) =>
    graph.constant(weights[spec.name].data, spec.shape, spec.name),
  );
  graph.output('logits', buildNetwork(network, host, networkInputs(graph, network, 1)));
  const plain: OnnxGraph = graph.toOnnx('plain');
  return (fold ? foldBatchNorm(plain) : plain).nodes.map((node) => node.type);
}

describe('exportInference', () => {
  it('says the same, folded or not, as the network says in training', async () => {
    const steps = await openStepSession(runtime, network, 2, { kind: 'sgd', momentum: 0, weightDecay: 0 });
    const logits = await steps.evaluate(steps.start(weights), { inputs, targets: new Float32Array(15) });
    await steps.release();
    for (const fold of [true, false]) {
      const session = await runtime.create(exportInference(network, weights, { foldBatchNorm: fold }));
      const outputs = await session.run({ input: { shape: [5, 2, 7, 10], data: inputs } });
      await session.release();
      expect(Object.keys(outputs).sort()).toEqual(['logits', 'probabilities']);
      expect(outputs.logits.shape).toEqual([5, 3]);
      const ours = outputs.logits.data as Float32Array;
      const most = Math.max(...logits.map(Math.abs));
      expect(Math.max(...logits.map((value, i) => Math.abs(value - ours[i]))) / most).toBeLessThan(1e-5);
      const probabilities = outputs.probabilities.data as Float32Array;
      for (let row = 0; row < 5; row++) {
        const exps = logits.subarray(row * 3, row * 3 + 3).map(Math.exp);
        const total = exps.reduce((sum, value) => sum + value, 0);
        exps.forEach((value, k) => {
          expect(probabilities[row * 3 + k]).toBeCloseTo(value / total, 5);
        });
      }
    }
  });

  it('folds what only a batch normalisation reads', () => {
    expect(operators(false).filter((type) => type === 'BatchNormalization')).toHaveLength(3);
    expect(operators(true).filter((type) => type === 'BatchNormalization')).toHaveLength(1);
    expect(operators(true)).not.toContain('Dropout');
  });

  it('keeps the names and values of weights that nothing is folded into', () => {
    const constants = readOnnxConstants(exportInference(network, weights));
    const dense = constants.find(({ name }) => name === 'fc.weight');
    expect(dense?.shape).toEqual(weights['fc.weight'].shape);
    expect(dense?.data).toEqual(weights['fc.weight'].data);
    expect(constants.map(({ name }) => name)).toContain('conv3.weight.folded_bias');
  });

  it('keeps metadata, and says what the model takes', async () => {
    const metadata = { labels: '["fresh","fatigued","müde"]', preprocessing: '{"fs":1000}', empty: '' };
    const bytes = exportInference(network, weights, { metadata });
    const known = { network: 'foldable', inputShape: '2,7,10', nClasses: '3', nSideFeatures: '0' };
    expect(readOnnxMetadata(bytes)).toEqual({ ...metadata, ...known });
    const model = await loadModel(runtime, bytes);
    expect([model.inputShape, model.nClasses, model.metadata.labels]).toEqual([[2, 7, 10], 3, metadata.labels]);
    await model.release();
  });

  it('answers alike whatever the batch size, one by one where it is fixed', async () => {
    const session = await runtime.create(exportInference(network, weights));
    const whole = await predict(session, inputs, network);
    const pieces = await predict(session, inputs, network, { batchSize: 2 });
    await session.release();
    const single = await runtime.create(exportInference(network, weights, { dynamicBatch: false }));
    const each = await predict(single, inputs, network, { batchSize: 1 });
    await expect(predict(single, inputs, network)).rejects.toThrow(ModelError);
    await single.release();
    for (const other of [pieces, each]) {
      expect(other).toHaveLength(15);
      other.forEach((value, i) => {
        expect(value).toBeCloseTo(whole[i], 5);
      });
    }
  });

  it('writes the same bytes for the same weights', () => {
    expect(exportInference(network, weights)).toEqual(exportInference(network, weights));
  });

  it('refuses weights of another network', () => {
    const { 'fc.bias': _, ...missing } = weights;
    expect(() => exportInference(network, missing)).toThrow(/The weights hold no 'fc.bias', the network needs \[3\]/);
    const wrong = { ...weights, 'fc.bias': { shape: [2], data: new Float32Array(2) } };
    expect(() => exportInference(network, wrong)).toThrow(/hold \[2\] with 2 values for 'fc.bias'/);
  });
});

describe('loadModel', () => {
  it('refuses what is not a model of ours', async () => {
    await expect(loadModel(runtime, new Uint8Array(0))).rejects.toThrow(/has no graph/);
    const graph = createGraph();
    graph.output('y', graph.input('x', [1]));
    await expect(loadModel(runtime, writeOnnx(graph.toOnnx('bare')))).rejects.toThrow(/metadata must say inputShape/);
    const broken = {
      ...graph.toOnnx('bare'),
      nodes: [{ type: 'Nope', inputs: ['x'], outputs: ['y'], attributes: {} }],
    };
    await expect(runtime.create(writeOnnx(broken))).rejects.toThrow(/The model cannot be loaded: .*Nope/);
  });

  it('refuses what a damaged or changed file says', async () => {
    const bad = {
      ...weights,
      'fc.bias': { ...weights['fc.bias'], data: weights['fc.bias'].data.map(() => Number.NaN) },
    };
    const opened = await loadModel(runtime, exportInference(network, bad));
    const input = new Float32Array(sizeOf(network.inputShape));
    await expect(opened.predict(input)).rejects.toThrow(/the first NaN, where \d+ probabilities are due/);
    await opened.release();
  });

  it('says what a session was not fed', async () => {
    const session = await runtime.create(exportInference(network, weights));
    await expect(session.run({})).rejects.toThrow(/The model cannot run: .*input/);
    await session.release();
  });

  it('refuses inputs that are not whole examples', async () => {
    const model = await loadModel(runtime, exportInference(network, weights));
    await expect(model.predict(new Float32Array(141))).rejects.toThrow(/inputs must hold n × 140 .* got 141/);
    await expect(model.predict(new Float32Array(0))).rejects.toThrow(/at least one|inputs must hold/);
    await model.release();
  });
});
