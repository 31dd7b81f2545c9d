import type { Tape } from './autodiff.ts';
import { shapeText, type Tensor } from './graph.ts';
import * as op from './operators.ts';

/** max(x, 0). The gradient at 0 is 0, as in PyTorch. */
export function relu(tape: Tape, x: Tensor): Tensor {
  const { graph } = tape;
  const y = op.rectify(graph, x);
  return tape.record(y, [x], (dy) => [op.multiply(graph, dy, op.isGreater(graph, y, graph.scalar(0)))]);
}

/**
 * a + b of one shape: the join of a residual block.
 *
 * @throws ArgumentError when the shapes differ.
 */
export function addTensors(tape: Tape, a: Tensor, b: Tensor): Tensor {
  if (shapeText(a.shape) !== shapeText(b.shape)) op.rejectShapes('add', 'both shapes must be equal', { a, b });
  return tape.record(op.add(tape.graph, a, b), [a, b], (dy) => [dy, dy]);
}

/** k · x for a fixed number k. */
export function scale(tape: Tape, x: Tensor, k: number): Tensor {
  return tape.record(op.times(tape.graph, x, k), [x], (dy) => [op.times(tape.graph, dy, k)]);
}

/**
 * x · mask, elementwise, where the mask is data and gets no gradient: dropout, with the mask drawn outside the graph
 * (0, or 1 / (1 − rate) where an element is kept).
 *
 * @throws ArgumentError when the shapes differ.
 */
export function applyMask(tape: Tape, x: Tensor, mask: Tensor): Tensor {
  if (shapeText(x.shape) !== shapeText(mask.shape))
    op.rejectShapes('dropout', 'both shapes must be equal', { x, mask });
  return tape.record(op.multiply(tape.graph, x, mask), [x], (dy) => [op.multiply(tape.graph, dy, mask)]);
}
