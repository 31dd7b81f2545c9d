import { ArgumentError } from '#base';
import { type Classifier, cnnClassifier, type Example, featureBaseline } from '#model';
import { nodeRuntime } from '#node';

/** The classifiers by their ids. */
const makers: Readonly<Record<string, () => Classifier<Example>>> = {
  features: featureBaseline,
  // One thread: these networks are too small to share out, and one thread gives the same bits on every machine.
  cnn: () => cnnClassifier(nodeRuntime({ threads: 1 })),
};

/** Ids of all classifiers. */
export const classifierIds: readonly string[] = Object.keys(makers);

/** @throws ArgumentError for an unknown id. */
export function classifierOf(id: string): Classifier<Example> {
  const make = Object.hasOwn(makers, id) ? makers[id] : undefined;
  if (make === undefined) {
    throw new ArgumentError(`There is no model '${id}'.`, `Choose from ${classifierIds.join(', ')}.`);
  }
  return make();
}

/**
 * Classifiers of a list such as `features,cnn`.
 *
 * @throws ArgumentError for an unknown or repeated id.
 */
export function classifiersOf(list: string): Classifier<Example>[] {
  const ids = list.split(',').map((id) => id.trim());
  const repeated = ids.find((id, i) => ids.indexOf(id) !== i);
  if (repeated !== undefined) throw new ArgumentError(`--models names '${repeated}' twice.`, 'Name each model once.');
  return ids.map(classifierOf);
}
