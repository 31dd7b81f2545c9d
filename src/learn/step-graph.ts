import { createTape } from './autodiff.ts';
import { frozenLayers, type IsFrozen, layerOf } from './frozen-layers.ts';
import { createGraph, type Graph, type Tensor } from './graph.ts';
import {
  buildNetwork,
  inferenceHost,
  type Network,
  networkInputs,
  networkParameters,
  parameterLookup,
} from './network.ts';
import type { OnnxGraph } from './onnx-writer.ts';
import * as op from './operators.ts';
import { softmaxCrossEntropy } from './ops-loss.ts';
import type { Optimiser } from './optimisers.ts';
import { type Pack, packInGraph, packParameters, unpackInGraph } from './packs.ts';
import { type ParameterSpec, type Weights, weightOf } from './parameters.ts';
import type { StepOptions } from './step-options.ts';
import { addUpdates, nextName, updatedPacks } from './step-update.ts';
import { type MaskInput, trainingHost } from './training-host.ts';

/** How far running statistics move towards those of a batch; PyTorch's default. */
export const statisticsMomentum = 0.1;

/** One training step as a graph, with what its caller must know. */
export interface StepGraph {
  readonly graph: OnnxGraph;
  readonly packs: readonly Pack[];
  readonly masks: readonly MaskInput[];
  /** Weights of frozen layers that stand in the graph as constants; in no pack. */
  readonly fixed: Weights;
}

/** Declares the pack vectors as inputs and fixed weights as constants, and finds the parameters in them. */
function declareParameters(graph: Graph, packs: readonly Pack[], fixed: Weights) {
  const vectors: Record<string, Tensor> = {};
  const parameters: Record<string, Tensor> = Object.fromEntries(
    Object.entries(fixed).map(([name, { data, shape }]) => [name, graph.constant(data, shape, name)]),
  );
  for (const pack of packs) {
    vectors[pack.name] = graph.input(pack.name, [pack.size]);
    Object.assign(parameters, unpackInGraph(graph, pack, vectors[pack.name]));
  }
  return { vectors, parameters };
}

/** A network's forward and backward pass, in a graph that still lacks outputs. */
interface Differentiated {
  readonly graph: Graph;
  readonly packs: readonly Pack[];
  readonly masks: readonly MaskInput[];
  readonly fixed: Weights;
  readonly vectors: Readonly<Record<string, Tensor>>;
  readonly loss: Tensor;
  /** Of each trained pack, by its name. */
  readonly gradients: Readonly<Record<string, Tensor>>;
  /** The next value of each pack of running statistics, by its name. */
  readonly running: Readonly<Record<string, Tensor>>;
}

/** The weights of frozen layers, as far as they are known. */
function fixedWeights(specs: readonly ParameterSpec[], isFrozen: IsFrozen, known: Weights | undefined): Weights {
  if (known === undefined) return {};
  const frozen = specs.filter(({ name }) => isFrozen(layerOf(name)));
  return Object.fromEntries(frozen.map((spec) => [spec.name, { shape: spec.shape, data: weightOf(known, spec) }]));
}

function differentiate(
  network: Network,
  batchSize: number,
  { frozen = [], frozenWeights }: StepOptions,
): Differentiated {
  const graph = createGraph();
  const tape = createTape(graph);
  const specs = networkParameters(network);
  const isFrozen = frozenLayers(specs, frozen);
  const fixed = fixedWeights(specs, isFrozen, frozenWeights);
  const packs = packParameters(
    specs.filter(({ name }) => !(name in fixed)),
    isFrozen,
  );
  const { vectors, parameters } = declareParameters(graph, packs, fixed);
  const trained = packs.flatMap((pack) => (pack.trained ? pack.specs.map(({ name }) => name) : []));
  for (const name of trained) tape.watch(parameters[name]);

  const { host, masks, statistics } = trainingHost(tape, parameterLookup(parameters), isFrozen);
  const logits = buildNetwork(network, host, networkInputs(graph, network, batchSize));
  const targets = graph.input('targets', [batchSize, network.nClasses]);
  const loss = softmaxCrossEntropy(tape, logits, targets, graph.input('exampleWeights', [batchSize]));
  const found = tape.gradients(
    loss,
    trained.map((name) => parameters[name]),
  );
  const changes = { ...statistics, ...Object.fromEntries(trained.map((name, i) => [name, found[i]])) };
  const gradients: Record<string, Tensor> = {};
  const running: Record<string, Tensor> = {};
  for (const pack of packs) {
    if (pack.frozen) continue;
    const vector = vectors[pack.name];
    const change = packInGraph(
      graph,
      pack.specs.map(({ name }) => changes[name]),
    );
    if (pack.trained) gradients[pack.name] = change;
    else {
      const moved = op.times(graph, op.subtract(graph, change, vector), statisticsMomentum);
      running[pack.name] = op.add(graph, vector, moved);
    }
  }
  return { graph, packs, masks, fixed, vectors, loss, gradients, running };
}

/**
 * Forward, backward and update in one graph. Inputs: `input` [n, c, h, w], `targets` [n, classes], `exampleWeights` [n],
 * masks, the pack vectors, the optimiser's vectors (`moment1.weights.0`), the moving averages (`average.weights.0`) and
 * the step's scalars. Outputs: `loss`, `gradientNorm` where gradients are clipped, and every vector's next value, but for
 * frozen packs: nothing of their layers is watched, so the graph has neither their gradients nor their update. Golden:
 * network.json.
 *
 * @throws ArgumentError when a layer does not fit, or `frozen` names none or all of them.
 */
export function stepGraph(
  network: Network,
  batchSize: number,
  optimiser: Optimiser,
  options: StepOptions = {},
): StepGraph {
  const { graph, packs, masks, fixed, vectors, loss, ...changes } = differentiate(network, batchSize, options);
  graph.output('loss', loss);
  addUpdates(graph, packs, vectors, changes, optimiser, options);
  return { graph: graph.toOnnx(`${network.name} training step`), packs, masks, fixed };
}

/** The name of the sum of a pack's gradients over micro-batches. */
export function sumName(pack: string): string {
  return `sum.${pack}`;
}

/**
 * A step in two graphs. The first adds `share` times a micro-batch's gradients to the vectors `sum.<pack>` and moves the
 * running statistics; the second updates with those sums, once per step.
 *
 * @throws ArgumentError when a layer does not fit, or `frozen` names none or all of them.
 */
export function accumulatingGraphs(
  network: Network,
  batchSize: number,
  optimiser: Optimiser,
  options: StepOptions,
): StepGraph & { readonly update: OnnxGraph } {
  const { graph, packs, masks, fixed, loss, gradients, running } = differentiate(network, batchSize, options);
  graph.output('loss', loss);
  const share = graph.input('share', []);
  for (const { name, size } of packs.filter((pack) => pack.trained)) {
    const added = op.multiply(graph, gradients[name], share);
    graph.output(nextName(sumName(name)), op.add(graph, graph.input(sumName(name), [size]), added));
  }
  for (const [name, moved] of Object.entries(running)) graph.output(nextName(name), moved);

  const update = createGraph();
  const updated = updatedPacks(packs, options);
  const vectors = Object.fromEntries(updated.map(({ name, size }) => [name, update.input(name, [size])]));
  const sums = updated
    .filter((pack) => pack.trained)
    .map(({ name, size }) => [name, update.input(sumName(name), [size])] as const);
  addUpdates(update, updated, vectors, { gradients: Object.fromEntries(sums), running: vectors }, optimiser, options);
  return {
    graph: graph.toOnnx(`${network.name} gradients`),
    update: update.toOnnx(`${network.name} update`),
    packs,
    masks,
    fixed,
  };
}

/**
 * The trained network with its weights as inputs, but for fixed ones: `input` [any n, c, h, w] and the pack vectors →
 * `logits` [n, classes].
 *
 * @throws ArgumentError when a layer does not fit.
 */
export function evaluationGraph(network: Network, packs: readonly Pack[], fixed: Weights = {}): OnnxGraph {
  const graph = createGraph();
  const { parameters } = declareParameters(graph, packs, fixed);
  const host = inferenceHost(createTape(graph), parameterLookup(parameters));
  const logits = buildNetwork(network, host, networkInputs(graph, network, 1, true));
  graph.output('logits', logits, { anyBatch: true });
  return graph.toOnnx(`${network.name} evaluation`);
}
