import { createTape } from './autodiff.ts';
import { frozenLayers } from './frozen-layers.ts';
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
import { addUpdate, type Optimiser, optimiserScalars, optimiserSlots } from './optimisers.ts';
import { type Pack, packInGraph, packParameters, unpackInGraph } from './packs.ts';
import { type MaskInput, trainingHost } from './training-host.ts';

/** How far running statistics move towards those of a batch; PyTorch's default. */
export const statisticsMomentum = 0.1;

/** One training step as a graph, with what its caller must know. */
export interface StepGraph {
  readonly graph: OnnxGraph;
  readonly packs: readonly Pack[];
  readonly masks: readonly MaskInput[];
}

/** Declares the pack vectors as inputs, and finds the parameters in them. */
function declarePacks(graph: Graph, packs: readonly Pack[]) {
  const vectors: Record<string, Tensor> = {};
  const parameters: Record<string, Tensor> = {};
  for (const pack of packs) {
    vectors[pack.name] = graph.input(pack.name, [pack.size]);
    Object.assign(parameters, unpackInGraph(graph, pack, vectors[pack.name]));
  }
  return { vectors, parameters };
}

/** The name under which a step returns the next value of an input. */
export function nextName(name: string): string {
  return `${name}.next`;
}

/**
 * Forward, backward and update in one graph. Inputs: `input` [n, c, h, w], `targets` [n, classes], `exampleWeights` [n],
 * masks, the pack vectors, the optimiser's vectors (`moment1.weights.0`) and its scalars. Outputs: `loss` and every
 * vector's next value, but for frozen packs: nothing of their layers is watched, so the graph has neither their gradients
 * nor their update. Golden: network.json.
 *
 * @throws ArgumentError when a layer does not fit, or `frozen` names none or all of them.
 */
export function stepGraph(
  network: Network,
  batchSize: number,
  optimiser: Optimiser,
  frozen: readonly string[] = [],
): StepGraph {
  const graph = createGraph();
  const tape = createTape(graph);
  const specs = networkParameters(network);
  const isFrozen = frozenLayers(specs, frozen);
  const packs = packParameters(specs, isFrozen);
  const { vectors, parameters } = declarePacks(graph, packs);
  const trained = packs.flatMap((pack) => (pack.trained ? pack.specs.map(({ name }) => name) : []));
  for (const name of trained) tape.watch(parameters[name]);

  const { host, masks, statistics } = trainingHost(tape, parameterLookup(parameters), isFrozen);
  const logits = buildNetwork(network, host, networkInputs(graph, network, batchSize));
  const targets = graph.input('targets', [batchSize, network.nClasses]);
  const loss = softmaxCrossEntropy(tape, logits, targets, graph.input('exampleWeights', [batchSize]));
  graph.output('loss', loss);

  const scalars = Object.fromEntries(
    Object.keys(optimiserScalars(optimiser, 1, 1)).map((name) => [name, graph.input(name, [])]),
  );
  const gradients = tape.gradients(
    loss,
    trained.map((name) => parameters[name]),
  );
  const changes = { ...statistics, ...Object.fromEntries(trained.map((name, i) => [name, gradients[i]])) };
  for (const pack of packs) {
    if (pack.frozen) continue;
    const vector = vectors[pack.name];
    const change = packInGraph(
      graph,
      pack.specs.map(({ name }) => changes[name]),
    );
    if (!pack.trained) {
      const moved = op.times(graph, op.subtract(graph, change, vector), statisticsMomentum);
      graph.output(nextName(pack.name), op.add(graph, vector, moved));
      continue;
    }
    const slotNames = optimiserSlots(optimiser).map((slot) => `${slot}.${pack.name}`);
    const slots = slotNames.map((name) => graph.input(name, [pack.size]));
    const next = addUpdate(graph, optimiser, vector, change, slots, scalars, pack.decays);
    graph.output(nextName(pack.name), next.parameter);
    slotNames.forEach((name, i) => {
      graph.output(nextName(name), next.slots[i]);
    });
  }
  return { graph: graph.toOnnx(`${network.name} training step`), packs, masks };
}

/**
 * The trained network with its weights as inputs: `input` [any n, c, h, w] and the pack vectors → `logits` [n, classes].
 *
 * @throws ArgumentError when a layer does not fit.
 */
export function evaluationGraph(network: Network, packs: readonly Pack[]): OnnxGraph {
  const graph = createGraph();
  const { parameters } = declarePacks(graph, packs);
  const host = inferenceHost(createTape(graph), parameterLookup(parameters));
  const logits = buildNetwork(network, host, networkInputs(graph, network, 1, true));
  graph.output('logits', logits, { anyBatch: true });
  return graph.toOnnx(`${network.name} evaluation`);
}
