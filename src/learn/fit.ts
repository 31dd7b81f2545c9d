import { ModelError, seededRandom, stopIfCancelled, type WorkContext } from '#base';
import { batchMaker } from './batches.ts';
import { countExamples, type Examples, firstNotFinite, requireApart } from './examples.ts';
import { meanCrossEntropy } from './mean-cross-entropy.ts';
import { type Network, networkParameters } from './network.ts';
import { initialWeights, type Weights } from './parameters.ts';
import { learningRateAt } from './schedule.ts';
import type { StepSession, TrainingState } from './step-session.ts';
import { requireOptions, type TrainingOptions } from './training-options.ts';

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

function notANumber(what: string, value: number, epoch: number, network: Network, { learningRate }: TrainingOptions) {
  return new ModelError(
    `The ${what} became ${value} in epoch ${epoch} — in training ${network.name}.`,
    `Lower the learning rate (now ${learningRate}), or check the inputs for values that are extreme or not numbers.`,
  );
}

/**
 * The training loop over a compiled step.
 *
 * @throws ArgumentError when data, options and network do not fit.
 * @throws ModelError when a loss is no longer a number.
 * @throws CancelledError when `context.signal` says so.
 */
export async function fitNetwork(
  session: StepSession,
  network: Network,
  batchSize: number,
  data: Examples,
  options: TrainingOptions,
  context: WorkContext,
): Promise<TrainedNetwork> {
  requireOptions(options);
  const { epochs, learningRate: peak, schedule = 'constant', seed, validation, patience } = options;
  const nExamples = countExamples('training examples', data, network);
  if (validation !== undefined) {
    countExamples('validation examples', validation, network);
    requireApart(data, validation);
  }
  const random = seededRandom(seed);
  const batches = batchMaker(data, nExamples, batchSize, options, random);
  const drop = random.fork('dropout');
  const weights = options.initialWeights ?? initialWeights(networkParameters(network), random.fork('weights'));

  let state: TrainingState = session.start(weights);
  let best = { epoch: 0, loss: Number.POSITIVE_INFINITY, state };
  const history: EpochRecord[] = [];
  const nSteps = epochs * Math.ceil(nExamples / batchSize);
  let nDone = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const losses: number[] = [];
    let learningRate = peak;
    for (const rows of batches.epoch()) {
      stopIfCancelled(context.signal, `Training ${network.name}`);
      learningRate = learningRateAt(schedule, peak, nDone++, nSteps);
      const result = await session.step(state, batches.prepare(rows), { learningRate, step: nDone }, drop);
      if (!Number.isFinite(result.loss)) throw notANumber('loss', result.loss, epoch, network, options);
      losses.push(result.loss);
      state = result.state;
    }
    const loss = losses.reduce((sum, value) => sum + value, 0) / losses.length;
    let record: EpochRecord = { epoch, loss, learningRate };
    if (validation === undefined) best = { epoch, loss, state };
    else {
      const validationLoss = meanCrossEntropy(await session.evaluate(state, validation), validation, network.nClasses);
      if (!Number.isFinite(validationLoss))
        throw notANumber('validation loss', validationLoss, epoch, network, options);
      if (validationLoss < best.loss) best = { epoch, loss: validationLoss, state };
      record = { ...record, validationLoss };
    }
    history.push(record);
    const heldOut = record.validationLoss === undefined ? '' : `, validation ${record.validationLoss.toFixed(4)}`;
    context.onProgress?.({ label: `${network.name}: loss ${loss.toFixed(4)}${heldOut}`, done: epoch, total: epochs });
    if (patience !== undefined && epoch - best.epoch >= patience) break;
  }
  const trained = session.weightsOf(best.state);
  for (const [name, { data }] of Object.entries(trained)) {
    const wrong = firstNotFinite(data);
    if (wrong >= 0) throw notANumber(`weights '${name}'`, data[wrong], best.epoch, network, options);
  }
  return {
    network,
    weights: trained,
    history,
    bestEpoch: best.epoch,
    stoppedEarly: history.length < epochs,
  };
}
