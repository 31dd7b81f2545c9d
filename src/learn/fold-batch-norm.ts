import { sizeOf } from './graph.ts';
import type { OnnxConstant, OnnxGraph, OnnxNode } from './onnx-writer.ts';

type Floats = OnnxConstant & { readonly data: Float32Array };

function isFloats(constant: OnnxConstant | undefined): constant is Floats {
  return constant?.data instanceof Float32Array;
}

/** A convolution and the normalisation that can be multiplied into it. */
export interface Fold {
  readonly conv: OnnxNode;
  readonly norm: OnnxNode;
  readonly weight: Floats;
  readonly bias: Floats | undefined;
  /** Scale, shift, running mean and running variance, as the operator takes them. */
  readonly statistics: readonly Floats[];
}

/** The convolutions whose only reader is a batch normalisation, with all parameters constant. */
export function findFolds(graph: OnnxGraph): Fold[] {
  const constants = new Map(graph.constants.map((constant) => [constant.name, constant]));
  const producers = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node])));
  const nReaders = new Map<string, number>();
  for (const name of graph.nodes.flatMap((node) => node.inputs)) nReaders.set(name, (nReaders.get(name) ?? 0) + 1);
  return graph.nodes.flatMap((norm) => {
    const conv = producers.get(norm.inputs[0] ?? '');
    if (norm.type !== 'BatchNormalization' || conv?.type !== 'Conv' || nReaders.get(conv.outputs[0] ?? '') !== 1)
      return [];
    const weight = constants.get(conv.inputs[1] ?? '');
    const bias = constants.get(conv.inputs[2] ?? '');
    const statistics = norm.inputs.slice(1).map((name) => constants.get(name));
    if (!isFloats(weight) || !statistics.every(isFloats)) return [];
    if (conv.inputs.length > 2 && !isFloats(bias)) return [];
    return [{ conv, norm, weight, bias: isFloats(bias) ? bias : undefined, statistics }];
  });
}

/** The name of the bias of the one convolution that does the work of both. */
export function foldedBiasName({ bias, weight }: Fold): string {
  return bias?.name ?? `${weight.name}.folded_bias`;
}

/** What the normalisation adds to a variance. */
export function epsilonOf({ norm }: Fold): number {
  const { epsilon } = norm.attributes;
  return typeof epsilon === 'object' && 'float' in epsilon ? epsilon.float : 1e-5;
}

/** The weight and bias of the one convolution that does the work of both; computed in 64 bits. */
function foldedParameters(fold: Fold): [OnnxConstant, OnnxConstant] {
  const { weight, bias, statistics } = fold;
  const [scale, shift, mean, variance] = statistics.map(({ data }) => data);
  const added = epsilonOf(fold);
  const gains = Array.from(scale, (value, filter) => value / Math.sqrt(variance[filter] + added));
  const perFilter = sizeOf(weight.shape) / gains.length;
  const offsets = gains.map((gain, filter) => {
    const before = (bias?.data[filter] ?? 0) - mean[filter];
    return before * gain + shift[filter];
  });
  return [
    { ...weight, data: weight.data.map((value, i) => value * gains[Math.floor(i / perFilter)]) },
    { name: foldedBiasName(fold), shape: [gains.length], data: Float32Array.from(offsets) },
  ];
}

/**
 * The same function with every batch normalisation that follows a convolution multiplied into its weights. Graphs whose
 * weights are inputs, or convolutions that others read too, stay as they are.
 */
export function foldBatchNorm(graph: OnnxGraph): OnnxGraph {
  const folds = findFolds(graph);
  const merged = new Map<OnnxNode, OnnxNode>();
  const replaced = new Map<string, OnnxConstant>();
  for (const fold of folds) {
    const [weight, bias] = foldedParameters(fold);
    replaced.set(weight.name, weight).set(bias.name, bias);
    const inputs = [fold.conv.inputs[0] as string, weight.name, bias.name];
    merged.set(fold.conv, { ...fold.conv, inputs, outputs: fold.norm.outputs });
  }
  const norms = new Set(folds.map(({ norm }) => norm));
  const nodes = graph.nodes.filter((node) => !norms.has(node)).map((node) => merged.get(node) ?? node);
  const used = new Set(nodes.flatMap((node) => node.inputs));
  const kept = graph.constants.filter((constant) => !replaced.has(constant.name) && used.has(constant.name));
  return { ...graph, nodes, constants: [...kept, ...replaced.values()] };
}
