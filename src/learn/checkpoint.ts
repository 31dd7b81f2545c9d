import { ArgumentError, canonicalJson, digestOf, type Json, sha256Hex } from '#base';
import type { Examples } from './examples.ts';
import type { EpochRecord } from './fit.ts';
import type { Network } from './network.ts';
import type { Weights } from './parameters.ts';
import type { StepSession } from './step-session.ts';
import type { TrainingOptions } from './training-options.ts';
import type { TrainingState } from './training-state.ts';
import type { StreamStates } from './training-streams.ts';

/** What a run is, as plain data: only a run that is the same in all of it can go on from a checkpoint. */
export type RunIdentity = Readonly<Record<string, Json>>;

/** The best epoch so far, by validation loss. */
export interface BestEpoch {
  readonly epoch: number;
  readonly loss: number;
  /** The averaged weights where a moving average is kept. */
  readonly weights: Weights;
  /** Where it is, the weights of the same step that the optimiser moves. */
  readonly movingWeights?: Weights;
}

/**
 * A training run between two steps, as plain data: whoever resumes from it, after {@link writeCheckpoint} and
 * {@link readCheckpoint} too, gets the bits that the run would have got without interruption. That holds on the same
 * machine with the same runtime and number of threads; another provider, processor or thread count adds floats in another
 * order, and goes on from the same place to other last digits.
 */
export interface TrainingCheckpoint {
  readonly identity: RunIdentity;
  /** The epoch under way, from 1. */
  readonly epoch: number;
  /** Steps finished in it, and in all. */
  readonly stepsOfEpoch: number;
  readonly steps: number;
  /** Where the random streams stand; `order` as it was before it put this epoch's examples in order. */
  readonly streams: StreamStates;
  /** Of each finished step of this epoch. */
  readonly losses: readonly number[];
  /** Likewise, where gradients are clipped. */
  readonly gradientNorms: readonly number[];
  /** What those steps took, where there was a clock. */
  readonly elapsedMs: number;
  readonly history: readonly EpochRecord[];
  readonly best?: BestEpoch;
  /** Parameters, running statistics, averages and the optimiser's vectors. */
  readonly state: TrainingState;
}

function digestOfFloats(values: Float32Array | undefined): Json {
  if (values === undefined) return null;
  return sha256Hex(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

function digestOfExamples(examples: Examples | undefined): Json {
  if (examples === undefined) return null;
  const { inputs, targets, side, weights, groups } = examples;
  const floats = [inputs, targets, side, weights].map(digestOfFloats);
  return digestOf([...floats, groups ?? null]);
}

function digestOfWeights(weights: Weights | undefined): Json {
  if (weights === undefined) return null;
  const tensors = Object.entries(weights).sort(([a], [b]) => (a < b ? -1 : 1));
  return digestOf(tensors.map(([name, { shape, data }]) => [name, shape, digestOfFloats(data)]));
}

/** Reads all data and weights once: computed only for runs that take or resume checkpoints. */
export function runIdentity(
  session: StepSession,
  network: Network,
  data: Examples,
  options: TrainingOptions,
): RunIdentity {
  const { name, inputShape, nClasses, nSideFeatures = 0 } = network;
  const { schedule = 'constant', warmup, labelSmoothing = 0, mixup, classWeights, augment, patience } = options;
  return {
    network: { name, inputShape, nClasses, nSideFeatures },
    ...session.settings,
    seed: options.seed,
    epochs: options.epochs,
    learningRate: options.learningRate,
    schedule,
    warmup: warmup === undefined ? null : { ...warmup },
    labelSmoothing,
    mixup: mixup === undefined ? null : { ...mixup },
    classWeights: classWeights ?? null,
    patience: patience ?? null,
    augment: augment === undefined ? null : (augment.settings ?? 'a function without settings'),
    data: digestOfExamples(data),
    validation: digestOfExamples(options.validation),
    initialWeights: digestOfWeights(options.initialWeights),
    step: session.digest(),
  };
}

/** What a part of the identity is, where its name alone does not say so. */
const words: Readonly<Record<string, string>> = {
  data: 'training examples (digest)',
  validation: 'validation examples (digest)',
  initialWeights: 'initial weights (digest)',
  step: "compiled step (digest of the network's layers, as this version of the program compiles them)",
};

/** @throws ArgumentError naming the first thing in which the checkpoint's run differs from this one. */
export function requireSameRun(checkpoint: RunIdentity, run: RunIdentity): void {
  for (const part of new Set([...Object.keys(run), ...Object.keys(checkpoint)])) {
    const [theirs, ours] = [checkpoint, run].map((identity) => canonicalJson(identity[part] ?? null));
    if (theirs === ours) continue;
    throw new ArgumentError(
      `The checkpoint belongs to another run: its ${words[part] ?? part} is ${theirs}, here it is ${ours} — in train.`,
      'Resume with the network, options, data and seed of the interrupted run, or start anew without a checkpoint.',
    );
  }
}
