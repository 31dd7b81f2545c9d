import type { Tape } from './autodiff.ts';
import { type Graph, shapeText, sizeOf, type Tensor } from './graph.ts';
import * as op from './operators.ts';
import { unreachedSize, type WindowGeometry, windowAttributes, windowCount } from './window-geometry.ts';

function pooledShape(where: string, x: Tensor, { kernel, stride, padding }: WindowGeometry): number[] {
  const [n = 0, channels = 0, h = 0, w = 0] = x.shape;
  const rows = windowCount(h, kernel[0], stride[0], padding[0]);
  const columns = windowCount(w, kernel[1], stride[1], padding[1]);
  if (x.shape.length !== 4 || rows < 1 || columns < 1) {
    op.rejectShapes(where, `x must be [n, channels, h, w] and hold the window ${shapeText(kernel)}`, { x });
  }
  if (padding[0] * 2 > kernel[0] || padding[1] * 2 > kernel[1]) {
    op.rejectShapes(where, `padding ${shapeText(padding)} must be at most half the window ${shapeText(kernel)}`, { x });
  }
  return [n, channels, rows, columns];
}

/** Whether the windows lie side by side, so that every element is in one of them at most. */
function tilesPlane({ kernel, stride, padding }: WindowGeometry): boolean {
  return [0, 1].every((axis) => kernel[axis] === stride[axis] && padding[axis] === 0);
}

/** Each value of x [n, c, h, w] as a block of equal values: [n, c, h · rows, w · columns]. */
function repeatBlocks(graph: Graph, x: Tensor, [rows, columns]: readonly [number, number]): Tensor {
  const [n, c, h, w] = x.shape;
  const attributes = { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' };
  const factors = graph.constant(Float32Array.of(1, 1, rows, columns), [4]);
  return graph.node('Resize', [x, undefined, factors], [n, c, h * rows, w * columns], attributes);
}

/**
 * Max pooling whose windows tile the plane. Comparing with the repeated maximum is several times faster than asking
 * the runtime for indices; among equal maxima a rank decides for the first.
 */
function tiledMaxPool(tape: Tape, x: Tensor, shape: readonly number[], geometry: WindowGeometry): Tensor {
  const { graph } = tape;
  const { kernel } = geometry;
  const attributes = windowAttributes(geometry);
  const y = graph.node('MaxPool', [x], shape, attributes);
  return tape.record(y, [x], (dy) => {
    const [, , h, w] = x.shape;
    const [rows, columns] = [shape[2] * kernel[0], shape[3] * kernel[1]];
    const covered =
      rows === h && columns === w ? x : op.slice(graph, x, { axes: [2, 3], starts: [0, 0], ends: [rows, columns] });
    const ranks = Float32Array.from({ length: rows * columns }, (_, i) => {
      const [row, column] = [Math.floor(i / columns) % kernel[0], (i % columns) % kernel[1]];
      return kernel[0] * kernel[1] - row * kernel[1] - column;
    });
    const isMaximum = op.isEqual(graph, covered, repeatBlocks(graph, y, kernel));
    const ranked = op.multiply(graph, isMaximum, graph.constant(ranks, [1, 1, rows, columns]));
    const firstRank = repeatBlocks(graph, graph.node('MaxPool', [ranked], shape, attributes), kernel);
    const dx = op.multiply(graph, op.isEqual(graph, ranked, firstRank), repeatBlocks(graph, dy, kernel));
    return [op.padPlane(graph, dx, 0, 0, h - rows, w - columns)];
  });
}

/** Adds each value of dy to the place its index names in a tensor of zeros. */
function scatterAdd(graph: Graph, dy: Tensor, indices: Tensor, shape: readonly number[]): Tensor {
  const size = sizeOf(shape);
  const zeros = graph.node('ConstantOfShape', [graph.ints([size])], [size]);
  const flat = [zeros, op.reshape(graph, indices, [sizeOf(dy.shape)]), op.reshape(graph, dy, [sizeOf(dy.shape)])];
  return op.reshape(graph, graph.node('ScatterElements', flat, [size], { axis: 0, reduction: 'add' }), shape);
}

/**
 * The largest value of each window. The gradient goes to the first largest element, as in PyTorch. Golden: max-pool.json.
 *
 * @throws ArgumentError when x [n, channels, h, w] does not hold the window.
 */
export function maxPool(tape: Tape, x: Tensor, geometry: WindowGeometry): Tensor {
  const { graph } = tape;
  const shape = pooledShape('maxPool', x, geometry);
  if (tilesPlane(geometry)) return tiledMaxPool(tape, x, shape, geometry);
  const [y, indices] = graph.nodeWithIndices('MaxPool', [x], shape, windowAttributes(geometry));
  return tape.record(y, [x], (dy) => [scatterAdd(graph, dy, indices, x.shape)]);
}

/**
 * The mean of each window; padding counts as zeros, as in PyTorch. Golden: average-pool.json.
 *
 * @throws ArgumentError when x [n, channels, h, w] does not hold the window.
 */
export function averagePool(tape: Tape, x: Tensor, geometry: WindowGeometry): Tensor {
  const { graph } = tape;
  const { kernel } = geometry;
  const shape = pooledShape('averagePool', x, geometry);
  const y = graph.node('AveragePool', [x], shape, { ...windowAttributes(geometry), count_include_pad: 1 });
  return tape.record(y, [x], (dy) => {
    const [n, channels, rows, columns] = shape;
    const [, , h, w] = x.shape;
    const nValues = sizeOf(kernel);
    if (tilesPlane(geometry)) {
      const each = repeatBlocks(graph, op.times(graph, dy, 1 / nValues), kernel);
      return [op.padPlane(graph, each, 0, 0, h - rows * kernel[0], w - columns * kernel[1])];
    }
    const share = graph.constant(new Float32Array(nValues).fill(1 / nValues), [1, 1, ...kernel]);
    const planes = op.reshape(graph, dy, [n * channels, 1, rows, columns]);
    const attributes = { ...windowAttributes(geometry), output_padding: unreachedSize(x, dy, geometry) };
    const spread = graph.node('ConvTranspose', [planes, share], [n * channels, 1, h, w], attributes);
    return [op.reshape(graph, spread, x.shape)];
  });
}

/**
 * The mean of each channel's plane: x [n, channels, h, w] → [n, channels]. Golden: pointwise.json.
 *
 * @throws ArgumentError when x is not [n, channels, h, w].
 */
export function globalAveragePool(tape: Tape, x: Tensor): Tensor {
  const { graph } = tape;
  if (x.shape.length !== 4) op.rejectShapes('globalAveragePool', 'x must be [n, channels, h, w]', { x });
  const [n, channels, h, w] = x.shape;
  const pooled = graph.node('GlobalAveragePool', [x], [n, channels, 1, 1]);
  const y = graph.node('Flatten', [pooled], [n, channels]);
  return tape.record(y, [x], (dy) => {
    const each = op.times(graph, op.reshape(graph, dy, [n, channels, 1, 1]), 1 / (h * w));
    return [graph.node('Expand', [each, graph.ints(x.shape)], x.shape)];
  });
}
