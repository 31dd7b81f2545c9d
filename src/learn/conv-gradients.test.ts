import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { relativeError } from '../base/check-golden.ts';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import { createTape } from './autodiff.ts';
import { createGraph, sizeOf } from './graph.ts';
import { writeOnnx } from './onnx-writer.ts';
import { conv2d } from './ops-conv.ts';
import { windowCount } from './window-geometry.ts';

const runtime = nodeRuntime({ threads: 1 });

interface Case {
  readonly n: number;
  readonly channels: number;
  readonly filters: number;
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly groups: number;
}

/** Both gradients by the definition: every product of an output's error with what its window met. */
function byDefinition(c: Case, x: Float32Array, w: Float32Array, dy: Float32Array, places: number) {
  const { n, channels, filters, size, kernel, stride, padding, groups } = c;
  const perGroup = channels / groups;
  const dx = new Float64Array(x.length);
  const dw = new Float64Array(w.length);
  for (let i = 0; i < n; i++)
    for (let f = 0; f < filters; f++)
      for (let r = 0; r < places; r++)
        for (let q = 0; q < places; q++) {
          const error = dy[((i * filters + f) * places + r) * places + q];
          for (let k = 0; k < perGroup; k++)
            for (let u = 0; u < kernel; u++)
              for (let v = 0; v < kernel; v++) {
                const [row, column] = [r * stride + u - padding, q * stride + v - padding];
                if (row < 0 || row >= size || column < 0 || column >= size) continue;
                const channel = Math.floor(f / (filters / groups)) * perGroup + k;
                const at = ((i * channels + channel) * size + row) * size + column;
                const weight = ((f * perGroup + k) * kernel + u) * kernel + v;
                dw[weight] += error * x[at];
                dx[at] += error * w[weight];
              }
        }
  return { dx, dw };
}

describe('gradients of a convolution', () => {
  const common = { n: 2, channels: 4, filters: 6, kernel: 3, stride: 1, padding: 1, groups: 1 };
  it.each<Case>([
    { ...common, size: 28 },
    { ...common, size: 28, groups: 2, channels: 8 },
    { ...common, size: 57, stride: 2 },
    { ...common, size: 56, stride: 2, kernel: 1, padding: 0 },
    { ...common, size: 11, stride: 2 },
    { ...common, size: 12, stride: 3, kernel: 2, padding: 0 },
    { ...common, size: 5, filters: 80 },
    { ...common, size: 3, filters: 80, groups: 2, channels: 8 },
    { ...common, size: 6, filters: 80, stride: 2 },
    { ...common, size: 9, padding: 2 },
    { ...common, size: 9, kernel: 1, padding: 1 },
    { ...common, channels: 3, size: 30, stride: 2, kernel: 7, padding: 3 },
  ])('are what the definition says, however they are computed: %o', async (c) => {
    const places = windowCount(c.size, c.kernel, c.stride, c.padding);
    const shapes = {
      x: [c.n, c.channels, c.size, c.size],
      w: [c.filters, c.channels / c.groups, c.kernel, c.kernel],
      dy: [c.n, c.filters, places, places],
    };
    const random = seededRandom(4);
    const draw = (shape: readonly number[]) => Float32Array.from({ length: sizeOf(shape) }, () => random.normal());
    const [x, w, dy] = [draw(shapes.x), draw(shapes.w), draw(shapes.dy)];
    const graph = createGraph();
    const tape = createTape(graph);
    const given = [tape.watch(graph.input('x', shapes.x)), tape.watch(graph.input('w', shapes.w))] as const;
    const { stride, padding, groups } = c;
    const y = conv2d(tape, given[0], given[1], undefined, {
      stride: [stride, stride],
      padding: [padding, padding],
      groups,
    });
    tape.gradients(y, given, graph.input('dy', shapes.dy)).forEach((gradient, i) => {
      graph.output(`d${i}`, gradient);
    });
    const session = await runtime.create(writeOnnx(graph.toOnnx('conv')));
    const feeds = {
      x: { shape: shapes.x, data: x },
      w: { shape: shapes.w, data: w },
      dy: { shape: shapes.dy, data: dy },
    };
    const { d0, d1 } = await session.run(feeds);
    await session.release();
    const { dx, dw } = byDefinition(c, x, w, dy, places);
    expect(relativeError(d0.data as Float32Array, dx)).toBeLessThan(2e-6);
    expect(relativeError(d1.data as Float32Array, dw)).toBeLessThan(2e-6);
  });
});
