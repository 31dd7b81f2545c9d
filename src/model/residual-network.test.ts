import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '#base';
import { networkParameters, type TensorData } from '#learn';
import { relativeError } from '../base/check-golden.ts';
import { createTape } from '../learn/autodiff.ts';
import { createGraph, type Graph, type Tensor } from '../learn/graph.ts';
import { buildNetwork, inferenceHost, networkInputs } from '../learn/network.ts';
import { writeOnnx } from '../learn/onnx-writer.ts';
import { softmaxCrossEntropy } from '../learn/ops-loss.ts';
import { trainingHost } from '../learn/training-host.ts';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import { drawnWeights, draws } from './check-draws.ts';
import { type ResidualDepth, residualNetwork } from './residual-network.ts';

interface Case {
  readonly depth: ResidualDepth;
  readonly shape: readonly [number, 1 | 3, number, number];
  readonly classes: number;
  readonly nParameters: number;
  readonly inference: readonly number[];
  readonly training: readonly number[];
  readonly loss: number;
  readonly running: Readonly<Record<string, readonly number[]>>;
  readonly gradients: Readonly<Record<string, { readonly step: number; readonly values: readonly number[] }>>;
}

const golden: { tolerance: number; cases: readonly Case[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../golden/networks/residual-network.json'), 'utf8'),
);
const networkOf = ({ depth, shape: [, channels, height, width], classes }: Case) =>
  residualNetwork({ depth, inputShape: [channels, height, width], nClasses: classes });
const runtime = nodeRuntime({ threads: 2 });

async function run(graph: Graph, feeds: Readonly<Record<string, TensorData>>): Promise<Record<string, Float32Array>> {
  const onnx = graph.toOnnx('test');
  const session = await runtime.create(writeOnnx(onnx));
  const names = onnx.inputs.map(({ name }) => name);
  const outputs = await session.run(Object.fromEntries(names.map((name) => [name, feeds[name] as TensorData])));
  await session.release();
  return Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data as Float32Array]));
}

/** What this program gives for a case, under the case's own names. */
async function ours(c: Case) {
  const network = networkOf(c);
  const [n] = c.shape;
  const targets = new Float32Array(n * c.classes);
  for (let i = 0; i < n; i++) targets[i * c.classes + (i % c.classes)] = 1;
  const feeds: Record<string, TensorData> = {
    ...drawnWeights(networkParameters(network)),
    input: {
      shape: c.shape,
      data: draws(
        'input',
        c.shape.reduce((product, size) => product * size, 1),
      ),
    },
    targets: { shape: [n, c.classes], data: targets },
    exampleWeights: { shape: [n], data: new Float32Array(n).fill(1) },
  };

  const still = createGraph();
  const stored = inferenceHost(createTape(still), ({ name, shape }) => still.input(name, shape));
  still.output('logits', buildNetwork(network, stored, networkInputs(still, network, n)));

  const graph = createGraph();
  const tape = createTape(graph);
  const parameters: Record<string, Tensor> = {};
  const { host, statistics } = trainingHost(tape, ({ name, shape }) => {
    parameters[name] = tape.watch(graph.input(name, shape));
    return parameters[name];
  });
  const logits = buildNetwork(network, host, networkInputs(graph, network, n));
  graph.output('logits', logits);
  const [wanted, weights] = [graph.input('targets', [n, c.classes]), graph.input('exampleWeights', [n])];
  const loss = softmaxCrossEntropy(tape, logits, wanted, weights);
  graph.output('loss', loss);
  const names = Object.keys(c.gradients);
  const by = names.map((name) => parameters[name] as Tensor);
  tape.gradients(loss, by).forEach((gradient, i) => {
    graph.output(`d ${names[i]}`, gradient);
  });
  for (const name of Object.keys(c.running)) graph.output(`batch ${name}`, statistics[name] as Tensor);
  return { inference: (await run(still, feeds)).logits, trained: await run(graph, feeds), feeds };
}

describe('residualNetwork', () => {
  it.each(golden.cases.map((c) => [`ResNet-${c.depth}, ${c.shape.join('×')}, ${c.classes} classes`, c] as const))(
    '%s: logits, loss and gradients are those of torchvision',
    async (_, c) => {
      const { inference, trained, feeds } = await ours(c);
      const errors: Record<string, number> = {
        inference: relativeError(inference as Float32Array, c.inference),
        training: relativeError(trained.logits as Float32Array, c.training),
        loss: relativeError(trained.loss as Float32Array, [c.loss]),
      };
      for (const [name, { step, values }] of Object.entries(c.gradients)) {
        errors[name] = relativeError(
          (trained[`d ${name}`] as Float32Array).filter((_value, i) => i % step === 0),
          values,
        );
      }
      for (const [name, values] of Object.entries(c.running)) {
        // Running statistics move by 0.1 towards those of the batch.
        const before = feeds[name]?.data as Float32Array;
        const after = before.map((value, i) => 0.9 * value + 0.1 * (trained[`batch ${name}`]?.[i] as number));
        errors[name] = relativeError(after, values);
      }
      if (process.env.WORST) console.log(c.depth, c.shape, errors);
      expect(Object.entries(errors).filter(([, error]) => !(error <= golden.tolerance))).toEqual([]);
    },
  );

  it.each(golden.cases)('has as many trained parameters as torchvision ($depth, $shape, $classes)', (c) => {
    const trained = networkParameters(networkOf(c)).filter(({ role }) => !role.startsWith('running'));
    expect(trained.reduce((sum, { shape }) => sum + shape.reduce((size, k) => size * k, 1), 0)).toBe(c.nParameters);
  });

  it('has the counts and names that everybody knows', () => {
    const specs = networkParameters(residualNetwork({ depth: 50, inputShape: [3, 32, 32], nClasses: 1000 }));
    const trained = specs.filter(({ role }) => !role.startsWith('running'));
    expect(trained.reduce((sum, { shape }) => sum + shape.reduce((size, n) => size * n, 1), 0)).toBe(25_557_032);
    const shapes = new Map(specs.map(({ name, shape }) => [name, shape]));
    expect(shapes.get('layer1.0.downsample.0.weight')).toEqual([256, 64, 1, 1]);
    expect(shapes.get('layer4.2.bn3.running_var')).toEqual([2048]);
    expect(shapes.get('fc.weight')).toEqual([1000, 2048]);
  });

  it('starts convolutions by fan-out, as torchvision does', () => {
    const specs = networkParameters(residualNetwork({ depth: 18, inputShape: [1, 32, 32], nClasses: 2 }));
    const initialOf = (wanted: string) => specs.find(({ name }) => name === wanted)?.initial;
    expect(initialOf('conv1.weight')).toEqual({ kind: 'normal', deviation: Math.sqrt(2 / (64 * 49)) });
    expect(initialOf('layer2.0.downsample.0.weight')).toEqual({ kind: 'normal', deviation: Math.sqrt(2 / 128) });
    expect(initialOf('fc.bias')).toEqual({ kind: 'uniform', limit: 1 / Math.sqrt(512) });
  });

  it('refuses other depths and channels', () => {
    const make = (depth: number, channels: number) =>
      residualNetwork({ depth: depth as 18, inputShape: [channels as 1, 32, 32], nClasses: 2 });
    expect(() => make(34, 3)).toThrow("depth must be one of 18, 50; got '34'");
    expect(() => make(18, 2)).toThrow(ArgumentError);
  });
});
