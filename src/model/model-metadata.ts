import { canonicalJson, type Json, ModelError } from '#base';
import { labels } from './classifier.ts';

/** What a model file says about itself, beside its weights. */
export interface ModelCard {
  /** Id of the classifier that made it: `features`, `cnn`. */
  readonly id: string;
  /** How its input is made from a recording. */
  readonly preprocessing: Json;
  /** What it was trained on: study, people, recordings, seed, digest. */
  readonly training: Json;
}

const fileVersion = '1';

/** The card as the key–value texts of an ONNX file. */
export function modelMetadata({ id, preprocessing, training }: ModelCard): Record<string, string> {
  return {
    'myofade.model': id,
    'myofade.version': fileVersion,
    labels: canonicalJson(labels),
    preprocessing: canonicalJson(preprocessing),
    training: canonicalJson(training),
    intendedUse: 'Research and teaching. Not a medical device; no diagnosis.',
  };
}

/**
 * Reads the card back.
 *
 * @throws ModelError when the file is not a Myofade model, of another version or with other labels, or its texts are not JSON.
 */
export function readModelCard(metadata: Readonly<Record<string, string>>): ModelCard {
  const id = metadata['myofade.model'];
  if (id === undefined || metadata.preprocessing === undefined) {
    throw new ModelError('The ONNX file carries no Myofade metadata.', 'Use a file that `myofade train` wrote.');
  }
  if (metadata.labels !== canonicalJson(labels)) {
    throw new ModelError(
      `The model tells apart ${metadata.labels ?? 'classes without names'}, this program ${canonicalJson(labels)}, in this order.`,
      'Train it again with this version.',
    );
  }
  if (metadata['myofade.version'] !== fileVersion) {
    throw new ModelError(
      `The model has file version ${metadata['myofade.version']}, this program reads ${fileVersion}.`,
      'Train it again with this version, or update Myofade.',
    );
  }
  try {
    return { id, preprocessing: JSON.parse(metadata.preprocessing), training: JSON.parse(metadata.training ?? 'null') };
  } catch (cause) {
    throw new ModelError('The metadata of the model is not JSON.', 'Train the model again.', { cause });
  }
}
