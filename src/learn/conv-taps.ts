import type { Graph, Tensor } from './graph.ts';
import * as op from './operators.ts';
import type { WindowGeometry } from './window-geometry.ts';

/**
 * For every place of the kernel, the input elements it meets: tensors [a, b, rows, columns] of x [a, b, h, w]. With a stride,
 * rows and columns are first sorted by their remainder: a window then moves by one, and cuts are of whole runs of memory.
 */
export function kernelTaps(
  graph: Graph,
  x: Tensor,
  places: readonly [number, number],
  geometry: WindowGeometry,
): Tensor[] {
  const { kernel, stride, padding } = geometry;
  const taps = Array.from({ length: kernel[0] * kernel[1] }, (_, tap) => [
    Math.floor(tap / kernel[1]),
    tap % kernel[1],
  ]);
  // One tap, or taps that are next to each other already, need no sorting.
  if (taps.length === 1 || stride[0] * stride[1] === 1) {
    const padded = op.padPlane(graph, x, ...padding);
    return taps.map((start) => cutPlane(graph, padded, start, places, stride));
  }
  const phases = strideSorted(graph, x, geometry);
  return taps.map(([row, column]) => {
    const phase = phases[(row % stride[0]) * stride[1] + (column % stride[1])];
    return cutPlane(graph, phase, [Math.floor(row / stride[0]), Math.floor(column / stride[1])], places, [1, 1]);
  });
}

/** Rows and columns of x [a, b, h, w] from `start` on, `stride` apart, as many as there are places. */
function cutPlane(
  graph: Graph,
  x: Tensor,
  starts: readonly number[],
  places: readonly number[],
  stride: readonly [number, number],
): Tensor {
  const ends = starts.map((first, axis) => first + (places[axis] - 1) * stride[axis] + 1);
  const isWhole = [0, 1].every((axis) => starts[axis] === 0 && places[axis] === x.shape[axis + 2]);
  if (isWhole) return x;
  const steps = stride[0] * stride[1] === 1 ? {} : { steps: stride };
  return op.slice(graph, x, { axes: [2, 3], starts, ends, ...steps });
}

/** The padded x [a, b, h, w] as one plane [a, b, rows, columns] for each remainder of row and column by the stride. */
function strideSorted(graph: Graph, x: Tensor, { stride, padding }: WindowGeometry): Tensor[] {
  const size = [0, 1].map((axis) => Math.ceil((x.shape[axis + 2] + 2 * padding[axis]) / stride[axis]));
  const end = [0, 1].map((axis) => size[axis] * stride[axis] - x.shape[axis + 2] - padding[axis]);
  const padded = op.padPlane(graph, x, padding[0], padding[1], end[0], end[1]);
  return Array.from({ length: stride[0] * stride[1] }, (_, phase) =>
    cutPlane(graph, padded, [Math.floor(phase / stride[1]), phase % stride[1]], size, stride),
  );
}
