import type { Runtime } from '#learn';
import type { Architecture } from './architecture.ts';
import { type Classifier, type Example, labels } from './classifier.ts';
import { networkClassifier } from './network-classifier.ts';
import { type PretrainedFile, type PretrainedStart, pretrainedStart } from './pretrained-start.ts';
import type { ResidualDepth } from './residual-network.ts';
import type { TrainingRecipe } from './training-recipe.ts';

/**
 * Four epochs: about 1 500 crops per fit of a study of some 35 recordings, which two cores do in a minute. Fixed before any
 * result was seen, and not tuned since.
 */
export const residualRecipe: TrainingRecipe = {
  epochs: 4,
  batchSize: 16,
  learningRate: 1e-3,
  weightDecay: 1e-2,
  mixupAlpha: 0.4,
  validationShare: 0,
  patience: 5,
};

/** What {@link residualClassifier} is made for. */
export interface ResidualClassifierOptions {
  readonly depth: ResidualDepth;
  /** Rows and columns that a crop is resized to, 32 to 512. @default 96 */
  readonly inputSize?: number;
  readonly recipe?: TrainingRecipe;
  /**
   * Weights of torchvision's or timm's network of this depth, such as ImageNet's, or of one trained here. A first
   * convolution over colours is summed, the last stage and the dense layer train on, the rest stays as it is.
   */
  readonly pretrained?: PretrainedFile;
}

/** What stays as in the file: its filters for edges and textures fit any image, and there is too little data to bend them. */
const frozen: readonly string[] = ['conv1', 'bn1', 'layer1', 'layer2', 'layer3'];

/** Weights for other classes, such as ImageNet's, lose their last layer; those of a network for this task keep it. */
function startFrom(architecture: Architecture, file: PretrainedFile): PretrainedStart {
  const isForThisTask = file.stored['fc.weight']?.shape[0] === labels.length;
  const except = isForThisTask ? [] : ['fc'];
  return pretrainedStart(architecture, file, { frozen, except, sumChannelsOf: ['conv1'] });
}

/**
 * ResNet-18 or ResNet-50 as a classifier ({@link networkClassifier}): the network of the original study.
 *
 * @throws ArgumentError when depth or input size are out of range.
 * @throws ModelError when the pre-trained weights are not of this network.
 */
export function residualClassifier(
  runtime: Runtime,
  { depth, inputSize = 96, recipe = residualRecipe, pretrained }: ResidualClassifierOptions,
): Classifier<Example> {
  const architecture: Architecture = { kind: 'resnet', depth, inputSize };
  const trained = pretrained === undefined ? '' : ', last stage of pre-trained weights';
  return networkClassifier(runtime, {
    id: `resnet${depth}`,
    name: `ResNet-${depth} (STFT of the maximal squeeze at ${inputSize}×${inputSize}${trained})`,
    cost: 'high',
    architecture,
    recipe,
    ...(pretrained && { start: startFrom(architecture, pretrained) }),
  });
}
