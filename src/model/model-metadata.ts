import { canonicalJson, digestOf, type Json, ModelError } from '#base';
import { type Architecture, readArchitecture } from './architecture.ts';
import { labels, type ModelTexts } from './classifier.ts';
import { calibrationJson, type ModelCalibration, readCalibration } from './model-calibration.ts';

/** What a model file says about itself, beside its weights. */
export interface ModelCard extends ModelTexts {
  /** Id of the classifier that made it: `features`, `cnn`, `resnet50`. */
  readonly id: string;
  /** The network in the file; the feature baseline has none. */
  readonly architecture?: Architecture;
  /** How its input is made from a recording. */
  readonly preprocessing: Json;
  /** What it was trained on: study, people, recordings, seed, digest. */
  readonly training: Json;
  /** Digest of `training`, which names data, settings, seed and software. Written wherever there is training to tell of. */
  readonly trainingDigest?: string;
  /** How its probabilities were calibrated, and when it may decide; without it, raw probabilities and two verdicts. */
  readonly calibration?: ModelCalibration;
}

/** Whether a model learned from people who do not exist. */
export function isOfSimulated({ training }: Pick<ModelCard, 'training'>): boolean {
  return typeof training === 'object' && training !== null && 'simulated' in training && training.simulated === true;
}

const fileVersion = '2';

/** The card as the key–value texts of an ONNX file. */
export function modelMetadata({
  id,
  architecture,
  preprocessing,
  training,
  calibration,
  dataCard,
  results,
  licence,
}: ModelCard): Record<string, string> {
  return {
    'myofade.model': id,
    'myofade.version': fileVersion,
    labels: canonicalJson(labels),
    preprocessing: canonicalJson(preprocessing),
    training: canonicalJson(training),
    intendedUse: 'Research and teaching. Not a medical device; no diagnosis.',
    ...(architecture && { architecture: canonicalJson({ ...architecture }) }),
    ...(training !== null && { trainingDigest: digestOf(training) }),
    ...(calibration && { calibration: canonicalJson(calibrationJson(calibration)) }),
    ...(dataCard !== undefined && { dataCard }),
    ...(results !== undefined && { results }),
    ...(licence !== undefined && { licence }),
  };
}

/**
 * Reads the card back.
 *
 * @throws ModelError when the file is not a Myofade model, of another version or with other labels, its texts are not JSON, or its training was
 *   changed.
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
  const { trainingDigest, dataCard, results, licence } = metadata;
  const training = parsed(metadata.training ?? 'null');
  if (trainingDigest !== undefined && trainingDigest !== digestOf(training)) {
    throw new ModelError(
      'What the model says about its training does not fit its training digest.',
      'The file was changed: train the model again.',
    );
  }
  return {
    id,
    preprocessing: parsed(metadata.preprocessing),
    training,
    ...(metadata.architecture !== undefined && { architecture: readArchitecture(parsed(metadata.architecture)) }),
    ...(trainingDigest !== undefined && { trainingDigest }),
    ...(metadata.calibration !== undefined && { calibration: readCalibration(parsed(metadata.calibration)) }),
    ...(dataCard !== undefined && { dataCard }),
    ...(results !== undefined && { results }),
    ...(licence !== undefined && { licence }),
  };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ModelError('The metadata of the model is not JSON.', 'Train the model again.', { cause });
  }
}
