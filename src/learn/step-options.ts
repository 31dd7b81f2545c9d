import { ArgumentError, requirePositive, requireWhole } from '#base';
import type { Weights } from './parameters.ts';

/** An exponential moving average of the weights, step after step. */
export interface Ema {
  /** The share of the old average that a step keeps, in (0, 1): 0.99 averages over about the last 100 steps. */
  readonly decay: number;
  /**
   * Without it (default) the average starts as a copy of the weights after the first step, which then long keep more than
   * their share; that is PyTorch's AveragedModel. With it every step has the weight that an average without a beginning
   * would give it: a step takes the share (1 − decay) / (1 − decayᵗ), as Adam corrects its moments.
   */
  readonly biasCorrection?: boolean;
}

/** What a compiled step does beyond forward, backward and update. */
export interface StepOptions {
  /**
   * Layers that do not train, by name or by the beginning of it up to a dot: `['conv1', 'bn1', 'layer1']` holds the stem
   * and first stage of a ResNet. The step then has no gradients, update or optimiser state for them, and their batch
   * normalisation runs with its stored statistics (so they belong to `initialWeights` that were trained). Their dropout
   * stays on.
   */
  readonly frozen?: readonly string[];
  /**
   * The weights of the frozen layers, where they are known when the step is compiled. They then stand in the graph as
   * constants, which the runtime folds and lays out as it likes: the frozen layers run as fast as in a finished model.
   * Without them they come with `initialWeights`. `train` takes them from there by itself.
   */
  readonly frozenWeights?: Weights;
  /** Scales gradients down whose norm over all trained parameters is larger: `torch.nn.utils.clip_grad_norm_`. */
  readonly clipNorm?: number;
  /**
   * Micro-batches of `batchSize` examples per step. Their gradients add up to that of the one large batch, so a step has
   * its effect with the memory of a small one; batch normalisation sees micro-batches, and its running statistics move
   * with each. Default 1.
   */
  readonly accumulate?: number;
  /** Average the weights and running statistics; the averages are then what is validated and returned. */
  readonly ema?: Ema;
}

/** @throws ArgumentError naming the option that is out of range. */
export function requireStepOptions({ clipNorm, accumulate = 1, ema }: StepOptions, where: string): void {
  if (clipNorm !== undefined) requirePositive('clipNorm', clipNorm, where);
  requireWhole('accumulate', accumulate, 1, where);
  if (ema !== undefined && !(ema.decay > 0 && ema.decay < 1)) {
    throw new ArgumentError(
      `ema.decay must be above 0 and below 1, got ${ema.decay} — in ${where}.`,
      'Pass 0.99 for a few hundred steps, 0.999 for thousands, or leave ema out.',
    );
  }
}

/** The share of the new weights in the average after one step; `step` counts from 1. */
export function averageShare({ decay, biasCorrection = false }: Ema, step: number): number {
  if (step === 1) return 1;
  return biasCorrection ? (1 - decay) / (1 - decay ** step) : 1 - decay;
}
