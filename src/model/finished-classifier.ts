import { sha256Hex } from '#base';
import type { Runtime } from '#learn';
import type { Classifier, Example } from './classifier.ts';
import { openModel } from './model-file.ts';
import { isOfSimulated } from './model-metadata.ts';

/**
 * A model from its file, as a classifier that learns nothing: `fit` gives the same model whatever it is given. So the
 * evaluation can judge a finished model on people who were not in its training, beside models that learn from the others.
 *
 * @param name what people call the file
 * @throws FormatError or ModelError when the bytes are no model of ours.
 */
export async function finishedClassifier(
  runtime: Runtime,
  bytes: Uint8Array,
  name: string,
): Promise<Classifier<Example>> {
  const model = await openModel(runtime, bytes);
  const sha256 = sha256Hex(bytes);
  const { id } = model.card;
  // In front of the brackets, which short names leave out.
  const source = isOfSimulated(model.card) ? ', of SIMULATED people' : '';
  return {
    id: `finished-${id}-${sha256.slice(0, 6)}`,
    name: `${name}${source} (${id}, learns nothing here)`,
    settings: { finished: sha256 },
    cost: 'low',
    fit: async () => ({
      ...(model.card.calibration && { calibration: model.card.calibration }),
      apply: (example) => model.apply(example),
      toOnnx: () => bytes.slice() as Uint8Array<ArrayBuffer>,
      release: async () => undefined,
    }),
    release: () => model.release(),
  };
}
