import type { Tape } from './autodiff.ts';
import { sizeOf, type Tensor } from './graph.ts';
import * as op from './operators.ts';

/**
 * x · weightᵀ + bias: x [n, inputs], weight [units, inputs], bias [units] → [n, units]. Golden: dense.json.
 *
 * @throws ArgumentError when the shapes do not fit.
 */
export function dense(tape: Tape, x: Tensor, weight: Tensor, bias: Tensor | undefined): Tensor {
  const { graph } = tape;
  const [n = 0, inputs = 0] = x.shape;
  const [units = 0, weightInputs] = weight.shape;
  if (x.shape.length !== 2 || weight.shape.length !== 2 || inputs !== weightInputs) {
    op.rejectShapes('dense', 'x must be [n, inputs] and weight [units, inputs]', { x, weight });
  }
  if (bias !== undefined && (bias.shape.length !== 1 || bias.shape[0] !== units)) {
    op.rejectShapes('dense', 'bias must have one value per unit', { weight, bias });
  }
  const given = bias === undefined ? [x, weight] : [x, weight, bias];
  const y = graph.node('Gemm', given, [n, units], { transB: 1 });
  return tape.record(y, given, (dy, [wantsX, wantsWeight, wantsBias]) => [
    wantsX ? graph.node('Gemm', [dy, weight], x.shape) : undefined,
    wantsWeight ? graph.node('Gemm', [dy, x], weight.shape, { transA: 1 }) : undefined,
    wantsBias ? op.reduceSum(graph, dy, [0]) : undefined,
  ]);
}

/** x [n, ...] → [n, everything else]. */
export function flatten(tape: Tape, x: Tensor): Tensor {
  const [n = 1, ...rest] = x.shape;
  const y = tape.graph.node('Flatten', [x], [n, sizeOf(rest)]);
  return tape.record(y, [x], (dy) => [op.reshape(tape.graph, dy, x.shape)]);
}

/**
 * Rows of several tensors side by side: [n, a], [n, b], … → [n, a + b + …].
 *
 * @throws ArgumentError when the first dimensions differ.
 */
export function concatFeatures(tape: Tape, tensors: readonly Tensor[]): Tensor {
  const { graph } = tape;
  // One tensor joined to nothing is itself: recorded as its own input, it would count its gradient twice.
  const [only] = tensors;
  if (tensors.length === 1) return only;
  const y = op.concat(graph, tensors, 1);
  return tape.record(y, tensors, (dy) => {
    let start = 0;
    return tensors.map((tensor) => {
      const end = start + tensor.shape[1];
      const part = op.slice(graph, dy, { axes: [1], starts: [start], ends: [end] });
      start = end;
      return part;
    });
  });
}
