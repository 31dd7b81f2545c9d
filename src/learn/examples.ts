import { ArgumentError } from '#base';
import { sizeOf } from './graph.ts';
import type { Network } from './network.ts';

/** Labelled examples, one after the other. */
export interface Examples {
  /** [n, channels · height · width] */
  readonly inputs: Float32Array;
  /** [n, nClasses]: class probabilities; each row sums to 1. A hard label is a row with one 1. */
  readonly targets: Float32Array;
  /** [n, nSideFeatures]: where the network has side features. */
  readonly side?: Float32Array;
  /** [n]: how much each example counts in the loss; all 1 when left out. Batch statistics count all alike. */
  readonly weights?: Float32Array;
  /** [n]: the subject of each example. Where training and validation both say, they may not share one. */
  readonly groups?: readonly string[];
}

/**
 * The number of examples, once their arrays fit the network and each other.
 *
 * @throws ArgumentError naming the array, the row and the value that do not fit.
 */
export function countExamples(name: string, examples: Examples, network: Network): number {
  const { inputs, targets, side = new Float32Array(0), weights, groups } = examples;
  const { nSideFeatures = 0 } = network;
  const n = targets.length / network.nClasses;
  const perExample = sizeOf(network.inputShape);
  const where = `${name} for network '${network.name}'`;
  if (!(Number.isInteger(n) && n > 0 && inputs.length === n * perExample)) {
    throw new ArgumentError(
      `inputs must hold n × ${perExample} and targets n × ${network.nClasses} values, got ${inputs.length} and ${targets.length} — in ${where}.`,
      'Pass one row of inputs and one row of targets per example, and at least one example.',
    );
  }
  if (side.length !== n * nSideFeatures) {
    throw new ArgumentError(
      `side must hold n × ${nSideFeatures} values for ${n} examples, got ${side.length} — in ${where}.`,
      'Pass one row of side features per example, as many as the network declares.',
    );
  }
  if (weights !== undefined && weights.length !== n) {
    throw new ArgumentError(
      `weights must hold one value for each of ${n} examples, got ${weights.length} — in ${where}.`,
      'Pass one weight per example, or none.',
    );
  }
  if (groups !== undefined && groups.length !== n) {
    throw new ArgumentError(
      `groups must name one subject for each of ${n} examples, got ${groups.length} — in ${where}.`,
      'Pass one group per example, or none.',
    );
  }
  requireFiniteRows('inputs', inputs, perExample, where);
  requireFiniteRows('side', side, nSideFeatures, where);
  for (let row = 0; row < n; row++) {
    const probabilities = targets.subarray(row * network.nClasses, (row + 1) * network.nClasses);
    const sum = probabilities.reduce((total, value) => total + value, 0);
    if (!(Math.abs(sum - 1) < 1e-3) || probabilities.some((value) => value < 0)) {
      throw new ArgumentError(
        `targets row ${row} must be probabilities that sum to 1, got [${[...probabilities].join(', ')}] — in ${where}.`,
        'Pass a 1 for the class of the example, or a distribution over the classes.',
      );
    }
  }
  const wrong = weights?.findIndex((weight) => !(weight >= 0 && Number.isFinite(weight))) ?? -1;
  if (wrong >= 0) {
    throw new ArgumentError(
      `weights[${wrong}] must be 0 or more, got ${weights?.[wrong]} — in ${where}.`,
      'Pass finite weights of at least 0.',
    );
  }
  if (weights?.every((weight) => weight === 0)) {
    throw new ArgumentError(
      `weights are 0 for all ${n} examples — in ${where}.`,
      'Give at least one example a weight above 0, or pass no weights.',
    );
  }
  return n;
}

/** Where the first value stands that is not a finite number; -1 where all are. A loop: weights can be tens of millions. */
export function firstNotFinite(values: Float32Array): number {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return i;
  return -1;
}

/** A network that sees one NaN has NaN weights a step later, and its loss says so only after that. */
function requireFiniteRows(name: string, values: Float32Array, width: number, where: string): void {
  const wrong = firstNotFinite(values);
  if (wrong < 0) return;
  throw new ArgumentError(
    `${name} row ${Math.floor(wrong / width)} holds ${values[wrong]} at place ${wrong % width} — in ${where}.`,
    'Leave out or repair examples with values that are not finite numbers.',
  );
}

/**
 * Keeps a subject from being trained on and judged by at once.
 *
 * @throws ArgumentError when a group of `validation` is also one of `training`.
 */
export function requireApart(training: Examples, validation: Examples): void {
  const trained = new Set(training.groups);
  const shared = validation.groups?.find((group) => trained.has(group));
  if (shared !== undefined) {
    throw new ArgumentError(
      `group '${shared}' is in both the training and the validation examples — in train.`,
      'Split by subject, as splitByGroup does.',
    );
  }
}

/** One-hot rows [n, nClasses] of class numbers. @throws ArgumentError when a label is not in [0, nClasses). */
export function oneHot(labels: ArrayLike<number>, nClasses: number): Float32Array {
  const rows = new Float32Array(labels.length * nClasses);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (!(Number.isInteger(label) && label >= 0 && label < nClasses)) {
      throw new ArgumentError(
        `labels[${i}] must be a class number from 0 to ${nClasses - 1}, got ${label} — in oneHot.`,
        'Number the classes from 0.',
      );
    }
    rows[i * nClasses + label] = 1;
  }
  return rows;
}
