import { ModelError, type Random } from '#base';
import { shapeText, sizeOf } from './graph.ts';

/** What a parameter does in its layer. Only weights decay; running statistics are kept, not trained. */
export type ParameterRole = 'weight' | 'bias' | 'scale' | 'shift' | 'runningMean' | 'runningVariance';

/** How a parameter starts: a constant, normal draws, or uniform draws in [−limit, limit]. */
export type InitialValues =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'normal'; readonly deviation: number }
  | { readonly kind: 'uniform'; readonly limit: number };

/** One named parameter of a network, without its values. */
export interface ParameterSpec {
  /** Hierarchical, as in PyTorch: `conv1.weight`, `bn1.running_mean`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly role: ParameterRole;
  readonly initial: InitialValues;
}

/** The values of a network's parameters and running statistics, by name. */
export type Weights = Readonly<Record<string, { readonly shape: readonly number[]; readonly data: Float32Array }>>;

/** Names that state dictionaries use for parameters; counters such as `num_batches_tracked` are none. */
export const parameterNames = /\.(weight|bias|running_mean|running_var)$/;

/** Whether the optimiser changes it; running statistics are updated by their layer instead. */
export function isTrained({ role }: ParameterSpec): boolean {
  return role !== 'runningMean' && role !== 'runningVariance';
}

/** Fresh values. Each parameter draws from its own stream, so adding a layer does not change the others. */
export function initialWeights(specs: readonly ParameterSpec[], random: Random): Weights {
  return Object.fromEntries(
    specs.map(({ name, shape, initial }) => {
      const draws = random.fork(name);
      const data = new Float32Array(sizeOf(shape));
      if (initial.kind === 'constant') data.fill(initial.value);
      if (initial.kind === 'normal')
        data.forEach((_, i) => {
          data[i] = initial.deviation * draws.normal();
        });
      if (initial.kind === 'uniform')
        data.forEach((_, i) => {
          data[i] = initial.limit * (2 * draws.uniform() - 1);
        });
      return [name, { shape, data }];
    }),
  );
}

/**
 * The values of one parameter.
 *
 * @throws ModelError when `weights` lacks it or holds another shape.
 */
export function weightOf(weights: Weights, { name, shape }: ParameterSpec): Float32Array {
  const found = weights[name];
  if (found !== undefined && shapeText(found.shape) === shapeText(shape) && found.data.length === sizeOf(shape)) {
    return found.data;
  }
  throw new ModelError(
    `The weights hold ${found === undefined ? 'no' : `${shapeText(found.shape)} with ${found.data.length} values for`} '${name}', the network needs ${shapeText(shape)}.`,
    'Use the weights of a network with the same layers.',
  );
}
