import type { Tape } from './autodiff.ts';
import { type Graph, sizeOf, type Tensor } from './graph.ts';
import * as op from './operators.ts';

/** How a window moves over a plane; each pair is [vertical, horizontal]. */
export interface WindowGeometry {
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  /** Zeros on both sides. */
  readonly padding: readonly [number, number];
}

/** Below this number of channels per group, a product per kernel place is slower than one of all places (measured). */
const fewChannels = 4;

/** The number of places of a window along one axis (PyTorch's formula, rounding down). */
export function windowCount(size: number, kernel: number, stride: number, padding: number): number {
  return Math.floor((size + 2 * padding - kernel) / stride) + 1;
}

/** The ONNX attributes of a window. */
export function windowAttributes({ kernel, stride, padding }: WindowGeometry): Record<string, readonly number[]> {
  return { kernel_shape: kernel, strides: stride, pads: [...padding, ...padding] };
}

/** How many rows and columns at the end of the padded x [n, c, h, w] no window reaches; dy has one place per window. */
export function unreachedSize(x: Tensor, dy: Tensor, { kernel, stride, padding }: WindowGeometry): [number, number] {
  const along = (axis: 0 | 1): number =>
    x.shape[axis + 2] + 2 * padding[axis] - kernel[axis] - (dy.shape[axis + 2] - 1) * stride[axis];
  return [along(0), along(1)];
}

/** For every place of the kernel, the input elements it meets: tensors [a, b, rows, columns] of x [a, b, h, w]. */
function kernelTaps(graph: Graph, x: Tensor, places: readonly [number, number], geometry: WindowGeometry): Tensor[] {
  const { kernel, stride, padding } = geometry;
  const padded = op.padPlane(graph, x, ...padding);
  if (kernel[0] * kernel[1] === 1 && stride[0] * stride[1] === 1) return [padded];
  const steps = stride[0] * stride[1] === 1 ? {} : { steps: stride };
  return Array.from({ length: kernel[0] * kernel[1] }, (_, tap) => {
    const starts = [Math.floor(tap / kernel[1]), tap % kernel[1]];
    const ends = starts.map((start, axis) => start + (places[axis] - 1) * stride[axis] + 1);
    return op.slice(graph, padded, { axes: [2, 3], starts, ends, ...steps });
  });
}

/**
 * The gradient of a convolution by its weight: for every place of the kernel, the product of dy with the input it meets.
 * Few channels make such products too thin to be fast; then all places are joined first, and multiplied per example.
 */
function weightGradient(
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
  const [byChannel, byFilter] = [x, dy].map((tensor) => op.transpose(graph, tensor, [1, 0, 2, 3]));
  const errors = op.reshape(graph, byFilter, [groups, filtersPerGroup, n * nPlaces]);
  const products = kernelTaps(graph, byChannel, [rows, columns], geometry).map((tap) => {
    const met = op.reshape(graph, tap, [groups, perGroup, n * nPlaces]);
    const product = op.matMul(graph, errors, op.transpose(graph, met, [0, 2, 1]));
    return op.reshape(graph, product, [groups, filtersPerGroup, perGroup, 1]);
  });
  return op.reshape(graph, op.concat(graph, products, 3), weight.shape);
}

/** The gradient of a convolution by its input: the transposed convolution. */
function inputGradient(
  graph: Graph,
  x: Tensor,
  dy: Tensor,
  weight: Tensor,
  geometry: WindowGeometry,
  groups: number,
): Tensor {
  const attributes = { ...windowAttributes(geometry), output_padding: unreachedSize(x, dy, geometry), group: groups };
  return graph.node('ConvTranspose', [dy, weight], x.shape, attributes);
}

/**
 * Two-dimensional convolution (cross-correlation, as every framework has it): x [n, channels, h, w], weight [filters,
 * channels / groups, kh, kw], bias [filters] → [n, filters, h', w'].
 * Golden: conv2d.json.
 *
 * @throws ArgumentError when the shapes do not fit.
 */
export function conv2d(
  tape: Tape,
  x: Tensor,
  weight: Tensor,
  bias: Tensor | undefined,
  options: {
    readonly stride: readonly [number, number];
    readonly padding: readonly [number, number];
    readonly groups: number;
  },
): Tensor {
  const { graph } = tape;
  const { stride, padding, groups } = options;
  const [n = 0, channels = 0, h = 0, w = 0] = x.shape;
  const [filters = 0, perGroup = 0, kh = 0, kw = 0] = weight.shape;
  const fits =
    x.shape.length === 4 && weight.shape.length === 4 && channels === perGroup * groups && filters % groups === 0;
  if (!fits) {
    op.rejectShapes(
      'conv2d',
      `x must be [n, channels, h, w] and weight [filters, channels / groups, kh, kw] with ${groups} groups`,
      { x, weight },
    );
  }
  if (bias !== undefined && (bias.shape.length !== 1 || bias.shape[0] !== filters)) {
    op.rejectShapes('conv2d', 'bias must have one value per filter', { weight, bias });
  }
  const geometry: WindowGeometry = { kernel: [kh, kw], stride, padding };
  const rows = windowCount(h, kh, stride[0], padding[0]);
  const columns = windowCount(w, kw, stride[1], padding[1]);
  if (rows < 1 || columns < 1) op.rejectShapes('conv2d', 'the padded input must hold the kernel', { x, weight });

  const attributes = { ...windowAttributes(geometry), group: groups };
  const given = bias === undefined ? [x, weight] : [x, weight, bias];
  const y = graph.node('Conv', given, [n, filters, rows, columns], attributes);
  return tape.record(y, given, (dy, [wantsX, wantsWeight, wantsBias]) => [
    wantsX ? inputGradient(graph, x, dy, weight, geometry, groups) : undefined,
    wantsWeight ? weightGradient(graph, x, dy, weight, geometry, groups) : undefined,
    wantsBias ? op.reduceSum(graph, dy, [0, 2, 3]) : undefined,
  ]);
}
