import type { Tape } from './autodiff.ts';
import type { IsFrozen } from './frozen-layers.ts';
import type { Tensor } from './graph.ts';
import type { LayerHost } from './layer-host.ts';
import { batchNormInference, batchNormTraining } from './ops-norm.ts';
import { applyMask } from './ops-pointwise.ts';
import type { ParameterSpec } from './parameters.ts';

/** A graph input that holds a dropout layer's mask. */
export interface MaskInput {
  readonly name: string;
  readonly shape: readonly number[];
  readonly rate: number;
}

/** A host for training, with what its layers asked for while the network was built. */
export interface TrainingHost {
  readonly host: LayerHost;
  /** One per dropout layer, in their order. */
  readonly masks: readonly MaskInput[];
  /** This batch's mean and unbiased variance, under the names of the running statistics they move. */
  readonly statistics: Readonly<Record<string, Tensor>>;
}

/**
 * Batch statistics and dropout masks: layers as they are during training. Batch normalisation of frozen layers runs with its
 * stored statistics, which stay as they are.
 */
export function trainingHost(
  tape: Tape,
  parameter: (spec: ParameterSpec) => Tensor,
  isFrozen: IsFrozen = () => false,
): TrainingHost {
  const masks: MaskInput[] = [];
  const statistics: Record<string, Tensor> = {};
  const host: LayerHost = {
    tape,
    poolsFirst: true,
    parameter,
    normalise(name, x, parameters, epsilon) {
      if (isFrozen(name)) return batchNormInference(tape, x, parameters, epsilon);
      const { scale, shift } = parameters;
      const { y, mean, unbiasedVariance } = batchNormTraining(tape, x, scale, shift, epsilon);
      statistics[`${name}.running_mean`] = mean;
      statistics[`${name}.running_var`] = unbiasedVariance;
      return y;
    },
    drop(x, rate) {
      const mask = { name: `mask.${masks.length}`, shape: x.shape, rate };
      masks.push(mask);
      return applyMask(tape, x, tape.graph.input(mask.name, mask.shape));
    },
  };
  return { host, masks, statistics };
}
