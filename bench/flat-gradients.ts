import type { ConvGradient } from '../src/learn/conv-gradients.ts';
import { sizeOf } from '../src/learn/graph.ts';
import * as op from '../src/learn/operators.ts';
import type { WindowGeometry } from '../src/learn/window-geometry.ts';

/**
 * The gradient by the weight over planes as flat runs: rows of dy are made as long as those of the padded x, so that what a
 * place of the kernel meets is one run of memory of each plane (per example) or of each channel (joined). Zeros in dy take
 * out what runs over the end of a row. For stride 1 and one group.
 */
const byFlatRuns =
  (isPerExample: boolean): ConvGradient =>
  (graph, { x, dy, weight }, { kernel, padding }) => {
    const [n, channels, h, w] = x.shape;
    const [, filters, rows, columns] = dy.shape;
    const width = w + 2 * padding[1];
    // One row more: the last places of the kernel run over the last row by less than a row.
    const height = h + 2 * padding[0] + 1;
    const [inputs, outputs] = isPerExample ? [x, dy] : [x, dy].map((t) => op.transpose(graph, t, [1, 0, 2, 3]));
    const lower = isPerExample ? 0 : height - rows;
    const planes = {
      x: op.padPlane(graph, inputs, padding[0], padding[1], padding[0] + 1, padding[1]),
      dy: op.padPlane(graph, outputs, 0, 0, lower, width - columns),
    };
    const leading = isPerExample ? [n] : [];
    const joined = isPerExample ? 1 : n;
    const inRuns = op.reshape(graph, planes.x, [...leading, channels, joined * height * width]);
    const errorRuns = op.reshape(graph, planes.dy, [
      ...leading,
      filters,
      (joined * sizeOf(planes.dy.shape)) / filters / n,
    ]);
    const last = leading.length + 1;
    const length = isPerExample ? rows * width : n * height * width - (kernel[0] - 1) * width - (kernel[1] - 1);
    const cut = (runs: typeof x, start: number) =>
      start === 0 && runs.shape[last] === length
        ? runs
        : op.slice(graph, runs, { axes: [last], starts: [start], ends: [start + length] });
    const errors = cut(errorRuns, 0);
    const swap = isPerExample ? [0, 2, 1] : [1, 0];
    const products = Array.from({ length: sizeOf(kernel) }, (_, tap) => {
      const met = cut(inRuns, Math.floor(tap / kernel[1]) * width + (tap % kernel[1]));
      const product = op.matMul(graph, errors, op.transpose(graph, met, swap));
      const summed = isPerExample ? op.reduceSum(graph, product, [0]) : product;
      return op.reshape(graph, summed, [filters, channels, 1]);
    });
    return op.reshape(graph, op.concat(graph, products, 2), weight.shape);
  };

/** Whether planes can be flat runs: more than one place of the kernel, each next to the other. */
export function canRunFlat({ kernel, stride }: WindowGeometry): boolean {
  return sizeOf(kernel) > 1 && stride.every((step) => step === 1);
}

/** Ways to compute the gradient by the weight that training never takes; `formulations` times them beside the others. */
export const flatGradients: Readonly<Record<string, ConvGradient>> = {
  'flat per example': byFlatRuns(true),
  'flat joined': byFlatRuns(false),
};
