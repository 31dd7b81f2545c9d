import type { Tape } from './autodiff.ts';
import type { Tensor } from './graph.ts';
import type { ParameterSpec } from './parameters.ts';

/** The parameters of one batch normalisation. */
export interface NormParameters {
  readonly scale: Tensor;
  readonly shift: Tensor;
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/** What differs between training, evaluation and export: where parameters come from, and the layers with two faces. */
export interface LayerHost {
  readonly tape: Tape;
  parameter(spec: ParameterSpec): Tensor;
  normalise(name: string, x: Tensor, parameters: NormParameters, epsilon: number): Tensor;
  drop(x: Tensor, rate: number): Tensor;
  /**
   * Whether a max pooling that follows a rectification may go before it. Values and gradients are the same: a window whose
   * maximum is positive has it at the same first place, and one without passes no gradient. Rectifying forward and back
   * then costs what the pooled plane has, often a quarter; what nobody else reads of the larger one is not computed.
   */
  readonly poolsFirst?: boolean;
  /** Learns of a marked activation. Hosts that have no use for marks leave it out. */
  mark?(name: string, x: Tensor): void;
}
