import { FormatError } from '#base';
import type { BestEpoch, TrainingCheckpoint } from './checkpoint.ts';
import type { Weights } from './parameters.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';

/** The version of what stands in the file; a reader of another one refuses it. */
const version = 1;
/** The groups of tensors in a file: each tensor is called `<group>/<name>`. */
const groups = { state: 'state', best: 'best', moving: 'best moving' } as const;

const named = (group: string, tensors: Weights): [string, Weights[string]][] =>
  Object.entries(tensors).map(([name, tensor]) => [`${group}/${name}`, tensor]);

function tensorsOf(group: string, tensors: Weights): Weights {
  const start = `${group}/`;
  return Object.fromEntries(
    Object.entries(tensors).flatMap(([name, tensor]) =>
      name.startsWith(start) ? [[name.slice(start.length), tensor] as const] : [],
    ),
  );
}

/**
 * A checkpoint as the bytes of a `.safetensors` file, with everything that is no tensor as JSON in its metadata. JSON keeps
 * every finite 64-bit number exactly.
 */
export function writeCheckpoint(checkpoint: TrainingCheckpoint): Uint8Array<ArrayBuffer> {
  const { state, best, ...rest } = checkpoint;
  const { weights = {}, movingWeights = {}, ...bestEpoch } = best ?? {};
  const tensors = [...named(groups.state, state as Weights), ...named(groups.best, weights)];
  const document = JSON.stringify({ version, ...rest, ...(best && { best: bestEpoch }) });
  return writeSafetensors(Object.fromEntries([...tensors, ...named(groups.moving, movingWeights)]), {
    trainingCheckpoint: document,
  });
}

function refused(what: string, options?: { cause: unknown }): FormatError {
  return new FormatError(
    `${what} — training checkpoint.`,
    'Pass a file that writeCheckpoint wrote, or start the training anew.',
    options,
  );
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isObject = (value: unknown): boolean => value !== null && typeof value === 'object' && !Array.isArray(value);

/** @throws FormatError when a part of the document is missing or of another kind. */
function requireParts(document: Record<string, unknown>): void {
  if (document.version !== version) {
    throw refused(`The version is ${JSON.stringify(document.version)}, this program reads ${version}`);
  }
  for (const name of ['epoch', 'stepsOfEpoch', 'steps']) {
    if (!isCount(document[name])) throw refused(`${name} is ${JSON.stringify(document[name])}, not a whole number`);
  }
  for (const name of ['losses', 'gradientNorms', 'history']) {
    if (!Array.isArray(document[name])) throw refused(`${name} is not a list`);
  }
  for (const name of ['identity', 'streams']) {
    if (!isObject(document[name])) throw refused(`${name} is missing`);
  }
  if (!Number.isFinite(document.elapsedMs)) throw refused('elapsedMs is not a number');
}

/**
 * Reads what {@link writeCheckpoint} wrote.
 *
 * @throws FormatError when the bytes are no checkpoint, cut short, or of another version.
 */
export function readCheckpoint(bytes: Uint8Array): TrainingCheckpoint {
  const { weights, metadata } = readSafetensors(bytes);
  if (metadata.trainingCheckpoint === undefined) throw refused('The file holds tensors, but no training run');
  let document: unknown;
  try {
    document = JSON.parse(metadata.trainingCheckpoint);
  } catch (cause) {
    throw refused('The description of the run is not JSON', { cause });
  }
  if (!isObject(document)) throw refused('The description of the run is not a JSON object');
  requireParts(document as Record<string, unknown>);
  const { version: _, best, ...rest } = document as { version: number; best?: BestEpoch } & TrainingCheckpoint;
  const checkpoint = { ...rest, state: tensorsOf(groups.state, weights) };
  if (best === undefined) return checkpoint;
  const moving = tensorsOf(groups.moving, weights);
  return {
    ...checkpoint,
    best: {
      ...best,
      weights: tensorsOf(groups.best, weights),
      ...(Object.keys(moving).length > 0 && { movingWeights: moving }),
    },
  };
}
