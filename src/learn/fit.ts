import { CancelledError, ModelError, type Progress, type RandomState, seededRandom, type WorkContext } from '#base';
import { batchMaker } from './batches.ts';
import { type BestEpoch, requireSameRun, runIdentity } from './checkpoint.ts';
import { requireClassWeights, weighClasses } from './class-weights.ts';
import { countExamples, type Examples, firstNotFinite, requireApart } from './examples.ts';
import { meanCrossEntropy } from './mean-cross-entropy.ts';
import { type Network, networkParameters } from './network.ts';
import { initialWeights, type Weights } from './parameters.ts';
import { learningRateAt } from './schedule.ts';
import type { StepSession } from './step-session.ts';
import { requireOptions, type TrainingOptions } from './training-options.ts';
import { speedometer } from './training-speed.ts';
import { copiedState } from './training-state.ts';
import { restoredStreams, streamStates, trainingStreams } from './training-streams.ts';

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
  /** Where gradients are clipped: the mean over the epoch's steps of their norm before. */
  readonly gradientNorm?: number;
  /** Where the context has a clock: what a step took, without validation. */
  readonly secondsPerStep?: number;
}

/** The result of training. */
export interface TrainedNetwork {
  readonly network: Network;
  /** Where a moving average is kept, the averaged weights. */
  readonly weights: Weights;
  /** Where a moving average is kept, the weights of the same step that the optimiser moves. */
  readonly movingWeights?: Weights;
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

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The validation examples as the loss counts them. */
function weighted(examples: Examples, classWeights: readonly number[] | undefined): Examples {
  if (classWeights === undefined) return examples;
  const n = examples.targets.length / classWeights.length;
  const { side = new Float32Array(0), weights = new Float32Array(n).fill(1) } = examples;
  return weighClasses({ ...examples, side, weights }, classWeights);
}

/** The first weight that is no number, with the name of its tensor. */
function brokenWeight(weights: Weights): { name: string; value: number } | undefined {
  for (const [name, { data }] of Object.entries(weights)) {
    const value = data[firstNotFinite(data)];
    if (value !== undefined) return { name, value };
  }
  return undefined;
}

/**
 * The training loop over a compiled step.
 *
 * @throws ArgumentError when data, options, network and checkpoint do not fit.
 * @throws ModelError when a loss is no longer a number.
 * @throws CancelledError when `context.signal` says so.
 */
export async function fitNetwork(
  session: StepSession,
  network: Network,
  data: Examples,
  options: TrainingOptions,
  context: WorkContext,
): Promise<TrainedNetwork> {
  requireOptions(options);
  const { epochs, learningRate: peak, schedule = 'constant', warmup, seed, validation, patience } = options;
  const { classWeights, resume, checkpoint: saving } = options;
  const nExamples = countExamples('training examples', data, network);
  if (validation !== undefined) {
    countExamples('validation examples', validation, network);
    requireApart(data, validation);
  }
  if (classWeights !== undefined) requireClassWeights(classWeights, network.nClasses, 'train');
  const judged = validation && weighted(validation, classWeights);
  const identity = resume || saving ? runIdentity(session, network, data, options) : {};
  if (resume !== undefined) requireSameRun(resume.identity, identity);

  const streams = resume === undefined ? trainingStreams(seed) : restoredStreams(resume.streams);
  const batches = batchMaker(data, nExamples, session.stepSize, options, streams);
  // Drawn only where a run begins: a resumed one has its own.
  const firstWeights = (): Weights =>
    options.initialWeights ?? initialWeights(networkParameters(network), seededRandom(seed).fork('weights'));
  let state = resume === undefined ? session.start(firstWeights()) : session.restore(resume.state);
  let { epoch, stepsOfEpoch, steps, elapsedMs } = resume ?? { epoch: 1, stepsOfEpoch: 0, steps: 0, elapsedMs: 0 };
  let [losses, norms] = [[...(resume?.losses ?? [])], [...(resume?.gradientNorms ?? [])]];
  let best: BestEpoch | undefined = resume?.best;
  const history = [...(resume?.history ?? [])];
  const stepsPerEpoch = Math.ceil(nExamples / session.stepSize);
  const nSteps = epochs * stepsPerEpoch;
  const speed = speedometer(context.now, session.stepSize);
  const rateOf = (step: number): number => learningRateAt(schedule, peak, step, nSteps, warmup);
  const inUse = (): Pick<BestEpoch, 'weights' | 'movingWeights'> => ({
    weights: session.weightsOf(state),
    ...(session.averages && { movingWeights: session.movingWeightsOf(state) }),
  });
  const isPatient = (): boolean => patience === undefined || best === undefined || epoch - 1 - best.epoch < patience;
  const report = (label: string, done: number): void => {
    const found = speed.speed(nSteps - steps);
    const progress: Progress = { label: `${network.name}: ${label}`, done, total: epochs };
    context.onProgress?.(found === undefined ? progress : { ...progress, speed: found });
  };

  const save = async (at: number, order: RandomState): Promise<void> => {
    const run = { identity, epoch: at, stepsOfEpoch, steps, elapsedMs, losses: [...losses], gradientNorms: [...norms] };
    const where = { streams: { ...streamStates(streams), order }, history: [...history], state: copiedState(state) };
    await saving?.save({ ...run, ...where, ...(best && { best }) });
  };

  for (; epoch <= epochs && isPatient(); epoch++) {
    // Taken before the shuffle: whoever resumes within the epoch shuffles anew and skips what is done.
    const order = streams.order.state();
    const stopIfAsked = async (): Promise<void> => {
      if (!context.signal?.aborted) return;
      if (saving !== undefined) await save(epoch, order);
      throw new CancelledError(`Training ${network.name}`);
    };
    for (const rows of batches.epoch().slice(stepsOfEpoch)) {
      await stopIfAsked();
      const began = speed.time();
      const pace = { learningRate: rateOf(steps), step: steps + 1 };
      const result = await session.step(state, batches.prepare(rows), pace, streams.dropout);
      if (!Number.isFinite(result.loss)) throw notANumber('loss', result.loss, epoch, network, options);
      state = result.state;
      losses.push(result.loss);
      if (result.gradientNorm !== undefined) norms.push(result.gradientNorm);
      stepsOfEpoch++;
      steps++;
      const stepMs = speed.time() - began;
      speed.finished(stepMs);
      elapsedMs += stepMs;
      if (stepsOfEpoch < stepsPerEpoch && speed.isDue()) {
        report(`epoch ${epoch}, loss ${meanOf(losses).toFixed(4)}`, epoch - 1 + stepsOfEpoch / stepsPerEpoch);
      }
      if (saving?.everySteps !== undefined && steps % saving.everySteps === 0) await save(epoch, order);
    }
    let record: EpochRecord = { epoch, loss: meanOf(losses), learningRate: rateOf(steps - 1) };
    if (judged !== undefined) {
      const logits = await session.evaluate(state, judged, stopIfAsked);
      const validationLoss = meanCrossEntropy(logits, judged, network.nClasses);
      if (!Number.isFinite(validationLoss))
        throw notANumber('validation loss', validationLoss, epoch, network, options);
      if (best === undefined || validationLoss < best.loss) best = { epoch, loss: validationLoss, ...inUse() };
      record = { ...record, validationLoss };
    }
    if (norms.length > 0) record = { ...record, gradientNorm: meanOf(norms) };
    if (context.now !== undefined) record = { ...record, secondsPerStep: elapsedMs / 1000 / stepsPerEpoch };
    history.push(record);
    const heldOut = record.validationLoss === undefined ? '' : `, validation ${record.validationLoss.toFixed(4)}`;
    report(`loss ${record.loss.toFixed(4)}${heldOut}`, epoch);
    [losses, norms, stepsOfEpoch, elapsedMs] = [[], [], 0, 0];
    if (saving !== undefined && saving.everySteps === undefined) {
      await save(epoch + 1, streams.order.state());
    }
  }
  const chosen: BestEpoch | Omit<BestEpoch, 'loss'> = best ?? { epoch: epochs, ...inUse() };
  for (const kept of [chosen.weights, chosen.movingWeights ?? {}]) {
    const broken = brokenWeight(kept);
    if (broken) throw notANumber(`weights '${broken.name}'`, broken.value, chosen.epoch, network, options);
  }
  return {
    network,
    weights: chosen.weights,
    ...(chosen.movingWeights && { movingWeights: chosen.movingWeights }),
    history,
    bestEpoch: chosen.epoch,
    stoppedEarly: history.length < epochs,
  };
}
