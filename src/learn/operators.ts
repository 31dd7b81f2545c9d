import { ArgumentError } from '#base';
import { type Graph, shapeText, sizeOf, type Tensor } from './graph.ts';
import type { DataType } from './onnx-writer.ts';

/**
 * Says which shapes an operator cannot use.
 *
 * @throws ArgumentError always.
 */
export function rejectShapes(where: string, rule: string, tensors: Readonly<Record<string, Tensor>>): never {
  const got = Object.entries(tensors).map(([name, tensor]) => `${name} ${shapeText(tensor.shape)}`);
  throw new ArgumentError(
    `${rule}, got ${got.join(' and ')} — in ${where}.`,
    'Change the layer so that the shapes fit.',
  );
}

/** The shape of an elementwise operator's result: sizes are equal or one of them is 1, aligned at the end. */
function broadcastShape(where: string, a: Tensor, b: Tensor): number[] {
  const rank = Math.max(a.shape.length, b.shape.length);
  return Array.from({ length: rank }, (_, axis) => {
    const sizeA = a.shape[axis - rank + a.shape.length] ?? 1;
    const sizeB = b.shape[axis - rank + b.shape.length] ?? 1;
    if (sizeA !== sizeB && sizeA !== 1 && sizeB !== 1) rejectShapes(where, 'sizes must be equal or 1', { a, b });
    return sizeA === 1 ? sizeB : sizeA;
  });
}

function binary(type: string, dtype?: DataType): (graph: Graph, a: Tensor, b: Tensor) => Tensor {
  return (graph, a, b) => graph.node(type, [a, b], broadcastShape(type, a, b), {}, dtype);
}

function unary(type: string): (graph: Graph, x: Tensor) => Tensor {
  return (graph, x) => graph.node(type, [x], x.shape);
}

/** a + b, broadcasting. Like the other elementwise operators: @throws ArgumentError when sizes do not fit. */
export const add = binary('Add');
/** a − b, broadcasting. */
export const subtract = binary('Sub');
/** a · b, elementwise, broadcasting. */
export const multiply = binary('Mul');
/** a / b, elementwise, broadcasting. */
export const divide = binary('Div');
/** √x. */
export const squareRoot = unary('Sqrt');
/** eˣ. */
export const exponential = unary('Exp');
/** max(x, 0). */
export const rectify = unary('Relu');

/** k · x for a fixed number k. */
export function times(graph: Graph, x: Tensor, k: number): Tensor {
  return multiply(graph, x, graph.scalar(k));
}

/** x with the same elements in another shape. @throws ArgumentError when their numbers differ. */
export function reshape(graph: Graph, x: Tensor, shape: readonly number[]): Tensor {
  if (sizeOf(shape) !== sizeOf(x.shape)) {
    rejectShapes('reshape', `shape must hold as many elements as ${shapeText(shape)}`, { x });
  }
  return graph.node('Reshape', [x, graph.ints(shape)], shape);
}

/** x with its axes in another order. @throws ArgumentError when the order does not name every axis. */
export function transpose(graph: Graph, x: Tensor, order: readonly number[]): Tensor {
  if (order.length !== x.shape.length)
    rejectShapes('transpose', `order ${shapeText(order)} must name every axis`, { x });
  return graph.node(
    'Transpose',
    [x],
    order.map((axis) => x.shape[axis]),
    { perm: order },
  );
}

/** The sum over `axes`, which are kept with size 1 or dropped. */
export function reduceSum(graph: Graph, x: Tensor, axes: readonly number[], keep = false): Tensor {
  const shape = x.shape.flatMap((size, axis) => (!axes.includes(axis) ? [size] : keep ? [1] : []));
  return graph.node('ReduceSum', [x, graph.ints(axes)], shape, { keepdims: keep ? 1 : 0 });
}

/**
 * Matrix product of the last two axes: [..., m, k] · [..., k, n] → [..., m, n].
 *
 * @throws ArgumentError when the inner sizes or the axes before them differ.
 */
export function matMul(graph: Graph, a: Tensor, b: Tensor): Tensor {
  const [rows = 0, inner] = a.shape.slice(-2);
  const [innerB, columns = 0] = b.shape.slice(-2);
  const outer = a.shape.slice(0, -2);
  if (inner !== innerB || shapeText(outer) !== shapeText(b.shape.slice(0, -2))) {
    rejectShapes('matMul', 'shapes must be [..., m, k] and [..., k, n]', { a, b });
  }
  return graph.node('MatMul', [a, b], [...outer, rows, columns]);
}

/** Joins tensors along `axis`. @throws ArgumentError when there are none, or they differ on another axis. */
export function concat(graph: Graph, tensors: readonly Tensor[], axis: number): Tensor {
  const [first] = tensors;
  if (first === undefined) {
    throw new ArgumentError('tensors must not be empty — in concat.', 'Pass at least one tensor.');
  }
  if (tensors.length === 1) return first;
  const others = (tensor: Tensor): string => shapeText(tensor.shape.with(axis, 0));
  for (const tensor of tensors) {
    if (tensor.shape.length !== first.shape.length || others(tensor) !== others(first)) {
      rejectShapes('concat', `shapes must agree except on axis ${axis}`, { first, tensor });
    }
  }
  const joined = tensors.reduce((sum, tensor) => sum + tensor.shape[axis], 0);
  return graph.node('Concat', tensors, first.shape.with(axis, joined), { axis });
}

/**
 * The part of x from `starts` (inclusive) to `ends` (exclusive) on `axes`, in steps.
 *
 * @throws ArgumentError when x does not reach that far.
 */
export function slice(
  graph: Graph,
  x: Tensor,
  { axes, starts, ends, steps }: Record<'axes' | 'starts' | 'ends', readonly number[]> & { steps?: readonly number[] },
): Tensor {
  const shape = [...x.shape];
  axes.forEach((axis, i) => {
    const [start, end, step] = [starts[i], ends[i], steps?.[i] ?? 1];
    if (start < 0 || end > (x.shape[axis] ?? 0) || start >= end) {
      rejectShapes('slice', `axis ${axis} must hold ${start} to ${end}`, { x });
    }
    shape[axis] = Math.ceil((end - start) / step);
  });
  const limits = [graph.ints(starts), graph.ints(ends), graph.ints(axes)];
  return graph.node('Slice', steps === undefined ? [x, ...limits] : [x, ...limits, graph.ints(steps)], shape);
}

/** x [n, c, h, w] with zeros around its last two axes. */
export function padPlane(graph: Graph, x: Tensor, top: number, left: number, bottom = top, right = left): Tensor {
  if (top === 0 && left === 0 && bottom === 0 && right === 0) return x;
  const [n, c, h, w] = x.shape;
  const pads = graph.ints([0, 0, top, left, 0, 0, bottom, right]);
  return graph.node('Pad', [x, pads], [n, c, h + top + bottom, w + left + right]);
}

function comparison(type: string): (graph: Graph, a: Tensor, b: Tensor) => Tensor {
  const compare = binary(type, 'bool');
  return (graph, a, b) => {
    const truth = compare(graph, a, b);
    return graph.node('Cast', [truth], truth.shape, { to: 1 });
  };
}

/** 1 where a > b, else 0, as floats. */
export const isGreater = comparison('Greater');
/** 1 where a = b, else 0, as floats. */
export const isEqual = comparison('Equal');
