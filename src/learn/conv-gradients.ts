import { kernelTaps } from './conv-taps.ts';
import { type Graph, sizeOf, type Tensor } from './graph.ts';
import * as op from './operators.ts';
import { unreachedSize, type WindowGeometry, windowAttributes } from './window-geometry.ts';

/** Below this number of channels per group, a product per kernel place is slower than one of all places (measured). */
const fewChannels = 4;

/**
 * The gradient of a convolution by its weight: for every place of the kernel, the product of dy with the input it meets.
 * Few channels make such products too thin to be fast; then all places are joined first. On large planes the products are
 * made per example and added; on small ones the examples are joined to one long product.
 */
export function weightGradient(
  graph: Graph,
  x: Tensor,
  dy: Tensor,
  weight: Tensor,
  geometry: WindowGeometry,
  groups: number,
): Tensor {
  const [n, channels] = x.shape;
  const [, filters, rows, columns] = dy.shape;
  const [perGroup, filtersPerGroup] = [channels / groups, filters / groups];
  const nTaps = sizeOf(geometry.kernel);
  const nPlaces = rows * columns;
  if (perGroup < fewChannels) {
    const taps = kernelTaps(graph, x, [rows, columns], geometry);
    const rowsOfTaps = taps.map((tap) => op.reshape(graph, tap, [n, channels, 1, nPlaces]));
    const patches = op.reshape(graph, op.concat(graph, rowsOfTaps, 2), [n, groups, perGroup * nTaps, nPlaces]);
    const errors = op.reshape(graph, dy, [n, groups, filtersPerGroup, nPlaces]);
    const products = op.matMul(graph, errors, op.transpose(graph, patches, [0, 1, 3, 2]));
    return op.reshape(graph, op.reduceSum(graph, products, [0]), weight.shape);
  }
  // Products per example cost a result each, a long one transposed copies of both factors: the fewer numbers, the faster
  // (measured from 8 to 2048 channels on planes of 7 × 7 to 56 × 56).
  const perExample = sizeOf(weight.shape) < (channels + filters) * nPlaces;
  const [inputs, outputs] = perExample ? [x, dy] : [x, dy].map((tensor) => op.transpose(graph, tensor, [1, 0, 2, 3]));
  const leading = perExample ? [n, groups] : [groups];
  const length = perExample ? nPlaces : n * nPlaces;
  const errors = op.reshape(graph, outputs, [...leading, filtersPerGroup, length]);
  const swap = perExample ? [0, 1, 3, 2] : [0, 2, 1];
  const products = kernelTaps(graph, inputs, [rows, columns], geometry).map((tap) => {
    const met = op.reshape(graph, tap, [...leading, perGroup, length]);
    const product = op.matMul(graph, errors, op.transpose(graph, met, swap));
    const summed = perExample ? op.reduceSum(graph, product, [0]) : product;
    return op.reshape(graph, summed, [groups, filtersPerGroup, perGroup, 1]);
  });
  return op.reshape(graph, op.concat(graph, products, 3), weight.shape);
}

/** The weight of the convolution that undoes the placement of another: channels exchanged, kernel turned by 180°. */
function turnedWeight(graph: Graph, weight: Tensor): Tensor {
  const exchanged = op.transpose(graph, weight, [1, 0, 2, 3]);
  const [, , kh, kw] = weight.shape;
  if (kh * kw === 1) return exchanged;
  const far = -(2 ** 31);
  const backwards = [graph.ints([-1, -1]), graph.ints([far, far]), graph.ints([2, 3]), graph.ints([-1, -1])];
  return graph.node('Slice', [exchanged, ...backwards], exchanged.shape);
}

/**
 * The gradient of a convolution by its input: the transposed convolution. With stride 1 that is a convolution with the
 * turned weight, which is faster where turning the weight costs less than the runtime's way of adding up (measured).
 */
export function inputGradient(
  graph: Graph,
  x: Tensor,
  dy: Tensor,
  weight: Tensor,
  geometry: WindowGeometry,
  groups: number,
): Tensor {
  const { kernel, stride, padding } = geometry;
  const isPlain =
    groups === 1 && stride.every((step) => step === 1) && padding.every((size, axis) => size < kernel[axis]);
  if (isPlain && sizeOf(dy.shape) > sizeOf(weight.shape)) {
    const around = kernel.map((size, axis) => size - 1 - padding[axis]);
    const attributes = { kernel_shape: kernel, strides: [1, 1], pads: [...around, ...around] };
    return graph.node('Conv', [dy, turnedWeight(graph, weight)], x.shape, attributes);
  }
  const attributes = { ...windowAttributes(geometry), output_padding: unreachedSize(x, dy, geometry), group: groups };
  return graph.node('ConvTranspose', [dy, weight], x.shape, attributes);
}
