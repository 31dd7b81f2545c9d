import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { relativeError } from '../base/check-golden.ts';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import { createTape, type Tape } from './autodiff.ts';
import { weighClasses } from './class-weights.ts';
import { oneHot } from './examples.ts';
import { exportInference } from './export.ts';
import { openGradCam } from './grad-cam.ts';
import { createGraph, type Graph, type Tensor } from './graph.ts';
import { loadModel } from './inference.ts';
import { openIntegratedGradients } from './integrated-gradients.ts';
import { meanCrossEntropy } from './mean-cross-entropy.ts';
import { buildNetwork, type Network, networkInputs } from './network.ts';
import { writeOnnx } from './onnx-writer.ts';
import { conv2d } from './ops-conv.ts';
import { concatFeatures, dense, flatten } from './ops-dense.ts';
import { softmaxCrossEntropy } from './ops-loss.ts';
import { batchNormInference, batchNormTraining } from './ops-norm.ts';
import { addTensors, applyMask, relu, scale } from './ops-pointwise.ts';
import { averagePool, globalAveragePool, maxPool } from './ops-pool.ts';
import { resizePlane } from './ops-resize.ts';
import { addUpdate, type Optimiser, optimiserScalars, optimiserSlots } from './optimisers.ts';
import type { Weights } from './parameters.ts';
import { resizeBilinear } from './resize-bilinear.ts';
import type { TensorData } from './runtime.ts';
import { learningRateAt, type Schedule, type Warmup } from './schedule.ts';
import { statisticsMomentum } from './step-graph.ts';
import { clipGradients } from './step-update.ts';
import { compileTraining } from './training.ts';
import { trainingHost } from './training-host.ts';

/** What was computed here beside what PyTorch wrote, with a name for the message. */
type Comparison = readonly [name: string, ours: ArrayLike<number>, reference: ArrayLike<number>];

interface Stored {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

type Named = Record<string, Stored>;

/** A case of a golden file: numbers, tensors and options under the names that its checker knows. */
// biome-ignore lint/suspicious/noExplicitAny: JSON of twelve kinds, each read by the one function that knows it.
type Case = any;

const folder = join(import.meta.dirname, '../../golden/learn');
const runtime = nodeRuntime({ threads: 1 });

const feed = ({ shape, data }: Stored): TensorData => ({ shape, data: Float32Array.from(data) });
const feedAll = (tensors: Named): Record<string, TensorData> =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, feed(tensor)]));

async function runGraph(graph: Graph, feeds: Record<string, TensorData>): Promise<Record<string, Float32Array>> {
  const session = await runtime.create(writeOnnx(graph.toOnnx('golden')));
  const outputs = await session.run(feeds);
  await session.release();
  return Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data as Float32Array]));
}

/** Applies an operator, runs it forward and backward, and compares its output and every gradient. */
async function compareOperator(
  c: Case,
  apply: (tape: Tape, inputs: Record<string, Tensor>) => Tensor,
): Promise<Comparison[]> {
  const graph = createGraph();
  const tape = createTape(graph);
  const stored = c.inputs as Named;
  const inputs = Object.fromEntries(
    Object.entries(stored).map(([name, { shape }]) => [name, tape.watch(graph.input(name, shape))]),
  );
  const y = apply(tape, inputs);
  expect(y.shape).toEqual(c.y.shape);
  graph.output('y', y);
  const gradients = tape.gradients(y, Object.values(inputs), graph.input('upstream', y.shape));
  Object.keys(inputs).forEach((name, i) => {
    expect(gradients[i]?.shape).toEqual(inputs[name]?.shape);
    graph.output(`d ${name}`, gradients[i]);
  });
  const outputs = await runGraph(graph, { ...feedAll(stored), upstream: feed(c.upstream) });
  return [
    ['y', outputs.y, c.y.data],
    ...Object.keys(inputs).map((name): Comparison => [`d ${name}`, outputs[`d ${name}`], c.gradients[name].data]),
  ];
}

const constant = (tape: Tape, { shape, data }: Stored): Tensor => tape.graph.constant(Float32Array.from(data), shape);

function pointwise(c: Case, tape: Tape, inputs: Record<string, Tensor>): Tensor {
  const { a, b, x } = inputs;
  switch (c.options.op) {
    case 'relu':
      return relu(tape, x);
    case 'add':
      return addTensors(tape, a, b);
    case 'add-itself':
      return addTensors(tape, a, a);
    case 'scale':
      return scale(tape, x, c.options.k);
    case 'mask':
      return applyMask(tape, x, constant(tape, c.mask));
    case 'flatten':
      return flatten(tape, x);
    case 'global-average-pool':
      return globalAveragePool(tape, x);
    case 'concat':
      return concatFeatures(tape, Object.values(inputs));
    default:
      throw new Error(`no operator '${c.options.op}'`);
  }
}

async function compareNormTraining(c: Case): Promise<Comparison[]> {
  const graph = createGraph();
  const names = ['x', 'scale', 'shift'] as const;
  const [x, gain, shift] = names.map((name) => graph.input(name, c.inputs[name].shape));
  const { mean, unbiasedVariance } = batchNormTraining(createTape(graph), x, gain, shift, c.options.epsilon);
  graph.output('mean', mean);
  graph.output('variance', unbiasedVariance);
  const statistics = await runGraph(graph, feedAll(c.inputs));
  const moved = (name: 'mean' | 'variance'): number[] =>
    c.running[name].data.map((old: number, i: number) => old + statisticsMomentum * (statistics[name][i] - old));
  return [
    ...(await compareOperator(
      c,
      (tape, inputs) => batchNormTraining(tape, inputs.x, inputs.scale, inputs.shift, c.options.epsilon).y,
    )),
    ['running mean', moved('mean'), c.next.mean.data],
    ['running variance', moved('variance'), c.next.variance.data],
  ];
}

async function compareLoss(c: Case): Promise<Comparison[]> {
  const graph = createGraph();
  const tape = createTape(graph);
  const logits = tape.watch(graph.input('logits', c.logits.shape));
  const targets = graph.input('targets', c.targets.shape);
  const loss = softmaxCrossEntropy(tape, logits, targets, graph.input('weights', c.weights.shape));
  graph.output('loss', loss);
  graph.output('gradient', tape.gradients(loss, [logits])[0]);
  const { logits: l, targets: t, weights: w } = c as Named;
  const outputs = await runGraph(graph, feedAll({ logits: l, targets: t, weights: w }));
  const [values, rows, shares] = [l, t, w].map(({ data }) => Float32Array.from(data));
  const examples = { inputs: new Float32Array(0), targets: rows, weights: shares };
  const outside = meanCrossEntropy(values, examples, l.shape[1]);
  return [
    ['loss', outputs.loss, c.loss.data],
    ['loss outside the graph', [outside], c.loss.data],
    ['gradient', outputs.gradient, c.gradient.data],
  ];
}

async function compareOptimiser(c: Case): Promise<Comparison[]> {
  const optimiser = c.options as Optimiser;
  const graph = createGraph();
  const { shape } = c.start as Stored;
  const slotNames = optimiserSlots(optimiser);
  const scalarNames = Object.keys(optimiserScalars(optimiser, 1, 1));
  const slots = slotNames.map((name) => graph.input(name, shape));
  const scalars = Object.fromEntries(scalarNames.map((name) => [name, graph.input(name, [])]));
  const [parameter, gradient] = [graph.input('parameter', shape), graph.input('gradient', shape)];
  const next = addUpdate(graph, optimiser, parameter, gradient, slots, scalars, c.decays);
  graph.output('next parameter', next.parameter);
  slotNames.forEach((name, i) => {
    graph.output(`next ${name}`, next.slots[i]);
  });
  const session = await runtime.create(writeOnnx(graph.toOnnx('optimiser')));
  let state: Record<string, TensorData> = Object.fromEntries(
    slotNames.map((name) => [name, { shape, data: new Float32Array(shape[0]) }]),
  );
  state.parameter = feed(c.start);
  const comparisons: Comparison[] = [];
  for (const [i, stored] of (c.gradients as Stored[]).entries()) {
    const values = Object.entries(optimiserScalars(optimiser, c.options.learningRate, i + 1));
    const numbers = values.map(([name, value]) => [name, { shape: [], data: Float32Array.of(value) }]);
    const outputs = await session.run({ ...state, ...Object.fromEntries(numbers), gradient: feed(stored) });
    state = Object.fromEntries(Object.keys(state).map((name) => [name, outputs[`next ${name}`]]));
    comparisons.push([`step ${i + 1}`, state.parameter.data as Float32Array, c.values[i].data]);
  }
  await session.release();
  return comparisons;
}

/** The network of `ResidualNet` in golden/learn/generate.py. */
const residualNet: Network = {
  name: 'residual',
  inputShape: [1, 25, 38],
  nClasses: 3,
  build(b, x) {
    const stem = b.conv('conv1', x, { filters: 6, kernel: 7, stride: 2, padding: 3, bias: false });
    const h = b.maxPool(b.relu(b.batchNorm('bn1', stem)), { kernel: 3, stride: 2, padding: 1 });
    const inner = b.conv('block.conv1', h, { filters: 8, kernel: 3, stride: 2, padding: 1, bias: false });
    const middle = b.relu(b.batchNorm('block.bn1', inner));
    const outer = b.conv('block.conv2', middle, { filters: 8, kernel: 3, padding: 1, bias: false });
    const shortcut = b.conv('block.shortcut', h, { filters: 8, kernel: 1, stride: 2, bias: false });
    const sum = b.add(b.batchNorm('block.bn2', outer), b.batchNorm('block.shortcut_bn', shortcut));
    return b.dense('fc', b.globalAveragePool(b.relu(sum)), 3);
  },
};

async function compareGradients(c: Case): Promise<Comparison[]> {
  const graph = createGraph();
  const tape = createTape(graph);
  const parameters: Record<string, Tensor> = {};
  const { host } = trainingHost(tape, ({ name, shape }) => {
    const tensor = tape.watch(graph.input(name, shape));
    parameters[name] = tensor;
    return tensor;
  });
  const inputs = networkInputs(graph, residualNet, c.x.shape[0]);
  const logits = buildNetwork(residualNet, host, inputs);
  const targets = graph.input('targets', c.targets.shape);
  const weights = graph.constant(new Float32Array(c.x.shape[0]).fill(1), [c.x.shape[0]]);
  const names = Object.keys(c.gradients);
  const loss = softmaxCrossEntropy(tape, logits, targets, weights);
  const gradients = tape.gradients(
    loss,
    names.map((name) => parameters[name]),
  );
  graph.output('loss', loss);
  names.forEach((name, i) => {
    graph.output(`d ${name}`, gradients[i]);
  });
  const outputs = await runGraph(graph, { ...feedAll(c.start), input: feed(c.x), targets: feed(c.targets) });
  return [
    ['loss', outputs.loss, [c.losses[0]]],
    ...names.map((name): Comparison => [`d ${name}`, outputs[`d ${name}`], c.gradients[name].data]),
  ];
}

/** Trains on the whole data in every step, as the case did, and exports. */
async function compareTraining(c: Case): Promise<Comparison[]> {
  const [nExamples] = c.x.shape;
  const trainer = await compileTraining(runtime, residualNet, nExamples, c.options as Optimiser);
  const [inputs, targets] = [c.x, c.targets].map((tensor) => feed(tensor).data as Float32Array);
  const { weights, history } = await trainer.train(
    { inputs, targets },
    {
      epochs: c.losses.length,
      learningRate: c.options.learningRate,
      seed: 1,
      initialWeights: feedAll(c.start) as Weights,
    },
  );
  await trainer.release();
  const model = await loadModel(runtime, exportInference(residualNet, weights));
  const probabilities = await model.predict(inputs);
  await model.release();
  return [
    ['losses', history.map(({ loss }) => loss), c.losses],
    ...Object.keys(c.after).map((name): Comparison => [`after ${name}`, weights[name].data, c.after[name].data]),
    ['probabilities', probabilities, c.probabilities.data],
  ];
}

/** The network of `MarkedNet` in golden/learn/generate.py. */
const markedNet: Network = {
  name: 'marked',
  inputShape: [2, 11, 14],
  nClasses: 3,
  nSideFeatures: 2,
  build(b, x) {
    const block = (i: number, input: Tensor, filters: number): Tensor =>
      b.relu(b.batchNorm(`bn${i}`, b.conv(`conv${i}`, input, { filters, kernel: 3, padding: 1, bias: false })));
    const second = b.mark('block2', block(2, b.maxPool(block(1, x, 4), { kernel: 2 }), 6));
    const pooled = b.globalAveragePool(b.averagePool(second, { kernel: 2 }));
    return b.dense('fc', b.concat([pooled, b.sideFeatures()]), 3);
  },
};

async function compareExplanation(c: Case): Promise<Comparison[]> {
  const floats = (name: string): Float32Array => feed(c[name]).data as Float32Array;
  const [, rows, columns] = c.maps.shape as number[];
  const cam = await openGradCam(runtime, markedNet, feedAll(c.weights) as Weights, { layer: 'block2' });
  expect(cam.mapShape).toEqual([rows, columns]);
  const maps = await cam.maps(floats('x'), c.class, floats('side'));
  await cam.release();
  const sized = (to: readonly [number, number]): number[] =>
    [0, 1].flatMap((i) => [
      ...resizeBilinear(maps.slice(i * rows * columns, (i + 1) * rows * columns), cam.mapShape, to),
    ]);
  const size = 2 * 11 * 14;
  const example = {
    input: floats('x').slice(0, size),
    side: floats('side').slice(0, 2),
    baseline: floats('baseline'),
    sideBaseline: floats('sideBaseline'),
  };
  const comparisons: Comparison[] = [
    ['maps', maps, c.maps.data],
    ['resized', sized([11, 14]), c.resized.data],
    ['smaller', sized([3, 4]), c.smaller.data],
  ];
  for (const pointsPerRun of [c.steps + 2, 7]) {
    const options = { steps: c.steps, pointsPerRun };
    const integrated = await openIntegratedGradients(runtime, markedNet, feedAll(c.weights) as Weights, options);
    const found = await integrated.attribute(example, c.class);
    await integrated.release();
    comparisons.push(
      [`attributions, ${pointsPerRun} per run`, found.values, c.attributions.data],
      [`side, ${pointsPerRun} per run`, found.side, c.sideAttributions.data],
      [`scores, ${pointsPerRun} per run`, [found.score, found.baselineScore], [c.score, c.baselineScore]],
    );
  }
  return comparisons;
}

async function compareWeightedLoss(c: Case): Promise<Comparison[]> {
  const nClasses = c.classWeights.length;
  const batch = {
    inputs: new Float32Array(0),
    targets: oneHot(c.labels, nClasses),
    side: new Float32Array(0),
    weights: new Float32Array(c.labels.length).fill(1),
  };
  const { targets, weights } = weighClasses(batch, c.classWeights, c.labelSmoothing);
  const rows = (data: Float32Array, shape: readonly number[]): Stored => ({ shape, data: [...data] });
  return compareLoss({
    ...c,
    targets: rows(targets, c.logits.shape),
    weights: rows(weights, [c.labels.length]),
  });
}

async function compareClipping(c: Case): Promise<Comparison[]> {
  const graph = createGraph();
  const names = (c.gradients as Stored[]).map((_, i) => `gradient ${i}`);
  const gradients = names.map((name, i) => graph.input(name, c.gradients[i].shape));
  const { clipped, norm } = clipGradients(graph, gradients, c.clipNorm);
  graph.output('norm', norm);
  clipped.forEach((gradient, i) => {
    graph.output(`clipped ${i}`, gradient);
  });
  const outputs = await runGraph(graph, feedAll(Object.fromEntries(names.map((name, i) => [name, c.gradients[i]]))));
  return [
    ['norm', outputs.norm, [c.norm]],
    ...names.map((name, i): Comparison => [name, outputs[`clipped ${i}`], c.clipped[i].data]),
  ];
}

/** The network of `SmallNet` in golden/learn/generate.py. */
const smallNet: Network = {
  name: 'small',
  inputShape: [1, 9, 12],
  nClasses: 3,
  build(b, x) {
    const h = b.relu(b.batchNorm('bn1', b.conv('conv1', x, { filters: 4, kernel: 3, padding: 1 })));
    return b.dense('fc', b.globalAveragePool(b.maxPool(h, { kernel: 2 })), 3);
  },
};

async function compareTrainingFeatures(c: Case): Promise<Comparison[]> {
  const { clipNorm, ema, warmup, classWeights, labelSmoothing } = c;
  const trainer = await compileTraining(runtime, smallNet, c.labels.length, c.options as Optimiser, { clipNorm, ema });
  const data = { inputs: feed(c.x).data as Float32Array, targets: oneHot(c.labels, 3) };
  const { weights, movingWeights, history } = await trainer.train(data, {
    epochs: c.losses.length,
    learningRate: c.options.learningRate,
    schedule: 'cosine',
    seed: 1,
    initialWeights: feedAll(c.start) as Weights,
    ...{ warmup, classWeights, labelSmoothing },
  });
  await trainer.release();
  const compare = (name: string, ours: Weights | undefined, stored: Named): Comparison[] =>
    Object.keys(stored).map((key): Comparison => [`${name} ${key}`, ours?.[key]?.data ?? [], stored[key].data]);
  return [
    ['losses', history.map(({ loss }) => loss), c.losses],
    ['norms', history.map(({ gradientNorm }) => gradientNorm ?? Number.NaN), c.norms],
    ...compare('after', movingWeights, c.after),
    ...compare('average', weights, c.average),
  ];
}

/** One checker per kind of file. */
const checkers: Record<string, (c: Case) => readonly Comparison[] | Promise<readonly Comparison[]>> = {
  conv2d: (c) => compareOperator(c, (tape, { x, weight, bias }) => conv2d(tape, x, weight, bias, c.options)),
  'max-pool': (c) => compareOperator(c, (tape, { x }) => maxPool(tape, x, c.options)),
  'average-pool': (c) => compareOperator(c, (tape, { x }) => averagePool(tape, x, c.options)),
  'batch-norm-training': compareNormTraining,
  'batch-norm-inference': (c) =>
    compareOperator(c, (tape, { x, scale: gain, shift }) => {
      const [mean, variance] = [constant(tape, c.running.mean), constant(tape, c.running.variance)];
      return batchNormInference(tape, x, { scale: gain, shift, mean, variance }, c.options.epsilon);
    }),
  pointwise: (c) => compareOperator(c, (tape, inputs) => pointwise(c, tape, inputs)),
  dense: (c) => compareOperator(c, (tape, { x, weight, bias }) => dense(tape, x, weight, bias)),
  resize: (c) => compareOperator(c, (tape, { x }) => resizePlane(tape, x, c.options.size)),
  'cross-entropy': compareLoss,
  optimiser: compareOptimiser,
  'weighted-cross-entropy': compareWeightedLoss,
  'clip-norm': compareClipping,
  training: compareTrainingFeatures,
  'warm-up': (c) => [
    [
      c.schedule,
      c.rates.map((_: number, step: number) =>
        learningRateAt(c.schedule as Schedule, c.peak, step, c.nSteps, c.warmup as Warmup),
      ),
      c.rates,
    ],
  ],
  schedule: (c) => [
    [
      c.schedule,
      c.rates.map((_: number, step: number) => learningRateAt(c.schedule as Schedule, c.peak, step, c.nSteps)),
      c.rates,
    ],
  ],
  explanation: compareExplanation,
  network: async (c) => [...(await compareGradients(c)), ...(await compareTraining(c))],
};

describe('golden/learn', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

  it('holds files', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  for (const file of files) {
    it(file, async () => {
      const { kind, tolerance, cases } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const check = checkers[kind];
      expect(check, `no checker for kind '${kind}'`).toBeDefined();
      expect(cases.length).toBeGreaterThan(0);
      const faults: string[] = [];
      const worst = { error: 0, what: '' };
      for (const [i, c] of (cases as Case[]).entries()) {
        for (const [name, ours, reference] of await check(c)) {
          const error = relativeError(ours, reference);
          if (error > worst.error) Object.assign(worst, { error, what: `case ${i}, ${name}` });
          if (!(error <= tolerance)) faults.push(`case ${i}, ${name}: error ${error.toExponential(2)}`);
        }
      }
      if (process.env.WORST) console.log(file, worst.error.toExponential(2), worst.what);
      expect(faults).toEqual([]);
    });
  }
});
