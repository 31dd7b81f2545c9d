import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import { createTape } from './autodiff.ts';
import { createGraph, sizeOf } from './graph.ts';
import { layerBuilder, type PoolOptions } from './layer-builder.ts';
import { writeOnnx } from './onnx-writer.ts';
import { trainingHost } from './training-host.ts';

const runtime = nodeRuntime({ threads: 1 });
const shape = [3, 2, 9, 12];

/** Few different values, so that windows are full of equal maxima, zeros and negatives alone. */
const random = seededRandom(1);
const x = Float32Array.from({ length: sizeOf(shape) }, () => Math.floor(random.uniform() * 5) - 3);

/** A pooling after a rectification: the rectified value is read again where `again` says so. */
async function pooled(pool: PoolOptions, poolsFirst: boolean, again: boolean) {
  const graph = createGraph();
  const tape = createTape(graph);
  const { host } = trainingHost(tape, ({ name, shape: of }) => graph.input(name, of));
  const b = layerBuilder({ ...host, poolsFirst });
  const input = tape.watch(graph.input('x', shape));
  const rectified = b.relu(input);
  const own = b.flatten(b.maxPool(rectified, pool));
  const y = again ? b.concat([own, b.flatten(rectified)]) : own;
  const dy = Float32Array.from({ length: sizeOf(y.shape) }, (_, i) => (i % 11) - 5);
  graph.output('y', y);
  graph.output('dx', tape.gradients(y, [input], graph.input('dy', y.shape))[0]);
  const onnx = graph.toOnnx('pooled');
  const session = await runtime.create(writeOnnx(onnx));
  const outputs = await session.run({ x: { shape, data: x }, dy: { shape: y.shape, data: dy } });
  await session.release();
  // Adding 0 makes 0 of −0: a gradient times a mask of 0.
  const values = Object.values(outputs).map(({ data }) => Array.from(data as Float32Array, (value) => value + 0));
  return { values, rectifies: onnx.nodes.filter(({ type }) => type === 'Relu').map(({ inputs }) => inputs[0]) };
}

describe('pooling before rectifying', () => {
  it.each<[string, PoolOptions]>([
    ['windows side by side', { kernel: 2 }],
    ['windows side by side that leave a rest', { kernel: [4, 5] }],
    ['windows that overlap', { kernel: 3, stride: 2, padding: 1 }],
    ['windows with gaps', { kernel: 2, stride: 3 }],
  ])('gives the same values and gradients, for %s', async (_name, pool) => {
    for (const again of [false, true]) {
      const [first, second] = [await pooled(pool, true, again), await pooled(pool, false, again)];
      expect(first.values).toEqual(second.values);
      expect(second.rectifies).toEqual(['x']);
      expect(first.rectifies.filter((input) => input === 'x').length).toBe(again ? 1 : 0);
    }
  });
});
