import { ArgumentError, requirePositive, requireWhole } from '#base';
import type { Augment } from './batches.ts';
import type { TrainingCheckpoint } from './checkpoint.ts';
import type { Examples } from './examples.ts';
import type { Optimiser } from './optimisers.ts';
import type { Weights } from './parameters.ts';
import type { Schedule, Warmup } from './schedule.ts';
import type { StepOptions } from './step-options.ts';

/** How one network is trained. */
export interface TrainingOptions {
  readonly epochs: number;
  /** The peak of the schedule. */
  readonly learningRate: number;
  /** Default `constant`. */
  readonly schedule?: Schedule;
  /** Rise to the peak before the schedule begins. Not with `one-cycle`, which does so itself. */
  readonly warmup?: Warmup;
  /** Decides initial weights, order, dropout, augmentation and mixup: the same seed gives the same bits. */
  readonly seed: number;
  /** In [0, 1): moves targets towards the uniform distribution. */
  readonly labelSmoothing?: number;
  /** How much each class counts in the training and validation loss, as PyTorch's `cross_entropy(weight=…)`. */
  readonly classWeights?: readonly number[];
  readonly mixup?: { readonly alpha: number };
  /** Applied to every batch, before mixup and label smoothing. */
  readonly augment?: Augment;
  /** Examples of other subjects. The returned weights are then those of the epoch with the lowest loss on them. */
  readonly validation?: Examples;
  /** Stop after this many epochs without a lower validation loss. Needs `validation`. */
  readonly patience?: number;
  /** Start here instead of at random. */
  readonly initialWeights?: Weights;
  /**
   * Go on with the run that this checkpoint was taken from, as if it had not been interrupted. All options must be as they
   * were; of `augment` only its `settings` can be compared.
   */
  readonly resume?: TrainingCheckpoint;
  /** Take checkpoints of this run. */
  readonly checkpoint?: CheckpointOptions;
}

/** When checkpoints are taken, and where they go. */
export interface CheckpointOptions {
  /**
   * Receives each checkpoint, which stays valid. Training goes on when the promise settles. One is also taken when the run
   * is cancelled, where it stands then.
   */
  readonly save: (checkpoint: TrainingCheckpoint) => void | Promise<void>;
  /** Take one after so many steps. Default: after each epoch. */
  readonly everySteps?: number;
}

/** What {@link train} needs beyond {@link TrainingOptions}: what is compiled into the graph. */
export interface CompiledOptions extends StepOptions {
  /** Examples per step, or per micro-batch where gradients accumulate. */
  readonly batchSize: number;
  readonly optimiser: Optimiser;
}

/** @throws ArgumentError naming the option that is out of range. */
export function requireOptions({
  epochs,
  learningRate,
  patience,
  labelSmoothing = 0,
  validation,
  checkpoint,
}: TrainingOptions): void {
  requireWhole('epochs', epochs, 1, 'train');
  requirePositive('learningRate', learningRate, 'train');
  if (checkpoint?.everySteps !== undefined) requireWhole('checkpoint.everySteps', checkpoint.everySteps, 1, 'train');
  if (patience !== undefined) requireWhole('patience', patience, 1, 'train');
  if (patience !== undefined && validation === undefined) {
    throw new ArgumentError(
      `patience is ${patience}, but there are no validation examples to judge by — in train.`,
      'Pass validation examples of other subjects, or leave patience out.',
    );
  }
  if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
    throw new ArgumentError(
      `labelSmoothing must be in [0, 1), got ${labelSmoothing} — in train.`,
      'Pass 0.1, or leave it out.',
    );
  }
}
