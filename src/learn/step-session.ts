import { ArgumentError, type Json, type Random, sha256Hex } from '#base';
import { type Batch, dropoutMask } from './batches.ts';
import type { Examples } from './examples.ts';
import { sizeOf } from './graph.ts';
import { runInBatches } from './inference.ts';
import type { Network } from './network.ts';
import { writeOnnx } from './onnx-writer.ts';
import type { Optimiser } from './optimisers.ts';
import { unpackWeights } from './packs.ts';
import type { Weights } from './parameters.ts';
import type { Runtime, Session, TensorData } from './runtime.ts';
import { accumulatingGraphs, evaluationGraph, stepGraph, sumName } from './step-graph.ts';
import type { StepOptions } from './step-options.ts';
import { averageName, updatedPacks, updateScalars, vectorsOf } from './step-update.ts';
import { chosenVectors, movedState, restoredState, startState, type TrainingState } from './training-state.ts';

/** When and how fast a step moves. */
export interface StepPace {
  readonly learningRate: number;
  /** Counts from 1. */
  readonly step: number;
}

/** What a step gives. */
export interface StepResult {
  readonly loss: number;
  /** Of all gradients before they were clipped, where they are. */
  readonly gradientNorm?: number;
  readonly state: TrainingState;
}

/** A loaded training step and a loaded evaluation, as functions from state to state. */
export interface StepSession {
  /** Examples per step: the batch of the graph times the micro-batches. */
  readonly stepSize: number;
  /** Whether averages of the weights are kept. */
  readonly averages: boolean;
  /** Batch, optimiser and step options, as data. */
  readonly settings: { readonly [part: string]: Json };
  /** SHA-256 of the step's graphs: the same for the same network, batch, options and program. */
  digest(): string;
  /** The state before the first step. */
  start(weights: Weights): TrainingState;
  /**
   * A state that was stored.
   *
   * @throws ModelError when a vector is missing or of another size.
   */
  restore(state: TrainingState): TrainingState;
  /** One update. The new state holds the runtime's own arrays, which go into the next step as they are. */
  step(state: TrainingState, batch: Batch, pace: StepPace, random: Random): Promise<StepResult>;
  /**
   * Logits [n, nClasses] of the network as it would be used now: with the averaged weights where they are kept. What
   * `beforeBatch` throws ends the work.
   */
  evaluate(state: TrainingState, examples: Examples, beforeBatch?: () => Promise<void>): Promise<Float32Array>;
  /** The weights as the network would be used now. */
  weightsOf(state: TrainingState): Weights;
  /** The weights that the optimiser moves. */
  movingWeightsOf(state: TrainingState): Weights;
  release(): Promise<void>;
}

/** Examples `from` to `to` of a batch. */
function partOf(batch: Batch, from: number, to: number): Batch {
  const n = batch.weights.length;
  if (from === 0 && to === n) return batch;
  const part = (values: Float32Array): Float32Array =>
    values.subarray((from * values.length) / n, (to * values.length) / n);
  return {
    inputs: part(batch.inputs),
    targets: part(batch.targets),
    side: part(batch.side),
    weights: part(batch.weights),
  };
}

const scalar = (value: number): TensorData => ({ shape: [], data: Float32Array.of(value) });
const scalars = (values: Readonly<Record<string, number>>): Record<string, TensorData> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, scalar(value)]));

/** @throws ArgumentError when weights of frozen layers are others than those that the step was compiled with. */
function requireFixed(fixed: Weights, weights: Weights): void {
  for (const [name, { data }] of Object.entries(fixed)) {
    const given = weights[name]?.data;
    if (given === undefined || given === data || given.every((value, i) => value === data[i])) continue;
    throw new ArgumentError(
      `initialWeights hold other values of the frozen '${name}' than frozenWeights — in train.`,
      'Compile the step with the weights that the training starts from.',
    );
  }
}

/**
 * Compiles and loads the graphs of a network; the layers that `frozen` names do not train.
 *
 * @throws ArgumentError when a layer does not fit, or `frozen` names none or all of them.
 */
export async function openStepSession(
  runtime: Runtime,
  network: Network,
  batchSize: number,
  optimiser: Optimiser,
  options: StepOptions = {},
): Promise<StepSession> {
  const { nSideFeatures = 0 } = network;
  const { accumulate = 1 } = options;
  const compile = accumulate > 1 ? accumulatingGraphs : stepGraph;
  const graphs: ReturnType<typeof stepGraph> & { readonly update?: Parameters<typeof writeOnnx>[0] } = compile(
    network,
    batchSize,
    optimiser,
    options,
  );
  const { packs, masks, fixed, update } = graphs;
  const models = [graphs.graph, evaluationGraph(network, packs, fixed), ...(update === undefined ? [] : [update])];
  const sessions: Session[] = [];
  const release = async (): Promise<void> => {
    for (const session of sessions) await session.release();
  };
  try {
    // Constants are laid out in blocks where that is faster: a tenth less time for a step with a frozen prefix (measured).
    const fedWeights = Object.keys(fixed).length === 0;
    for (const model of models) sessions.push(await runtime.create(writeOnnx(model), { fedWeights }));
  } catch (error) {
    await release();
    throw error;
  }
  const [stepping, evaluating, updating] = sessions as [Session, Session, Session | undefined];
  const zeros = Object.fromEntries(
    packs
      .filter((pack) => updating !== undefined && pack.trained)
      .map(({ name, size }) => [sumName(name), { shape: [size], data: new Float32Array(size) }]),
  );

  const batchFeeds = (batch: Batch, random: Random): Record<string, TensorData> => {
    const feeds: Record<string, TensorData> = {
      input: { shape: [batchSize, ...network.inputShape], data: batch.inputs },
      targets: { shape: [batchSize, network.nClasses], data: batch.targets },
      exampleWeights: { shape: [batchSize], data: batch.weights },
    };
    if (nSideFeatures > 0) feeds.side = { shape: [batchSize, nSideFeatures], data: batch.side };
    for (const { name, shape, rate } of masks) feeds[name] = { shape, data: dropoutMask(sizeOf(shape), rate, random) };
    return feeds;
  };
  const normOf = ({ gradientNorm }: Readonly<Record<string, TensorData>>) =>
    gradientNorm === undefined ? {} : { gradientNorm: Number(gradientNorm.data[0]) };
  const inUse = (state: TrainingState, name: string): TensorData =>
    state[averageName(name)] ?? (state[name] as TensorData);
  const unpacked = (of: (name: string) => TensorData): Weights => ({
    ...fixed,
    ...unpackWeights(packs, Object.fromEntries(packs.map(({ name }) => [name, of(name).data as Float32Array]))),
  });
  const read = packs.map(({ name }) => name);
  const updated = updatedPacks(packs, options).flatMap((pack) => vectorsOf(pack, optimiser, options));

  /** The gradients of micro-batches, each by its share of the examples' weights, then one update. */
  async function accumulatedStep(
    state: TrainingState,
    batch: Batch,
    pace: Record<string, TensorData>,
    random: Random,
    update: Session,
  ): Promise<StepResult> {
    const total = batch.weights.reduce((sum, weight) => sum + weight, 0);
    let vectors: TrainingState = { ...chosenVectors(state, read), ...zeros };
    let loss = 0;
    for (let i = 0; i < accumulate; i++) {
      const part = partOf(batch, i * batchSize, (i + 1) * batchSize);
      const share = part.weights.reduce((sum, weight) => sum + weight, 0) / Math.max(total, 1e-30);
      const outputs = await stepping.run({ ...vectors, ...batchFeeds(part, random), share: scalar(share) });
      loss += share * Number(outputs.loss?.data[0]);
      vectors = movedState(vectors, outputs);
    }
    const merged = { ...state, ...vectors };
    const feeds = chosenVectors(merged, [...updated, ...Object.keys(zeros)]);
    const outputs = await update.run({ ...feeds, ...pace });
    return { loss, ...normOf(outputs), state: movedState(chosenVectors(merged, Object.keys(state)), outputs) };
  }

  return {
    stepSize: batchSize * accumulate,
    averages: options.ema !== undefined,
    settings: {
      batchSize,
      optimiser: { ...optimiser },
      accumulate,
      clipNorm: options.clipNorm ?? null,
      ema: options.ema === undefined ? null : { ...options.ema },
      frozen: options.frozen ?? [],
    },
    digest: () => sha256Hex(new TextEncoder().encode(models.map((model) => sha256Hex(writeOnnx(model))).join())),
    start(weights) {
      requireFixed(fixed, weights);
      return startState(packs, optimiser, options, weights);
    },
    restore: (state) => restoredState(packs, optimiser, options, state),
    async step(state, batch, { learningRate, step }, random) {
      const pace = scalars(updateScalars(optimiser, options, learningRate, step));
      if (updating !== undefined) return accumulatedStep(state, batch, pace, random, updating);
      const outputs = await stepping.run({ ...state, ...batchFeeds(batch, random), ...pace });
      return { loss: Number(outputs.loss?.data[0]), ...normOf(outputs), state: movedState(state, outputs) };
    },
    evaluate(state, examples, beforeBatch) {
      const feeds = Object.fromEntries(packs.map(({ name }) => [name, inUse(state, name)]));
      // No more at once than a step takes: validation then needs no more memory.
      return runInBatches(evaluating, examples, network, 'logits', {
        batchSize,
        feeds,
        ...(beforeBatch && { beforeBatch }),
      });
    },
    weightsOf: (state) => unpacked((name) => inUse(state, name)),
    movingWeightsOf: (state) => unpacked((name) => state[name] as TensorData),
    release,
  };
}
