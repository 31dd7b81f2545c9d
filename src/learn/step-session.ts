import type { Random } from '#base';
import { type Batch, dropoutMask } from './batches.ts';
import type { Examples } from './examples.ts';
import { sizeOf } from './graph.ts';
import { runInBatches } from './inference.ts';
import type { Network } from './network.ts';
import { writeOnnx } from './onnx-writer.ts';
import { type Optimiser, optimiserScalars, optimiserSlots } from './optimisers.ts';
import { packWeights, unpackWeights } from './packs.ts';
import type { Weights } from './parameters.ts';
import type { Runtime, TensorData } from './runtime.ts';
import { evaluationGraph, nextName, stepGraph } from './step-graph.ts';

/** Everything that a step changes, by graph input: parameters, running statistics, the optimiser's vectors. */
export type TrainingState = Readonly<Record<string, TensorData>>;

/** When and how fast a step moves. */
export interface StepPace {
  readonly learningRate: number;
  /** Counts from 1. */
  readonly step: number;
}

/** A loaded training step and a loaded evaluation, as functions from state to state. */
export interface StepSession {
  /** The state before the first step. */
  start(weights: Weights): TrainingState;
  /** One update. The new state holds the runtime's own arrays, which go into the next step as they are. */
  step(
    state: TrainingState,
    batch: Batch,
    pace: StepPace,
    random: Random,
  ): Promise<{ loss: number; state: TrainingState }>;
  /** Logits [n, nClasses] of the network as it would be used now. */
  evaluate(state: TrainingState, examples: Examples): Promise<Float32Array>;
  weightsOf(state: TrainingState): Weights;
  release(): Promise<void>;
}

/**
 * Compiles and loads both graphs of a network; the layers that `frozen` names do not train.
 *
 * @throws ArgumentError when a layer does not fit, or `frozen` names none or all of them.
 */
export async function openStepSession(
  runtime: Runtime,
  network: Network,
  batchSize: number,
  optimiser: Optimiser,
  frozen: readonly string[] = [],
): Promise<StepSession> {
  const { nSideFeatures = 0 } = network;
  const { graph, packs, masks } = stepGraph(network, batchSize, optimiser, frozen);
  const stepping = await runtime.create(writeOnnx(graph));
  const evaluating = await runtime.create(writeOnnx(evaluationGraph(network, packs)));
  const scalar = (value: number): TensorData => ({ shape: [], data: Float32Array.of(value) });

  const kept = new Set(packs.flatMap((pack) => (pack.frozen ? [pack.name] : [])));

  return {
    start(weights) {
      const state: Record<string, TensorData> = {};
      for (const pack of packs) {
        const shape = [pack.size];
        state[pack.name] = { shape, data: packWeights(pack, weights) };
        for (const slot of pack.trained ? optimiserSlots(optimiser) : []) {
          state[`${slot}.${pack.name}`] = { shape, data: new Float32Array(pack.size) };
        }
      }
      return state;
    },
    async step(state, batch, { learningRate, step }, random) {
      const feeds: Record<string, TensorData> = {
        ...state,
        input: { shape: [batchSize, ...network.inputShape], data: batch.inputs },
        targets: { shape: [batchSize, network.nClasses], data: batch.targets },
        exampleWeights: { shape: [batchSize], data: batch.weights },
      };
      if (nSideFeatures > 0) feeds.side = { shape: [batchSize, nSideFeatures], data: batch.side };
      for (const [name, value] of Object.entries(optimiserScalars(optimiser, learningRate, step))) {
        feeds[name] = scalar(value);
      }
      for (const { name, shape, rate } of masks)
        feeds[name] = { shape, data: dropoutMask(sizeOf(shape), rate, random) };
      const outputs = await stepping.run(feeds);
      return {
        loss: Number(outputs.loss.data[0]),
        state: Object.fromEntries(
          Object.keys(state).map((name) => [name, kept.has(name) ? state[name] : outputs[nextName(name)]]),
        ),
      };
    },
    evaluate(state, examples) {
      const feeds = Object.fromEntries(packs.map(({ name }) => [name, state[name]]));
      return runInBatches(evaluating, examples, network, 'logits', { feeds });
    },
    weightsOf: (state) =>
      unpackWeights(packs, Object.fromEntries(packs.map(({ name }) => [name, state[name].data as Float32Array]))),
    async release() {
      await stepping.release();
      await evaluating.release();
    },
  };
}
