import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import { createTape } from './autodiff.ts';
import { createGraph, sizeOf, type Tensor } from './graph.ts';
import { layerBuilder } from './layer-builder.ts';
import { writeOnnx } from './onnx-writer.ts';
import { multiply, reduceSum, times } from './operators.ts';
import { concatFeatures } from './ops-dense.ts';
import { scale } from './ops-pointwise.ts';
import type { ParameterSpec } from './parameters.ts';
import type { TensorData } from './runtime.ts';
import { trainingHost } from './training-host.ts';

const runtime = nodeRuntime({ threads: 1 });

describe('Tape.gradients', () => {
  it('agrees with finite differences along random directions', async () => {
    const shapes = fc.record({
      n: fc.integer({ min: 2, max: 3 }),
      channels: fc.integer({ min: 1, max: 5 }),
      h: fc.integer({ min: 6, max: 9 }),
      w: fc.integer({ min: 6, max: 9 }),
      kernel: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
      stride: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 })),
      padding: fc.integer({ min: 0, max: 1 }),
      seed: fc.nat(1e6),
    });
    await fc.assert(
      fc.asyncProperty(shapes, async ({ n, channels, h, w, kernel, stride, padding, seed }) => {
        const graph = createGraph();
        const tape = createTape(graph);
        const random = seededRandom(seed);
        const values: Record<string, TensorData> = {};
        const leaves: Tensor[] = [];
        const leaf = (name: string, shape: readonly number[]): Tensor => {
          const tensor = tape.watch(graph.input(name, shape));
          leaves.push(tensor);
          values[name] = { shape, data: Float32Array.from({ length: sizeOf(shape) }, () => random.normal()) };
          return tensor;
        };
        const { host } = trainingHost(tape, ({ name, shape }: ParameterSpec) => leaf(name, shape));
        const b = layerBuilder(host);
        const x = leaf('x', [n, channels, h, w]);
        // Smooth layers only: a kink within the step would make the difference quotient wrong, not the gradient.
        const convolved = b.conv('conv', x, { filters: 4, kernel, stride, padding });
        const pooled = b.averagePool(b.batchNorm('bn', convolved), { kernel: 2, stride: 1 });
        const y = b.dense('fc', b.concat([b.flatten(pooled), b.globalAveragePool(convolved)]), 3);
        const loss = reduceSum(graph, multiply(graph, y, y), [0, 1]);
        graph.output('loss', loss);
        const trained = leaves.filter(({ name }) => !name.includes('running'));
        tape.gradients(y, trained, times(graph, y, 2)).forEach((gradient, i) => {
          graph.output(`d ${trained[i].name}`, gradient);
        });
        const session = await runtime.create(writeOnnx(graph.toOnnx('composite')));
        const outputs = await session.run(values);
        for (const { name } of trained) {
          const { shape, data } = values[name];
          const direction = Float32Array.from({ length: data.length }, () => random.normal());
          const step = 1e-2;
          const lossAt = async (sign: number): Promise<number> => {
            const moved = Float32Array.from(data as Float32Array, (value, i) => value + sign * step * direction[i]);
            return Number((await session.run({ ...values, [name]: { shape, data: moved } })).loss.data[0]);
          };
          const [above, below] = [await lossAt(1), await lossAt(-1)];
          const slope = (outputs[`d ${name}`].data as Float32Array).reduce(
            (sum, value, i) => sum + value * direction[i],
            0,
          );
          const size = Math.max(Math.abs(slope), Math.abs(Number(outputs.loss.data[0])));
          // The quotient itself errs by step² × third derivative and by rounding of the loss over the step.
          expect(Math.abs((above - below) / (2 * step) - slope) / size).toBeLessThan(2e-2);
        }
        await session.release();
      }),
      { numRuns: 15, seed: 7 },
    );
  });

  it('refuses to differentiate by what the loss does not depend on', () => {
    const graph = createGraph();
    const tape = createTape(graph);
    const [x, other] = [tape.watch(graph.input('x', [3])), tape.watch(graph.input('other', [3]))];
    const y = reduceSum(graph, x, [0]);
    expect(() => tape.gradients(y, [other])).toThrow(/The loss does not depend on 'other'/);
    expect(() => tape.gradients(x, [x])).toThrow(/upstream must have the shape \[3\] of the output, got \[\]/);
  });

  it('counts a tensor that is joined to nothing once', async () => {
    const graph = createGraph();
    const tape = createTape(graph);
    const x = tape.watch(graph.input('x', [1, 3]));
    const y = scale(tape, concatFeatures(tape, [x]), 2);
    graph.output('dx', tape.gradients(y, [x], graph.input('upstream', [1, 3]))[0]);
    const session = await runtime.create(writeOnnx(graph.toOnnx('joined to nothing')));
    const given = { shape: [1, 3], data: Float32Array.of(1, 2, 3) };
    expect((await session.run({ x: given, upstream: given })).dx.data).toEqual(Float32Array.of(2, 4, 6));
    await session.release();
    expect(() => tape.record(x, [x], (dy) => [dy])).toThrow(/'x' is recorded as computed from itself/);
  });
});
