import { ArgumentError, requirePositive, requireWhole } from '#base';
import type { Augment } from './batches.ts';
import type { Examples } from './examples.ts';
import type { Optimiser } from './optimisers.ts';
import type { Weights } from './parameters.ts';
import type { Schedule } from './schedule.ts';

/** How one network is trained. */
export interface TrainingOptions {
  readonly epochs: number;
  /** The peak of the schedule. */
  readonly learningRate: number;
  /** Default `constant`. */
  readonly schedule?: Schedule;
  /** Decides initial weights, order, dropout, augmentation and mixup: the same seed gives the same bits. */
  readonly seed: number;
  /** In [0, 1): moves targets towards the uniform distribution. */
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
  /**
   * Layers that do not train, by name or by the beginning of it up to a dot: `['conv1', 'bn1', 'layer1']` holds the stem
   * and first stage of a ResNet. The step then has no gradients, update or optimiser state for them, and their batch
   * normalisation runs with its stored statistics (so they belong to `initialWeights` that were trained). Their dropout
   * stays on.
   */
  readonly frozen?: readonly string[];
}

/** @throws ArgumentError naming the option that is out of range. */
export function requireOptions({
  epochs,
  learningRate,
  patience,
  labelSmoothing = 0,
  validation,
}: TrainingOptions): void {
  requireWhole('epochs', epochs, 1, 'train');
  requirePositive('learningRate', learningRate, 'train');
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
