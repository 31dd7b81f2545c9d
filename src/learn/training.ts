import { ModelError, requirePositive, requireWhole, seededRandom, stopIfCancelled, type WorkContext } from '#base';
import { type Augment, type Batch, dropoutMask, epochBatches, mixup, smoothLabels, takeBatch } from './batches.ts';
import { countExamples, type Examples } from './examples.ts';
import { runInBatches } from './inference.ts';
import type { Network } from './network.ts';
import { networkParameters } from './network.ts';
import { writeOnnx } from './onnx-writer.ts';
import { type Optimiser, optimiserScalars, optimiserSlots } from './optimisers.ts';
import { packWeights, unpackWeights } from './packs.ts';
import { initialWeights, type Weights } from './parameters.ts';
import type { Runtime, TensorData } from './runtime.ts';
import { learningRateAt, type Schedule } from './schedule.ts';
import { evaluationGraph, nextName, stepGraph } from './step-graph.ts';

/** How one network is trained. */
export interface TrainingOptions {
  readonly epochs: number;
  /** The peak of the schedule. */
  readonly learningRate: number;
  /** Default `constant`. */
  readonly schedule?: Schedule;
  /** Decides initial weights, order, dropout, augmentation and mixup: the same seed gives the same bits. */
  readonly seed: number;
  /** Between 0 and 1: moves targets towards the uniform distribution. */
  readonly labelSmoothing?: number;
  readonly mixup?: { readonly alpha: number };
  /** Applied to every batch, before mixup and label smoothing. */
  readonly augment?: Augment;
  /** Examples of other subjects. The returned weights are then those of the epoch with the lowest loss on them. */
  readonly validation?: Examples;
  /** Stop after this many epochs without a lower validation loss. Needs `validation`. */
  readonly patience?: number;
  /** Start here instead of at random. */
  readonly initialWeights?: Weights;
}

/** What {@link train} needs beyond {@link TrainingOptions}: what is compiled into the graph. */
export interface CompiledOptions {
  readonly batchSize: number;
  readonly optimiser: Optimiser;
}

/** What happened in one epoch. */
export interface EpochRecord {
  /** Counts from 1. */
  readonly epoch: number;
  /** The mean training loss over the epoch's steps, with dropout, augmentation and smoothing in it. */
  readonly loss: number;
  /** The mean cross-entropy on the validation examples after the epoch. */
  readonly validationLoss?: number;
  /** The learning rate of the epoch's last step. */
  readonly learningRate: number;
}

/** The result of training. */
export interface TrainedNetwork {
  readonly network: Network;
  readonly weights: Weights;
  readonly history: readonly EpochRecord[];
  /** The epoch that `weights` come from. */
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
}

/** A compiled training step: create once, train many times with the same shapes (the folds of a cross-validation). */
export interface Trainer {
  readonly network: Network;
  readonly batchSize: number;
  readonly optimiser: Optimiser;
  /**
   * Trains from fresh weights (or `initialWeights`).
   *
   * @throws ArgumentError when data and network do not fit.
   * @throws ModelError when the loss is no longer a number.
   * @throws CancelledError when `context.signal` says so.
   */
  train(data: Examples, options: TrainingOptions, context?: WorkContext): Promise<TrainedNetwork>;
  release(): Promise<void>;
}

type State = Record<string, TensorData>;

/** The mean cross-entropy of logits [n, classes] against target probabilities, weighted by example. */
export function crossEntropy(logits: Float32Array, { targets, weights }: Examples, nClasses: number): number {
  let sum = 0;
  let total = 0;
  for (let start = 0; start < logits.length; start += nClasses) {
    const row = logits.subarray(start, start + nClasses);
    const top = Math.max(...row);
    const logSum = top + Math.log(row.reduce((acc, value) => acc + Math.exp(value - top), 0));
    const weight = weights?.[start / nClasses] ?? 1;
    row.forEach((value, k) => {
      sum += weight * (targets[start + k] as number) * (logSum - value);
    });
    total += weight;
  }
  return sum / total;
}

/**
 * Compiles forward, backward and update of a network into one ONNX graph with a fixed batch size, and loads it.
 *
 * @throws ArgumentError when a layer does not fit.
 */
export async function compileTraining(
  runtime: Runtime,
  network: Network,
  batchSize: number,
  optimiser: Optimiser,
): Promise<Trainer> {
  requireWhole('batchSize', batchSize, 1, 'compileTraining');
  const { graph, packs, masks } = stepGraph(network, batchSize, optimiser);
  const step = await runtime.create(writeOnnx(graph));
  const evaluation = await runtime.create(writeOnnx(evaluationGraph(network, packs)));

  const startState = (weights: Weights): State => {
    const state: State = {};
    for (const pack of packs) {
      state[pack.name] = { shape: [pack.size], data: packWeights(pack, weights) };
      if (!pack.trained) continue;
      for (const slot of optimiserSlots(optimiser)) {
        state[`${slot}.${pack.name}`] = { shape: [pack.size], data: new Float32Array(pack.size) };
      }
    }
    return state;
  };
  const packVectors = (state: State): State =>
    Object.fromEntries(packs.map(({ name }) => [name, state[name] as TensorData]));
  const weightsOf = (state: State): Weights =>
    unpackWeights(packs, Object.fromEntries(packs.map(({ name }) => [name, state[name]?.data as Float32Array])));

  async function train(data: Examples, options: TrainingOptions, context: WorkContext = {}): Promise<TrainedNetwork> {
    const { epochs, learningRate, schedule = 'constant', seed, validation, patience, augment } = options;
    requireWhole('epochs', epochs, 1, 'train');
    requirePositive('learningRate', learningRate, 'train');
    if (patience !== undefined) requireWhole('patience', patience, 1, 'train');
    const nExamples = countExamples('training examples', data, network);
    if (validation !== undefined) countExamples('validation examples', validation, network);
    const random = seededRandom(seed);
    const [order, change, mix, drop] = ['order', 'augment', 'mixup', 'dropout'].map((name) => random.fork(name)) as [
      typeof random,
      typeof random,
      typeof random,
      typeof random,
    ];
    const prepare = (rows: readonly number[]): Batch => {
      let batch = takeBatch(data, nExamples, rows);
      if (augment !== undefined) batch = augment(batch, change);
      if (options.mixup !== undefined) batch = mixup(batch, options.mixup.alpha, mix);
      return options.labelSmoothing ? smoothLabels(batch, options.labelSmoothing) : batch;
    };

    let state = startState(
      options.initialWeights ?? initialWeights(networkParameters(network), random.fork('weights')),
    );
    let best = { epoch: 0, loss: Number.POSITIVE_INFINITY, vectors: packVectors(state) };
    const history: EpochRecord[] = [];
    const nSteps = epochs * Math.ceil(nExamples / batchSize);
    let nDone = 0;
    for (let epoch = 1; epoch <= epochs; epoch++) {
      let lossSum = 0;
      let rate = learningRate;
      const batches = epochBatches(nExamples, batchSize, order);
      for (const rows of batches) {
        stopIfCancelled(context.signal, `Training ${network.name}`);
        rate = learningRateAt(schedule, learningRate, nDone, nSteps);
        nDone++;
        const batch = prepare(rows);
        const feeds: State = {
          ...state,
          input: { shape: [batchSize, ...network.inputShape], data: batch.inputs },
          targets: { shape: [batchSize, network.nClasses], data: batch.targets },
          exampleWeights: { shape: [batchSize], data: batch.weights },
        };
        for (const [name, value] of Object.entries(optimiserScalars(optimiser, rate, nDone))) {
          feeds[name] = { shape: [], data: Float32Array.of(value) };
        }
        for (const { name, shape, rate: dropped } of masks) {
          feeds[name] = {
            shape,
            data: dropoutMask(
              shape.reduce((a, b) => a * b),
              dropped,
              drop,
            ),
          };
        }
        const outputs = await step.run(feeds);
        const loss = Number(outputs.loss?.data[0]);
        if (!Number.isFinite(loss)) {
          throw new ModelError(
            `The loss became ${loss} in epoch ${epoch} of ${epochs}, step ${nDone} — in training ${network.name}.`,
            `Lower the learning rate (now ${learningRate}) or check the inputs for extreme values.`,
          );
        }
        lossSum += loss;
        state = Object.fromEntries(Object.keys(state).map((name) => [name, outputs[nextName(name)] as TensorData]));
      }
      const record: EpochRecord = { epoch, loss: lossSum / batches.length, learningRate: rate };
      if (validation === undefined) {
        history.push(record);
        best = { epoch, loss: record.loss, vectors: packVectors(state) };
      } else {
        const feeds = packVectors(state);
        const logits = await runInBatches(evaluation, validation.inputs, network.inputShape, 'logits', { feeds });
        const validationLoss = crossEntropy(logits, validation, network.nClasses);
        history.push({ ...record, validationLoss });
        if (validationLoss < best.loss) best = { epoch, loss: validationLoss, vectors: feeds };
      }
      const { validationLoss } = history.at(-1) as EpochRecord;
      const heldOut = validationLoss === undefined ? '' : `, validation ${validationLoss.toFixed(4)}`;
      context.onProgress?.({ label: `loss ${record.loss.toFixed(4)}${heldOut}`, done: epoch, total: epochs });
      if (validation !== undefined && patience !== undefined && epoch - best.epoch >= patience) break;
    }
    return {
      network,
      weights: weightsOf(best.vectors),
      history,
      bestEpoch: best.epoch,
      stoppedEarly: history.length < epochs,
    };
  }

  return {
    network,
    batchSize,
    optimiser,
    train,
    async release() {
      await step.release();
      await evaluation.release();
    },
  };
}

/**
 * Trains a network once: {@link compileTraining}, train, release. The batch is at most as large as the data.
 *
 * @throws ArgumentError when data and network do not fit.
 * @throws ModelError when the loss is no longer a number.
 * @throws CancelledError when `context.signal` says so.
 */
export async function train(
  runtime: Runtime,
  network: Network,
  data: Examples,
  options: TrainingOptions & CompiledOptions,
  context: WorkContext = {},
): Promise<TrainedNetwork> {
  const nExamples = countExamples('training examples', data, network);
  const trainer = await compileTraining(runtime, network, Math.min(options.batchSize, nExamples), options.optimiser);
  try {
    return await trainer.train(data, options, context);
  } finally {
    await trainer.release();
  }
}
