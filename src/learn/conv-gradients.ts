import { kernelTaps } from './conv-taps.ts';
import { type Graph, sizeOf, type Tensor } from './graph.ts';
import * as op from './operators.ts';
import { unreachedSize, type WindowGeometry, windowAttributes } from './window-geometry.ts';

/** One way to compute a gradient of a convolution, from the input x, the errors dy and the weight. */
export type ConvGradient = (
  graph: Graph,
  tensors: { readonly x: Tensor; readonly dy: Tensor; readonly weight: Tensor },
  geometry: WindowGeometry,
  groups: number,
) => Tensor;

/** Joins all places of the kernel to patches first, for one product per example. */
const byPatches: ConvGradient = (graph, { x, dy, weight }, geometry, groups) => {
  const [n, channels] = x.shape;
  const [, filters, rows, columns] = dy.shape;
  const nPlaces = rows * columns;
  const taps = kernelTaps(graph, x, [rows, columns], geometry);
  const rowsOfTaps = taps.map((tap) => op.reshape(graph, tap, [n, channels, 1, nPlaces]));
  const joined = op.concat(graph, rowsOfTaps, 2);
  const patches = op.reshape(graph, joined, [n, groups, (channels / groups) * sizeOf(geometry.kernel), nPlaces]);
  const errors = op.reshape(graph, dy, [n, groups, filters / groups, nPlaces]);
  const products = op.matMul(graph, errors, op.transpose(graph, patches, [0, 1, 3, 2]));
  return op.reshape(graph, op.reduceSum(graph, products, [0]), weight.shape);
};

/** For every place of the kernel, the product of dy with the input it meets: per example and then added, or over all. */
const byPlaces =
  (isPerExample: boolean): ConvGradient =>
  (graph, { x, dy, weight }, geometry, groups) => {
    const [n, channels] = x.shape;
    const [, filters, rows, columns] = dy.shape;
    const [perGroup, filtersPerGroup] = [channels / groups, filters / groups];
    const [inputs, outputs] = isPerExample
      ? [x, dy]
      : [x, dy].map((tensor) => op.transpose(graph, tensor, [1, 0, 2, 3]));
    const leading = isPerExample ? [n, groups] : [groups];
    const length = isPerExample ? rows * columns : n * rows * columns;
    const errors = op.reshape(graph, outputs, [...leading, filtersPerGroup, length]);
    const swap = isPerExample ? [0, 1, 3, 2] : [0, 2, 1];
    const products = kernelTaps(graph, inputs, [rows, columns], geometry).map((tap) => {
      const met = op.reshape(graph, tap, [...leading, perGroup, length]);
      const product = op.matMul(graph, errors, op.transpose(graph, met, swap));
      const summed = isPerExample ? op.reduceSum(graph, product, [0]) : product;
      return op.reshape(graph, summed, [groups, filtersPerGroup, perGroup, 1]);
    });
    return op.reshape(graph, op.concat(graph, products, 3), weight.shape);
  };

/** The ways to compute the gradient by the weight; `bench/formulations.ts` times them all. */
export const weightGradients = {
  patches: byPatches,
  'per example': byPlaces(true),
  joined: byPlaces(false),
} as const satisfies Readonly<Record<string, ConvGradient>>;

/** Below this number of channels per group, a product per kernel place is slower than one of all places (measured). */
const fewChannels = 4;

/**
 * Which of {@link weightGradients} is taken. Few channels make a product per place too thin to be fast. Products per example
 * cost a result each, a long one transposed copies of both factors: the fewer numbers, the faster (measured from 8 to 2048
 * channels on planes of 7 × 7 to 56 × 56).
 */
export const weightGradientWay = (
  { x, dy, weight }: Parameters<ConvGradient>[1],
  groups: number,
): keyof typeof weightGradients => {
  const [, channels] = x.shape;
  const [, filters, rows, columns] = dy.shape;
  if (channels / groups < fewChannels) return 'patches';
  return sizeOf(weight.shape) < (channels + filters) * rows * columns ? 'per example' : 'joined';
};

/** The gradient of a convolution by its weight. */
export const weightGradient: ConvGradient = (graph, tensors, geometry, groups) =>
  weightGradients[weightGradientWay(tensors, groups)](graph, tensors, geometry, groups);

/** The weight of the convolution that undoes the placement of another: channels exchanged, kernel turned by 180°. */
function turnedWeight(graph: Graph, weight: Tensor): Tensor {
  const exchanged = op.transpose(graph, weight, [1, 0, 2, 3]);
  const [, , kh, kw] = weight.shape;
  if (kh * kw === 1) return exchanged;
  const far = -(2 ** 31);
  const backwards = [graph.ints([-1, -1]), graph.ints([far, far]), graph.ints([2, 3]), graph.ints([-1, -1])];
  return graph.node('Slice', [exchanged, ...backwards], exchanged.shape);
}

const byTurnedWeight: ConvGradient = (graph, { x, dy, weight }, { kernel, padding }) => {
  const around = kernel.map((size, axis) => size - 1 - padding[axis]);
  const attributes = { kernel_shape: kernel, strides: [1, 1], pads: [...around, ...around] };
  return graph.node('Conv', [dy, turnedWeight(graph, weight)], x.shape, attributes);
};

const byTransposedConvolution: ConvGradient = (graph, { x, dy, weight }, geometry, groups) => {
  const attributes = { ...windowAttributes(geometry), output_padding: unreachedSize(x, dy, geometry), group: groups };
  return graph.node('ConvTranspose', [dy, weight], x.shape, attributes);
};

/** The ways to compute the gradient by the input. */
export const inputGradients = {
  'turned weight': byTurnedWeight,
  'transposed convolution': byTransposedConvolution,
} as const satisfies Readonly<Record<string, ConvGradient>>;

/** Whether a convolution with the turned weight gives the gradient by the input: with stride 1 and one group. */
export function canTurnWeight({ kernel, stride, padding }: WindowGeometry, groups: number): boolean {
  return groups === 1 && stride.every((step) => step === 1) && padding.every((size, axis) => size < kernel[axis]);
}

/**
 * Which of {@link inputGradients} is taken: the turned weight where it is possible, does not leave a convolution to one or
 * two channels, and turning it costs less than the runtime's way of adding up (measured).
 */
export const inputGradientWay = (
  { x, dy, weight }: Parameters<ConvGradient>[1],
  geometry: WindowGeometry,
  groups: number,
): keyof typeof inputGradients =>
  canTurnWeight(geometry, groups) && x.shape[1] >= fewChannels && sizeOf(dy.shape) > sizeOf(weight.shape)
    ? 'turned weight'
    : 'transposed convolution';

/** The gradient of a convolution by its input: the transposed convolution, in one form or the other. */
export const inputGradient: ConvGradient = (graph, tensors, geometry, groups) =>
  inputGradients[inputGradientWay(tensors, geometry, groups)](graph, tensors, geometry, groups);
