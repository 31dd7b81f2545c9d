import { ModelError } from '#base';
import type { Optimiser } from './optimisers.ts';
import { type Pack, packWeights } from './packs.ts';
import type { Weights } from './parameters.ts';
import type { TensorData } from './runtime.ts';
import type { StepOptions } from './step-options.ts';
import { averageName, nextName, vectorsOf } from './step-update.ts';

/** Everything that a step changes, by graph input: parameters, running statistics, averages, the optimiser's vectors. */
export type TrainingState = Readonly<Record<string, TensorData>>;

/**
 * The state before the first step: these weights, averages that begin with them, and an optimiser that remembers nothing.
 *
 * @throws ModelError when a parameter is missing or has another shape.
 */
export function startState(
  packs: readonly Pack[],
  optimiser: Optimiser,
  options: StepOptions,
  weights: Weights,
): TrainingState {
  return Object.fromEntries(
    packs.flatMap((pack) => {
      const shape = [pack.size];
      const values = packWeights(pack, weights);
      return vectorsOf(pack, optimiser, options).map((name) => {
        const isFilled = name === pack.name || name === averageName(pack.name);
        return [name, { shape, data: isFilled ? values : new Float32Array(pack.size) }];
      });
    }),
  );
}

/**
 * A state that was stored, without anything that the step does not know.
 *
 * @throws ModelError when a vector is missing or of another size.
 */
export function restoredState(
  packs: readonly Pack[],
  optimiser: Optimiser,
  options: StepOptions,
  stored: TrainingState,
): TrainingState {
  return Object.fromEntries(
    packs.flatMap((pack) =>
      vectorsOf(pack, optimiser, options).map((name) => {
        const found = stored[name];
        if (found?.data.length === pack.size) return [name, { shape: [pack.size], data: found.data }];
        throw new ModelError(
          `The training state holds ${found?.data.length ?? 'no'} values of '${name}', the step needs ${pack.size}.`,
          'Resume from a checkpoint of this network and optimiser.',
        );
      }),
    ),
  );
}

/** The vectors with the next values that a run gave; those of frozen layers stay as they are. */
export function movedState(state: TrainingState, outputs: Readonly<Record<string, TensorData>>): TrainingState {
  return Object.fromEntries(Object.entries(state).map(([name, old]) => [name, outputs[nextName(name)] ?? old]));
}

/** The vectors of these names. */
export function chosenVectors(state: TrainingState, names: readonly string[]): TrainingState {
  return Object.fromEntries(names.map((name) => [name, state[name] as TensorData]));
}

/** The state with arrays of its own, which no later step can overwrite. */
export function copiedState(state: TrainingState): TrainingState {
  return Object.fromEntries(
    Object.entries(state).map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]),
  );
}
