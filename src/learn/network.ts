import { ArgumentError, ModelError, requireWhole } from '#base';
import { createTape, type Tape } from './autodiff.ts';
import { createGraph, type Graph, shapeText, type Tensor } from './graph.ts';
import { type LayerBuilder, layerBuilder } from './layer-builder.ts';
import type { LayerHost } from './layer-host.ts';
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
  /** How many further numbers describe an example, beside its plane; `b.sideFeatures()` gives them. Default 0. */
  readonly nSideFeatures?: number;
  /** From x [n, channels, height, width] to logits [n, nClasses]. Must give the same layers at every call. */
  build(b: LayerBuilder, x: Tensor): Tensor;
}

/** The inputs of a network's graph. */
export interface NetworkInputs {
  /** [n, channels, height, width] */
  readonly x: Tensor;
  /** [n, nSideFeatures], where the network has any. */
  readonly side: Tensor | undefined;
}

/**
 * Builds the network over a host.
 *
 * @throws ArgumentError when a layer does not fit, or the result is not [n, nClasses].
 */
export function buildNetwork(network: Network, host: LayerHost, { x, side }: NetworkInputs): Tensor {
  const logits = network.build(layerBuilder(host, side), x);
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
export function parameterLookup(tensors: Readonly<Record<string, Tensor>>): (spec: ParameterSpec) => Tensor {
  return ({ name }) => {
    if (Object.hasOwn(tensors, name)) return tensors[name];
    throw new ModelError(
      `The network asks for '${name}', which its first build did not create.`,
      'Let build give the same layers at every call.',
    );
  };
}

/**
 * Declares the inputs `input` and, where the network has side features, `side`.
 *
 * @throws ArgumentError when a size of the network is not a whole number.
 */
export function networkInputs(graph: Graph, network: Network, n: number, anyBatch = false): NetworkInputs {
  const { inputShape, nClasses, nSideFeatures = 0 } = network;
  for (const size of [...inputShape, nClasses]) requireWhole('size', size, 1, `network '${network.name}'`);
  requireWhole('nSideFeatures', nSideFeatures, 0, `network '${network.name}'`);
  const x = graph.input('input', [n, ...inputShape], { anyBatch });
  return { x, side: nSideFeatures > 0 ? graph.input('side', [n, nSideFeatures], { anyBatch }) : undefined };
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
  buildNetwork(network, host, networkInputs(graph, network, 1));
  return specs;
}
