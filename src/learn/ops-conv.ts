import type { Tape } from './autodiff.ts';
import { inputGradient, weightGradient } from './conv-gradients.ts';
import type { Tensor } from './graph.ts';
import * as op from './operators.ts';
import { type WindowGeometry, windowAttributes, windowCount } from './window-geometry.ts';

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
    wantsX ? inputGradient(graph, { x, dy, weight }, geometry, groups) : undefined,
    wantsWeight ? weightGradient(graph, { x, dy, weight }, geometry, groups) : undefined,
    wantsBias ? op.reduceSum(graph, dy, [0, 2, 3]) : undefined,
  ]);
}
