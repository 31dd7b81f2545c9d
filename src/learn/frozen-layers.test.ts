import { describe, expect, it } from 'vitest';
import { ArgumentError, seededRandom } from '#base';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import {
  adamw,
  compileTraining,
  type Examples,
  initialWeights,
  type Network,
  networkParameters,
  oneHot,
  train,
  type Weights,
} from './index.ts';
import { sgd } from './optimisers.ts';
import { stepGraph } from './step-graph.ts';

const runtime = nodeRuntime({ threads: 1 });

/** Two stages and a head; `layer10` shares its beginning with `layer1`. */
const network: Network = {
  name: 'stages',
  inputShape: [1, 6, 7],
  nClasses: 2,
  build(b, x) {
    const stage = (name: string, input: typeof x) =>
      b.relu(
        b.batchNorm(`${name}.bn`, b.conv(`${name}.conv`, input, { filters: 4, kernel: 3, padding: 1, bias: false })),
      );
    return b.dense('fc', b.globalAveragePool(stage('layer10', stage('layer1', x))), 2);
  },
};
const specs = networkParameters(network);
const start: Weights = Object.fromEntries(
  Object.entries(initialWeights(specs, seededRandom(4))).map(([name, { shape, data }]) => [
    name,
    // Statistics of a network that was trained: not 0 and 1.
    { shape, data: name.includes('running') ? data.map((value, i) => value + 0.1 * (i + 1)) : data },
  ]),
);

function noise(n: number): Examples {
  const random = seededRandom(2);
  const inputs = Float32Array.from({ length: n * 42 }, () => random.normal());
  return {
    inputs,
    targets: oneHot(
      Array.from({ length: n }, (_, i) => i % 2),
      2,
    ),
  };
}

async function trained(frozen: readonly string[]): Promise<Weights> {
  const trainer = await compileTraining(runtime, network, 8, adamw(), { frozen });
  const { weights } = await trainer.train(noise(16), { epochs: 3, learningRate: 0.05, seed: 1, initialWeights: start });
  await trainer.release();
  return weights;
}

const bits = (weights: Weights, name: string): number[] => [...(weights[name]?.data ?? [])];
const changed = (weights: Weights): string[] =>
  specs
    .map(({ name }) => name)
    .filter((name) => bits(weights, name).some((value, i) => value !== start[name]?.data[i]));

describe('frozen layers', () => {
  it('keep every bit of parameters and running statistics, and all others learn', async () => {
    expect(changed(await trained(['layer1']))).toEqual(
      specs.map(({ name }) => name).filter((name) => !name.startsWith('layer1.')),
    );
    expect(changed(await trained(['layer1', 'layer10']))).toEqual(['fc.weight', 'fc.bias']);
    expect(changed(await trained([]))).toHaveLength(specs.length);
  });

  it('let those before them learn through their stored statistics', async () => {
    const names = changed(await trained(['layer10', 'fc']));
    expect(names).toEqual(specs.map(({ name }) => name).filter((name) => name.startsWith('layer1.')));
  });

  it('leave the graph: gradients, updates and optimiser state', () => {
    const sizes = [[], ['layer1'], ['layer1', 'layer10']].map((frozen) => {
      const { graph } = stepGraph(network, 8, adamw(), { frozen });
      const isState = ({ name }: { readonly name: string }) => name.startsWith('moment');
      const nState = graph.inputs.filter(isState).reduce((sum, { shape }) => sum + Number(shape[0]), 0);
      const nOf = (type: string) => graph.nodes.filter((node) => node.type === type).length;
      return { nNodes: graph.nodes.length, nState, nProducts: nOf('Conv') + nOf('ConvTranspose') + nOf('MatMul') };
    });
    const [full, last, head] = sizes as [(typeof sizes)[number], (typeof sizes)[number], (typeof sizes)[number]];
    expect(last.nNodes).toBeLessThan(0.75 * full.nNodes);
    expect(head.nNodes).toBeLessThan(0.5 * full.nNodes);
    // 36 + 4 + 4 parameters of layer1 and 144 + 4 + 4 of layer10, each with two moments.
    expect([full.nState - last.nState, last.nState - head.nState]).toEqual([2 * 44, 2 * 152]);
    expect(last.nProducts).toBeLessThan(full.nProducts);
    // With both stages frozen only their forward convolutions are left.
    expect(head.nProducts).toBe(2);
  });

  it('learn the same with their weights in the graph, which then asks for none of them', async () => {
    const frozen = ['layer1'];
    const fed = await trained(frozen);
    const trainer = await compileTraining(runtime, network, 8, adamw(), { frozen, frozenWeights: start });
    const options = { epochs: 3, learningRate: 0.05, seed: 1, initialWeights: start };
    const { weights, history } = await trainer.train(noise(16), { ...options, validation: noise(8) });
    await trainer.release();
    expect(Object.keys(weights).sort()).toEqual(Object.keys(fed).sort());
    expect(changed(weights).some((name) => name.startsWith('layer1.'))).toBe(false);
    expect(history).toHaveLength(3);
    const { graph } = stepGraph(network, 8, adamw(), { frozen, frozenWeights: start });
    expect(graph.inputs.some(({ name }) => name.startsWith('frozen'))).toBe(false);
    expect(graph.constants.map(({ name }) => name)).toContain('layer1.conv.weight');
    // Folding a normalisation into its convolution rounds in another order.
    const { weights: last } = await train(runtime, network, noise(16), {
      ...options,
      frozen,
      batchSize: 8,
      optimiser: adamw(),
    });
    for (const { name } of specs) {
      for (const [i, value] of bits(last, name).entries()) {
        expect(Math.abs(value - bits(fed, name)[i]), name).toBeLessThan(1e-4);
      }
    }
  });

  it('change nothing when there are none', () => {
    expect(stepGraph(network, 8, sgd(), { frozen: [] })).toEqual(stepGraph(network, 8, sgd()));
  });

  it('must be layers of the network, and not all of them', async () => {
    const compile = (frozen: readonly string[]) => compileTraining(runtime, network, 8, sgd(), { frozen });
    await expect(compile(['layer'])).rejects.toThrow("frozen names 'layer', which the network does not have");
    await expect(compile(['layer1.bn.weight'])).rejects.toThrow(ArgumentError);
    await expect(compile(['layer1', 'layer10', 'fc'])).rejects.toThrow('nothing is left to train');
  });
});
