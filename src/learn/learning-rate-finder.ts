import { ArgumentError, requirePositive, requireWhole, seededRandom, stopIfCancelled, type WorkContext } from '#base';
import { batchMaker } from './batches.ts';
import { requireClassWeights } from './class-weights.ts';
import { countExamples, type Examples } from './examples.ts';
import { type Network, networkParameters } from './network.ts';
import { initialWeights } from './parameters.ts';
import type { StepSession } from './step-session.ts';
import type { TrainingOptions } from './training-options.ts';
import { trainingStreams } from './training-streams.ts';

/** How learning rates are tried; the rest is as in the training that the rate is for. */
export interface RateSweepOptions
  extends Pick<TrainingOptions, 'seed' | 'initialWeights' | 'augment' | 'mixup' | 'labelSmoothing' | 'classWeights'> {
  /** The first rate. Default 1e-7. */
  readonly from?: number;
  /** The last rate. Default 10. */
  readonly to?: number;
  /** Steps, each with a rate that is the same multiple of the one before. Default 100. */
  readonly steps?: number;
}

/** What a sweep found, as data for a curve. */
export interface RateSweep {
  /** One per step that was made; the sweep ends early once the smoothed loss is four times its lowest. */
  readonly points: readonly {
    readonly learningRate: number;
    readonly loss: number;
    /** Exponential average of the losses so far (0.9 of the old), with its bias taken out. */
    readonly smoothedLoss: number;
  }[];
  /** Where the smoothed loss falls fastest over the logarithm of the rate; undefined where it falls nowhere. */
  readonly suggestion: number | undefined;
}

const smoothing = 0.9;
/** The loss has exploded when it is so many times the lowest: Lightning's and fastai's rule. */
const explodedAt = 4;
/** At both ends the average knows too little, or has begun to explode. */
const [skippedAtStart, skippedAtEnd] = [5, 1];

/** Central differences, as the points are evenly spaced over the logarithm. */
function steepestFall({ points }: Pick<RateSweep, 'points'>): number | undefined {
  let best = { slope: 0, rate: undefined as number | undefined };
  for (let i = skippedAtStart; i < points.length - skippedAtEnd; i++) {
    const slope = (points[i + 1].smoothedLoss - points[i - 1].smoothedLoss) / 2;
    if (slope < best.slope) best = { slope, rate: points[i].learningRate };
  }
  return best.rate;
}

/**
 * The learning-rate range test (Smith 2017): one training whose rate grows exponentially from step to step. Its weights
 * are thrown away, and those that were passed stay as they are.
 *
 * @throws ArgumentError when data and options do not fit.
 * @throws CancelledError when `context.signal` says so.
 */
export async function sweepLearningRate(
  session: StepSession,
  network: Network,
  data: Examples,
  options: RateSweepOptions,
  context: WorkContext,
): Promise<RateSweep> {
  const { from = 1e-7, to = 10, steps = 100, seed, classWeights } = options;
  requirePositive('from', from, 'findLearningRate');
  requirePositive('to', to, 'findLearningRate');
  requireWhole('steps', steps, 10, 'findLearningRate');
  if (!(from < to)) {
    throw new ArgumentError(`from must be below to, got ${from} and ${to} — in findLearningRate.`, 'Swap them.');
  }
  if (classWeights !== undefined) requireClassWeights(classWeights, network.nClasses, 'findLearningRate');
  const nExamples = countExamples('training examples', data, network);
  const streams = trainingStreams(seed);
  const batches = batchMaker(data, nExamples, session.stepSize, options, streams);
  const weights =
    options.initialWeights ?? initialWeights(networkParameters(network), seededRandom(seed).fork('weights'));
  let state = session.start(weights);
  let rows = batches.epoch();
  let [average, lowest] = [0, Number.POSITIVE_INFINITY];
  const points: RateSweep['points'][number][] = [];
  for (let step = 1; step <= steps; step++) {
    stopIfCancelled(context.signal, `Finding a learning rate for ${network.name}`);
    if (rows.length === 0) rows = batches.epoch();
    const [next, ...others] = rows;
    rows = others;
    const learningRate = from * (to / from) ** ((step - 1) / (steps - 1));
    const { loss, state: moved } = await session.step(
      state,
      batches.prepare(next),
      { learningRate, step },
      streams.dropout,
    );
    if (!Number.isFinite(loss)) break;
    state = moved;
    average = smoothing * average + (1 - smoothing) * loss;
    const smoothedLoss = average / (1 - smoothing ** step);
    points.push({ learningRate, loss, smoothedLoss });
    context.onProgress?.({ label: `${network.name}: rate ${learningRate.toExponential(1)}`, done: step, total: steps });
    lowest = Math.min(lowest, smoothedLoss);
    if (smoothedLoss > explodedAt * lowest) break;
  }
  return { points, suggestion: steepestFall({ points }) };
}
