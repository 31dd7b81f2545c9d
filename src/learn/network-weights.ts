import { createTape } from './autodiff.ts';
import { epsilonOf, type Fold, findFolds, foldedBiasName } from './fold-batch-norm.ts';
import { createGraph, sizeOf } from './graph.ts';
import { buildNetwork, inferenceHost, type Network, networkInputs } from './network.ts';
import { readOnnxConstants } from './onnx-reader.ts';
import { type ParameterSpec, type Weights, weightOf } from './parameters.ts';

/** The parameters of a network, and which of its normalisations an export multiplies into convolutions. */
function foldsOf(network: Network): { specs: ParameterSpec[]; folds: Fold[] } {
  const graph = createGraph();
  const specs: ParameterSpec[] = [];
  const host = inferenceHost(createTape(graph), (spec) => {
    specs.push(spec);
    return graph.constant(new Float32Array(sizeOf(spec.shape)), spec.shape, spec.name);
  });
  graph.output('logits', buildNetwork(network, host, networkInputs(graph, network, 1)));
  return { specs, folds: findFolds(graph.toOnnx(network.name)) };
}

/**
 * The weights in an `.onnx` file that `exportInference` wrote for this network. Where batch normalisation was multiplied
 * into a convolution, they hold the convolution as it is in the file, and a normalisation that only adds its bias: the same
 * function within 1e-6, which can be explained; it is no start for further training.
 *
 * @throws FormatError when the bytes are not an ONNX model.
 * @throws ModelError when the file lacks a parameter of the network.
 */
export function readNetworkWeights(network: Network, bytes: Uint8Array): Weights {
  const stored = new Map(readOnnxConstants(bytes).map((constant) => [constant.name, constant]));
  const { specs, folds } = foldsOf(network);
  const found: Record<string, { shape: readonly number[]; data: Float32Array }> = {};
  for (const { name, shape, data } of stored.values()) {
    if (data instanceof Float32Array) found[name] = { shape, data };
  }
  for (const fold of folds) {
    const [scale, shift, mean, variance] = fold.statistics;
    const added = found[foldedBiasName(fold)];
    if (found[scale.name] !== undefined || added === undefined) continue;
    const filled = (value: number) => ({ shape: scale.shape, data: new Float32Array(scale.data.length).fill(value) });
    found[shift.name] = added;
    found[scale.name] = filled(1);
    found[mean.name] = filled(0);
    // The square root then meets 1, up to the rounding of one float.
    found[variance.name] = filled(1 - epsilonOf(fold));
    if (fold.bias) found[fold.bias.name] = filled(0);
  }
  return Object.fromEntries(specs.map((spec) => [spec.name, { shape: spec.shape, data: weightOf(found, spec) }]));
}
