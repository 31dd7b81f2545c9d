import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { ArgumentError, MyofadeError, sha256Hex } from '#base';
import { readStoredWeights } from '#learn';
import {
  type Classifier,
  cnnClassifier,
  cnnRecipe,
  type Example,
  featureBaseline,
  finishedClassifier,
  type PretrainedFile,
  type ResidualClassifierOptions,
  type ResidualDepth,
  residualClassifier,
  residualRecipe,
  type TrainingRecipe,
} from '#model';
import { nodeRuntime, readBytes } from '#node';
import { userPath } from './paths.ts';

/** What a user may choose of a network. */
export interface NetworkChoices {
  /** Rows and columns of a residual network's image. */
  readonly input?: number;
  /** File of weights to start from. */
  readonly weights?: string;
}

/** What a user may change of a recipe. */
export type Calibrating = Pick<TrainingRecipe, 'calibrationShare' | 'errorLevel'>;

interface Choices {
  readonly calibrating: Calibrating;
  readonly network: Pick<ResidualClassifierOptions, 'inputSize' | 'pretrained'>;
}

function residual(depth: ResidualDepth): (choices: Choices) => Classifier<Example> {
  return ({ calibrating, network: chosen }) => {
    const runtime = nodeRuntime({ threads: availableParallelism() });
    return residualClassifier(runtime, { depth, ...chosen, recipe: { ...residualRecipe, ...calibrating } });
  };
}

/** The classifiers by their ids. */
const makers: Readonly<Record<string, (choices: Choices) => Classifier<Example>>> = {
  features({ calibrating: { calibrationShare = 0 } }) {
    if (calibrationShare === 0) return featureBaseline();
    throw new ArgumentError(
      "The model 'features' cannot be calibrated: only networks set people aside.",
      'Leave --calibration-share out, or choose --model cnn.',
    );
  },
  // One thread: this network is too small to share out, and one thread gives the same bits on every machine.
  cnn: ({ calibrating, network: { pretrained } }) =>
    cnnClassifier(nodeRuntime({ threads: 1 }), { ...cnnRecipe, ...calibrating }, pretrained),
  resnet18: residual(18),
  resnet50: residual(50),
};

/** Ids of all classifiers. */
export const classifierIds: readonly string[] = Object.keys(makers);

/** Whether a model is a residual network, which takes all choices of {@link NetworkChoices}. */
const isResidual = (id: string): boolean => id === 'resnet18' || id === 'resnet50';
const isNetwork = (id: string): boolean => isResidual(id) || id === 'cnn';

/** A finished model is named by its file. */
const isFile = (id: string): boolean => id.toLowerCase().endsWith('.onnx');

function requireKnown(id: string): void {
  if (isFile(id) || Object.hasOwn(makers, id)) return;
  throw new ArgumentError(
    `There is no model '${id}'.`,
    `Choose from ${classifierIds.join(', ')}, or name the .onnx file of a finished model.`,
  );
}

async function pretrainedFrom(path: string): Promise<PretrainedFile> {
  const bytes = await readBytes(userPath(path));
  return { stored: readStoredWeights(bytes), sha256: sha256Hex(bytes) };
}

/** @throws ArgumentError when a choice is made that none of the models takes. */
async function networkOptions(ids: readonly string[], { input, weights }: NetworkChoices) {
  if (input !== undefined && !ids.some(isResidual)) {
    throw new ArgumentError(
      `--input is for residual networks, and ${ids.join(', ')} is none.`,
      'Leave it out, or choose resnet50 or resnet18.',
    );
  }
  if (weights !== undefined && !ids.some(isNetwork)) {
    throw new ArgumentError(
      `--weights is for networks, and ${ids.join(', ')} is none.`,
      'Leave it out, or choose cnn, resnet18 or resnet50.',
    );
  }
  return {
    ...(input !== undefined && { inputSize: input }),
    ...(weights !== undefined && { pretrained: await pretrainedFrom(weights) }),
  };
}

/** @throws MyofadeError that names the file, when it is not there or not a model of ours. */
async function finishedFrom(path: string): Promise<Classifier<Example>> {
  const bytes = await readBytes(userPath(path));
  try {
    return await finishedClassifier(nodeRuntime({ threads: 1 }), bytes, basename(path));
  } catch (error) {
    if (!(error instanceof MyofadeError)) throw error;
    throw new MyofadeError(error.code, `Cannot use the model ${path}: ${error.message}`, error.fix, { cause: error });
  }
}

/**
 * The classifiers of these ids, or from these files.
 *
 * @throws ArgumentError for an unknown id, a model that cannot be calibrated, or a choice that belongs to no model.
 * @throws MyofadeError when weights or a model cannot be read or belong to another network.
 */
export async function classifiersOf(
  ids: readonly string[],
  choices: NetworkChoices,
  calibrating: Calibrating = {},
): Promise<Classifier<Example>[]> {
  ids.forEach(requireKnown);
  const finished = new Map<string, Classifier<Example>>();
  for (const id of ids.filter(isFile)) finished.set(id, await finishedFrom(id));
  try {
    const network = await networkOptions(ids, choices);
    return ids.map((id) => finished.get(id) ?? makers[id]({ calibrating, network }));
  } catch (error) {
    if (choices.weights === undefined || !(error instanceof MyofadeError) || error.code === 'ARGUMENT') throw error;
    const message = `Cannot start ${ids.filter(isNetwork).join(' and ')} from ${choices.weights}: ${error.message}`;
    const fix =
      "Pass weights of that network, for one network at a time: torchvision's or timm's as .safetensors, or what `train --weights-out` wrote.";
    throw new MyofadeError(error.code, message, fix, { cause: error });
  }
}

/**
 * The ids in a list such as `features,cnn`.
 *
 * @throws ArgumentError for a repeated id.
 */
export function idsOf(list: string): string[] {
  const ids = list.split(',').map((id) => id.trim());
  const repeated = ids.find((id, i) => ids.indexOf(id) !== i);
  if (repeated !== undefined) throw new ArgumentError(`--models names '${repeated}' twice.`, 'Name each model once.');
  return ids;
}
