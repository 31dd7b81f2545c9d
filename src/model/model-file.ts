import { canonicalJson, type Json, ModelError } from '#base';
import { featureIds } from '#fatigue';
import { loadModel, type Runtime, readOnnxMetadata } from '#learn';
import type { Example } from './classifier.ts';
import { cnnInputs, pooledProbability } from './cnn-inputs.ts';
import { cnnBands, cnnCrop } from './custom-cnn.ts';
import { type ModelCard, readModelCard } from './model-metadata.ts';

/** A trained model that was read from its file. */
export interface OpenModel {
  readonly card: ModelCard;
  /** Probability that a recording is of a fatigued muscle, in [0, 1]. */
  apply(example: Example): Promise<number>;
  /** Frees the model. It cannot be used afterwards. */
  release(): Promise<void>;
}

/** Whether a value of the metadata is the one that this program computes. */
function same(found: Json | undefined, wanted: Json): boolean {
  return found !== undefined && canonicalJson(found) === canonicalJson(wanted);
}

/** How the model's input is made from an example, as its card says. */
function inputReader({ id, preprocessing }: ModelCard): (example: Example) => Float32Array {
  const p = (preprocessing ?? {}) as Readonly<Record<string, Json | undefined>>;
  if (p.input === 'features' && same(p.features, featureIds)) return (example) => Float32Array.from(example.features);
  const { centre, scale } = p;
  const sameCrop = same(p.nBands, cnnBands) && same(p.crop, { ...cnnCrop });
  if (p.input === 'mvc-spectrogram' && sameCrop && typeof centre === 'number' && typeof scale === 'number') {
    return (example) => cnnInputs(example, { centre, scale });
  }
  throw new ModelError(
    `The model '${id}' wants an input that this version does not make: ${JSON.stringify(preprocessing).slice(0, 120)}.`,
    'Train it again with this version.',
  );
}

/**
 * Opens a model file that `train` wrote: it says of any recording what the fitted classifier said, within 1e-5.
 *
 * @throws FormatError when the bytes are not an ONNX model.
 * @throws ModelError when the model is not one of ours, of another version, or the runtime refuses it.
 */
export async function openModel(runtime: Runtime, bytes: Uint8Array): Promise<OpenModel> {
  const card = readModelCard(readOnnxMetadata(bytes));
  const inputOf = inputReader(card);
  const model = await loadModel(runtime, bytes);
  return {
    card,
    apply: async (example) => pooledProbability(await model.predict(inputOf(example))),
    release: () => model.release(),
  };
}
