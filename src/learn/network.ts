import { ArgumentError, ModelError, requireWhole } from '#base';
import { createTape, type Tape } from './autodiff.ts';
import { createGraph, type Graph, shapeText, type Tensor } from './graph.ts';
import { type LayerBuilder, type LayerHost, layerBuilder } from './layer-builder.ts';
import { batchNormInference } from './ops-norm.ts';
import type { ParameterSpec } from './parameters.ts';

/**
 * An architecture: a name, the shape of one example, and a function that puts layers together.
 *
 * @example
 * const network: Network = {
 *   name: 'tiny',
 *   inputShape: [1, 25, 60],
 *   nClasses: 2,
 *   build: (b, x) => b.dense('fc', b.globalAveragePool(b.relu(b.conv('conv1', x, { filters: 8, kernel: 3 }))), 2),
 * };
 */
export interface Network {
  readonly name: string;
  /** [channels, height, width] of one example. */
  readonly inputShape: readonly [number, number, number];
  readonly nClasses: number;
  /** From x [n, channels, height, width] to logits [n, nClasses]. Must give the same layers at every call. */
  build(b: LayerBuilder, x: Tensor): Tensor;
}

/**
 * Builds the network over a host.
 *
 * @throws ArgumentError when a layer does not fit, or the result is not [n, nClasses].
 */
export function buildNetwork(network: Network, host: LayerHost, x: Tensor): Tensor {
  const logits = network.build(layerBuilder(host), x);
  const [n, nClasses] = logits.shape;
  if (logits.shape.length !== 2 || n !== x.shape[0] || nClasses !== network.nClasses) {
    throw new ArgumentError(
      `The logits must be [n, nClasses] = ${shapeText([x.shape[0] ?? 0, network.nClasses])}, got ${shapeText(logits.shape)} — in network '${network.name}'.`,
      'End the network with a dense layer of nClasses units.',
    );
  }
  return logits;
}

/** A host for trained networks: stored statistics, no dropout. Parameters come from `parameter`. */
export function inferenceHost(tape: Tape, parameter: (spec: ParameterSpec) => Tensor): LayerHost {
  return {
    tape,
    parameter,
    normalise: (_name, x, parameters, epsilon) => batchNormInference(tape, x, parameters, epsilon),
    drop: (x) => x,
  };
}

/** Looks parameters up by name, for hosts whose parameters exist already. */
export function parameterLookup(tensors: ReadonlyMap<string, Tensor>): (spec: ParameterSpec) => Tensor {
  return ({ name }) => {
    const tensor = tensors.get(name);
    if (tensor !== undefined) return tensor;
    throw new ModelError(
      `The network asks for '${name}', which its first build did not create.`,
      'Let build give the same layers at every call.',
    );
  };
}

/** Declares the input that holds examples. */
export function networkInput(graph: Graph, network: Network, n: number, anyBatch = false): Tensor {
  for (const size of [...network.inputShape, network.nClasses])
    requireWhole('size', size, 1, `network '${network.name}'`);
  return graph.input('input', [n, ...network.inputShape], { anyBatch });
}

/**
 * The parameters and running statistics of a network, in the order of its layers.
 *
 * @throws ArgumentError when a layer does not fit.
 */
export function networkParameters(network: Network): ParameterSpec[] {
  const graph = createGraph();
  const specs: ParameterSpec[] = [];
  const host = inferenceHost(createTape(graph), (spec) => {
    specs.push(spec);
    return graph.input(spec.name, spec.shape);
  });
  buildNetwork(network, host, networkInput(graph, network, 1));
  return specs;
}
