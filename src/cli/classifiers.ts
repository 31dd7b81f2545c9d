import { ArgumentError } from '#base';
import { type Classifier, type CnnRecipe, cnnClassifier, cnnRecipe, type Example, featureBaseline } from '#model';
import { nodeRuntime } from '#node';

/** What a user may change of a recipe. */
export type Calibrating = Pick<CnnRecipe, 'calibrationShare' | 'errorLevel'>;

/** The classifiers by their ids. */
const makers: Readonly<Record<string, (calibrating: Calibrating) => Classifier<Example>>> = {
  features({ calibrationShare = 0 }) {
    if (calibrationShare === 0) return featureBaseline();
    throw new ArgumentError(
      "The model 'features' cannot be calibrated: only the cnn sets people aside.",
      'Leave --calibration-share out, or choose --model cnn.',
    );
  },
  // One thread: these networks are too small to share out, and one thread gives the same bits on every machine.
  cnn: (calibrating) => cnnClassifier(nodeRuntime({ threads: 1 }), { ...cnnRecipe, ...calibrating }),
};

/** Ids of all classifiers. */
export const classifierIds: readonly string[] = Object.keys(makers);

/** @throws ArgumentError for an unknown id, or one that cannot be calibrated. */
export function classifierOf(id: string, calibrating: Calibrating = {}): Classifier<Example> {
  const make = Object.hasOwn(makers, id) ? makers[id] : undefined;
  if (make === undefined) {
    throw new ArgumentError(`There is no model '${id}'.`, `Choose from ${classifierIds.join(', ')}.`);
  }
  return make(calibrating);
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
  return ids.map((id) => classifierOf(id));
}
