import type { Tensor } from './graph.ts';

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

/** How many rows and columns at the end of the padded x [n, c, h, w] no window reaches; dy has one place per window. */
export function unreachedSize(x: Tensor, dy: Tensor, { kernel, stride, padding }: WindowGeometry): [number, number] {
  const along = (axis: 0 | 1): number =>
    x.shape[axis + 2] + 2 * padding[axis] - kernel[axis] - (dy.shape[axis + 2] - 1) * stride[axis];
  return [along(0), along(1)];
}
