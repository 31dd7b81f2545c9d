import { availableParallelism } from 'node:os';
import { ArgumentError, MyofadeError, sha256Hex } from '#base';
import { readStoredWeights } from '#learn';
import {
  type Classifier,
  cnnClassifier,
  cnnRecipe,
  type Example,
  featureBaseline,
  type PretrainedFile,
  type ResidualClassifierOptions,
  type ResidualDepth,
  residualClassifier,
  residualRecipe,
  type TrainingRecipe,
} from '#model';
import { nodeRuntime, readBytes } from '#node';
import { userPath } from './paths.ts';

/** What a user may choose of a residual network. */
export interface ResidualChoices {
  /** Rows and columns of its image. */
  readonly input?: number;
  /** File of weights to start from. */
  readonly weights?: string;
}

/** What a user may change of a recipe. */
export type Calibrating = Pick<TrainingRecipe, 'calibrationShare' | 'errorLevel'>;

interface Choices {
  readonly calibrating: Calibrating;
  readonly residual: Pick<ResidualClassifierOptions, 'inputSize' | 'pretrained'>;
}

function residual(depth: ResidualDepth): (choices: Choices) => Classifier<Example> {
  return ({ calibrating, residual: chosen }) => {
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
  cnn: ({ calibrating }) => cnnClassifier(nodeRuntime({ threads: 1 }), { ...cnnRecipe, ...calibrating }),
  resnet18: residual(18),
  resnet50: residual(50),
};

/** Ids of all classifiers. */
export const classifierIds: readonly string[] = Object.keys(makers);

/** Whether a model takes the choices of {@link ResidualChoices}. */
const isResidual = (id: string): boolean => id === 'resnet18' || id === 'resnet50';

function requireKnown(id: string): void {
  if (!Object.hasOwn(makers, id)) {
    throw new ArgumentError(`There is no model '${id}'.`, `Choose from ${classifierIds.join(', ')}.`);
  }
}

async function pretrainedFrom(path: string): Promise<PretrainedFile> {
  const bytes = await readBytes(userPath(path));
  return { stored: readStoredWeights(bytes), sha256: sha256Hex(bytes) };
}

/** @throws ArgumentError when a choice is made for residual networks and none is among the models. */
async function residualOptions(ids: readonly string[], { input, weights }: ResidualChoices) {
  const option = input === undefined ? weights && '--weights' : '--input';
  if (option !== undefined && !ids.some(isResidual)) {
    throw new ArgumentError(
      `${option} is for residual networks, and ${ids.join(', ')} is none.`,
      'Leave it out, or choose resnet50 or resnet18.',
    );
  }
  return {
    ...(input !== undefined && { inputSize: input }),
    ...(weights !== undefined && { pretrained: await pretrainedFrom(weights) }),
  };
}

/**
 * The classifiers of these ids.
 *
 * @throws ArgumentError for an unknown id, a model that cannot be calibrated, or a choice that belongs to no model.
 * @throws MyofadeError when weights cannot be read or belong to another network.
 */
export async function classifiersOf(
  ids: readonly string[],
  choices: ResidualChoices,
  calibrating: Calibrating = {},
): Promise<Classifier<Example>[]> {
  ids.forEach(requireKnown);
  try {
    const chosen = await residualOptions(ids, choices);
    return ids.map((id) => makers[id]({ calibrating, residual: chosen }));
  } catch (error) {
    if (choices.weights === undefined || !(error instanceof MyofadeError) || error.code === 'ARGUMENT') throw error;
    const message = `Cannot start ${ids.filter(isResidual).join(' and ')} from ${choices.weights}: ${error.message}`;
    const fix =
      "Pass the weights of torchvision's or timm's network of that depth as .safetensors, for one residual network at a time.";
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
