import { ArgumentError, ModelError } from '#base';
import { sizeOf } from './graph.ts';
import type { Network } from './network.ts';
import type { TensorData } from './runtime.ts';

/**
 * What is explained: the logit of a class, by its number, or a weighted sum of all logits. Of two classes only the
 * difference of the logits means anything (softmax sees no more), so `[-1, 1]` explains the log-odds of the second.
 */
export type ExplainedScore = number | readonly number[];

/** The score as weights of the logits [nClasses]. @throws ArgumentError when it is not one of the network's. */
export function directionOf(score: ExplainedScore, { nClasses, name }: Network): Float32Array {
  const isClass = typeof score === 'number' && Number.isInteger(score) && score >= 0 && score < nClasses;
  if (isClass) return Float32Array.from({ length: nClasses }, (_, i) => (i === score ? 1 : 0));
  if (typeof score !== 'number' && score.length === nClasses && score.every(Number.isFinite)) {
    return Float32Array.from(score);
  }
  throw new ArgumentError(
    `score must be a class number from 0 to ${nClasses - 1} or ${nClasses} weights, got ${JSON.stringify(score)} — in explaining network '${name}'.`,
    'Pass the number of the class to explain.',
  );
}

/** @throws ArgumentError unless `values` holds `n` rows of `shape`, all of them finite. */
export function requireRows(name: string, values: Float32Array, n: number, shape: readonly number[]): void {
  const expected = n * sizeOf(shape);
  if (values.length === expected && values.every(Number.isFinite)) return;
  throw new ArgumentError(
    `${name} must hold ${n} × ${sizeOf(shape)} finite numbers, got ${values.length} — in an explanation.`,
    'Pass whole examples as the network sees them.',
  );
}

/** The floats of one output. @throws ModelError when the runtime gives something else. */
export function floatsOf(outputs: Readonly<Record<string, TensorData>>, name: string): Float32Array {
  const data = outputs[name]?.data;
  if (data instanceof Float32Array) return data;
  throw new ModelError(`The runtime gave no float output '${name}'.`, 'Use another version of the runtime.');
}
