import { ArgumentError, type Json, type Random } from '#base';
import { weighClasses } from './class-weights.ts';
import type { Examples } from './examples.ts';
import { mixup } from './mixup.ts';
import { smoothLabels } from './smooth-labels.ts';
import type { TrainingOptions } from './training-options.ts';
import type { TrainingStreams } from './training-streams.ts';

/** One batch: like {@link Examples}, with a weight for each; `side` is empty where the network has none. */
export type Batch = Required<Omit<Examples, 'groups'>>;

/** Changes a batch before it is trained on; pure, and random only through `random`. */
export interface Augment {
  (batch: Batch, random: Random): Batch;
  /** What it does, as data: a checkpoint of a run with other settings is refused. */
  readonly settings?: Json;
}

/**
 * Which examples each step of an epoch sees: all of them once, in random order. The last batch is filled up from the
 * start of that order, so every step trains on a full batch of real examples: padding would distort the statistics of
 * batch normalisation, and dropping the rest would leave examples out. Fewer than batchSize examples, others in each
 * epoch, are thus seen once more; only data smaller than one batch repeat further.
 */
export function epochBatches(nExamples: number, batchSize: number, random: Random): number[][] {
  const order = random.shuffle(Array.from({ length: nExamples }, (_, i) => i));
  const nBatches = Math.ceil(nExamples / batchSize);
  return Array.from({ length: nBatches }, (_, batch) =>
    Array.from({ length: batchSize }, (_, i) => order[(batch * batchSize + i) % nExamples]),
  );
}

/** The chosen rows of the examples, copied one after the other. */
export function takeBatch(examples: Examples, nExamples: number, rows: readonly number[]): Batch {
  const { inputs, targets, side = new Float32Array(0), weights = new Float32Array(nExamples).fill(1) } = examples;
  const take = (values: Float32Array): Float32Array => {
    const width = values.length / nExamples;
    const taken = new Float32Array(rows.length * width);
    rows.forEach((row, i) => {
      taken.set(values.subarray(row * width, (row + 1) * width), i * width);
    });
    return taken;
  };
  return { inputs: take(inputs), targets: take(targets), side: take(side), weights: take(weights) };
}

/** A dropout mask: 0 with probability `rate`, else 1 / (1 − rate). One draw serves two elements of 16 bits each. */
export function dropoutMask(size: number, rate: number, random: Random): Float32Array {
  const mask = new Float32Array(size);
  const limit = Math.round(rate * 65536);
  const kept = 65536 / (65536 - limit);
  for (let i = 0; i < size; i += 2) {
    const bits = random.uniform() * 0x100000000;
    if ((bits & 0xffff) >= limit) mask[i] = kept;
    if (bits >>> 16 >= limit && i + 1 < size) mask[i + 1] = kept;
  }
  return mask;
}

/** Makes the batches of one training; every purpose draws from its own stream, so options do not disturb each other. */
export function batchMaker(
  data: Examples,
  nExamples: number,
  batchSize: number,
  options: Pick<TrainingOptions, 'augment' | 'labelSmoothing' | 'mixup' | 'classWeights'>,
  { order, augment: change, mixup: mix }: Pick<TrainingStreams, 'order' | 'augment' | 'mixup'>,
) {
  const { augment, labelSmoothing = 0, mixup: mixing, classWeights } = options;
  const prepare = (rows: readonly number[]): Batch => {
    const taken = takeBatch(data, nExamples, rows);
    const changed = augment === undefined ? taken : augment(taken, change);
    if (changed.inputs.length !== taken.inputs.length || changed.targets.length !== taken.targets.length) {
      throw new ArgumentError(
        `augment returned ${changed.inputs.length} inputs and ${changed.targets.length} targets, got ${taken.inputs.length} and ${taken.targets.length} — in train.`,
        'Return a batch of the same size.',
      );
    }
    const mixed = mixing === undefined ? changed : mixup(changed, mixing.alpha, mix);
    if (classWeights !== undefined) return weighClasses(mixed, classWeights, labelSmoothing);
    return labelSmoothing > 0 ? smoothLabels(mixed, labelSmoothing) : mixed;
  };
  return { epoch: () => epochBatches(nExamples, batchSize, order), prepare };
}
