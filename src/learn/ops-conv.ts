import type { Tape } from './autodiff.ts';
import type { Graph, Tensor } from './graph.ts';
import * as op from './operators.ts';

/** How a window moves over a plane; each pair is [vertical, horizontal]. */
export interface WindowGeometry {
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  /** Zeros on both sides. */
  readonly padding: readonly [number, number];
}

/** The number of places of a window along one axis (PyTorch's formula, rounding down). */
export function windowCount(size: number, kernel: number, stride: number, padding: number): number {
  return Math.floor((size + 2 * padding - kernel) / stride) + 1;
}

/** The ONNX attributes of a window. */
export function windowAttributes({ kernel, stride, padding }: WindowGeometry): Record<string, readonly number[]> {
  return { kernel_shape: kernel, strides: stride, pads: [...padding, ...padding] };
}

/** Every window's element (row, column) of the padded plane x [n, c, h, w], as [n, c, places]. */
function windowTap(
  graph: Graph,
  x: Tensor,
  geometry: WindowGeometry,
  places: readonly number[],
  tap: readonly number[],
) {
  const [n, c, h, w] = x.shape as [number, number, number, number];
  const [rows, columns] = places as [number, number];
  const [row, column] = tap as [number, number];
  const [down, right] = geometry.stride;
  const ends = [row + (rows - 1) * down + 1, column + (columns - 1) * right + 1];
  const whole = row === 0 && column === 0 && ends[0] === h && ends[1] === w && down === 1 && right === 1;
  const taken = whole ? x : op.slice(graph, x, { axes: [2, 3], starts: tap, ends, steps: geometry.stride });
  return op.reshape(graph, taken, [n, c, rows * columns]);
}

/**
 * The gradient of a convolution by its weight: for every place of the kernel, dy times the input moved there, as one
 * matrix product per example and group, summed over the examples.
 */
function weightGradient(
  graph: Graph,
  x: Tensor,
  dy: Tensor,
  weight: Tensor,
  geometry: WindowGeometry,
  groups: number,
): Tensor {
  const [n, channels] = x.shape as [number, number];
  const [, filters, rows, columns] = dy.shape as [number, number, number, number];
  const [kh, kw] = geometry.kernel;
  const padded = op.padPlane(graph, x, ...geometry.padding);
  const nPlaces = rows * columns;
  const taps: Tensor[] = [];
  for (let row = 0; row < kh; row++) {
    for (let column = 0; column < kw; column++) {
      const tap = windowTap(graph, padded, geometry, [rows, columns], [row, column]);
      taps.push(op.reshape(graph, tap, [n, channels, 1, nPlaces]));
    }
  }
  const perGroup = (channels / groups) * kh * kw;
  const patches = op.reshape(graph, op.concat(graph, taps, 2), [n, groups, perGroup, nPlaces]);
  const errors = op.reshape(graph, dy, [n, groups, filters / groups, nPlaces]);
  const products = op.matMul(graph, errors, op.transpose(graph, patches, [0, 1, 3, 2]));
  return op.reshape(graph, op.reduceSum(graph, products, [0]), weight.shape);
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
  const { kernel, stride, padding } = geometry;
  // Rows and columns at the end that no window reached still belong to the gradient, as zeros.
  const unreached = [0, 1].map((axis) => {
    const [size, count] = [x.shape[axis + 2] as number, dy.shape[axis + 2] as number];
    return size + 2 * padding[axis]! - kernel[axis]! - (count - 1) * stride[axis]!;
  });
  const attributes = { ...windowAttributes(geometry), output_padding: unreached, group: groups };
  return graph.node('ConvTranspose', [dy, weight], x.shape, attributes);
}

/**
 * Two-dimensional convolution (cross-correlation, as every framework has it): x [n, channels, h, w], weight [filters,
 * channels / groups, kh, kw], bias [filters] → [n, filters, h', w'].
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
