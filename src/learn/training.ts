import { requireWhole, type WorkContext } from '#base';
import { countExamples, type Examples } from './examples.ts';
import { fitNetwork, type TrainedNetwork } from './fit.ts';
import { type RateSweep, type RateSweepOptions, sweepLearningRate } from './learning-rate-finder.ts';
import type { Network } from './network.ts';
import type { Optimiser } from './optimisers.ts';
import type { Runtime } from './runtime.ts';
import { requireStepOptions, type StepOptions } from './step-options.ts';
import { openStepSession } from './step-session.ts';
import type { CompiledOptions, TrainingOptions } from './training-options.ts';

/** A compiled training step: create once, train many times with the same shapes (the folds of a cross-validation). */
export interface Trainer {
  readonly network: Network;
  readonly batchSize: number;
  readonly optimiser: Optimiser;
  /**
   * Trains from fresh weights (or `initialWeights`), or goes on from a checkpoint (`resume`). The same seed, data and options
   * give the same bits on one machine with one runtime and number of threads; another provider (a GPU, WebAssembly) or
   * thread count adds floats in another order, and ends with other last digits.
   *
   * @throws ArgumentError when data, options, network or checkpoint do not fit.
   * @throws ModelError when the loss is no longer a number.
   * @throws CancelledError when `context.signal` says so.
   */
  train(data: Examples, options: TrainingOptions, context?: WorkContext): Promise<TrainedNetwork>;
  /**
   * Tries learning rates from low to high on a training of its own, which leaves no trace.
   *
   * @throws ArgumentError when data and options do not fit.
   * @throws CancelledError when `context.signal` says so.
   */
  findLearningRate(data: Examples, options: RateSweepOptions, context?: WorkContext): Promise<RateSweep>;
  release(): Promise<void>;
}

/**
 * Compiles forward, backward and update of a network into one ONNX graph (two with gradient accumulation) with a fixed
 * batch size, and loads it.
 *
 * @throws ArgumentError when a layer or an option does not fit, or `frozen` names none or all of them.
 * @throws ModelError when the runtime refuses the graph.
 */
export async function compileTraining(
  runtime: Runtime,
  network: Network,
  batchSize: number,
  optimiser: Optimiser,
  options: StepOptions = {},
): Promise<Trainer> {
  requireWhole('batchSize', batchSize, 1, 'compileTraining');
  requireStepOptions(options, 'compileTraining');
  const session = await openStepSession(runtime, network, batchSize, optimiser, options);
  return {
    network,
    batchSize,
    optimiser,
    train: (data, training, context = {}) => fitNetwork(session, network, data, training, context),
    findLearningRate: (data, sweep, context = {}) => sweepLearningRate(session, network, data, sweep, context),
    release: () => session.release(),
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
  const batchSize = Math.min(options.batchSize, nExamples);
  const { initialWeights: start } = options;
  const known = start === undefined || options.frozen === undefined ? {} : { frozenWeights: start };
  const trainer = await compileTraining(runtime, network, batchSize, options.optimiser, { ...known, ...options });
  try {
    return await trainer.train(data, options, context);
  } finally {
    await trainer.release();
  }
}
