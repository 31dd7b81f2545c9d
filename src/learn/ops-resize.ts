import { requireWhole } from '#base';
import type { Tape } from './autodiff.ts';
import { type Graph, shapeText, type Tensor } from './graph.ts';
import * as op from './operators.ts';
import { neighboursOf } from './resize-bilinear.ts';

/** The interpolation along one axis as a matrix [to, from]; turned: [from, to]. */
function axisMatrix(graph: Graph, from: number, to: number, turned: boolean): Tensor {
  const values = new Float32Array(to * from);
  neighboursOf(from, to).forEach(({ low, high, share }, i) => {
    const at = (old: number): number => (turned ? old * to + i : i * from + old);
    values[at(low)] += 1 - share;
    values[at(high)] += share;
  });
  return graph.constant(values, turned ? [from, to] : [to, from]);
}

/** rows · x · columns for every plane of x [n, c, h, w]. */
function betweenMatrices(graph: Graph, rows: Tensor, x: Tensor, columns: Tensor): Tensor {
  const [n, c, h] = x.shape;
  const wide = graph.node('MatMul', [x, columns], [n, c, h, columns.shape[1]]);
  return graph.node('MatMul', [rows, wide], [n, c, rows.shape[0], columns.shape[1]]);
}

/**
 * Planes in another size, as {@link resizeBilinear} gives them: x [n, channels, h, w] → [n, channels, size]. Two products
 * with fixed matrices, so the gradient is two products with the same ones turned. Golden: resize.json.
 *
 * @throws ArgumentError when x is not [n, channels, h, w], or a size is not a whole number of 1 or more.
 */
export function resizePlane(tape: Tape, x: Tensor, size: readonly [number, number]): Tensor {
  const { graph } = tape;
  if (x.shape.length !== 4) op.rejectShapes('resize', 'x must be [n, channels, h, w]', { x });
  for (const places of size) requireWhole('size', places, 1, 'resize');
  const [, , h, w] = x.shape;
  if (shapeText([h, w]) === shapeText(size)) return x;
  const [rows, columns] = size;
  const y = betweenMatrices(graph, axisMatrix(graph, h, rows, false), x, axisMatrix(graph, w, columns, true));
  return tape.record(y, [x], (dy) => [
    betweenMatrices(graph, axisMatrix(graph, h, rows, true), dy, axisMatrix(graph, w, columns, false)),
  ]);
}
