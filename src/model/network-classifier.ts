import { type Json, type Random, seededRandom, type WorkContext } from '#base';
import { adamw, compileTraining, exportInference, loadModel, type Runtime, splitByGroup, type Trainer } from '#learn';
import { type Architecture, networkOf } from './architecture.ts';
import { withTemperature } from './calibration.ts';
import {
  type Classifier,
  type Example,
  type FittedClassifier,
  type Labelled,
  type ModelTexts,
  requireBothStates,
} from './classifier.ts';
import { requireErrorLevel } from './conformal.ts';
import { cropInputs, cropRows, normalisationOf, pooledProbability, trainingExamples } from './crop-inputs.ts';
import { networkBands, networkCrop } from './crops.ts';
import { type Judged, requirePeople } from './judged.ts';
import { modelCalibration } from './model-calibration.ts';
import { type ModelCard, modelMetadata } from './model-metadata.ts';
import { cropPreprocessing } from './preprocessing.ts';
import type { PretrainedStart } from './pretrained-start.ts';
import type { TrainingRecipe } from './training-recipe.ts';

/** Sets whole subjects aside for a purpose; nobody where the share is 0. */
function setAside<T extends { readonly subject: string }>(
  rows: readonly T[],
  share: number,
  random: Random,
): { readonly kept: readonly T[]; readonly aside: readonly T[] } {
  if (!(share > 0)) return { kept: rows, aside: [] };
  const split = splitByGroup(
    rows.map((row) => row.subject),
    share,
    random,
  );
  return { kept: split.train.map((i) => rows[i]), aside: split.validation.map((i) => rows[i]) };
}

/** What {@link networkClassifier} makes a classifier of. */
export interface NetworkClassifierOptions {
  readonly id: string;
  readonly name: string;
  readonly cost: Classifier<Example>['cost'];
  readonly architecture: Architecture;
  readonly recipe: TrainingRecipe;
  readonly start?: PretrainedStart;
}

/**
 * A network on crops of the maximal squeeze's spectrogram (25 bands, dB relative to the recording's own mean hold power).
 * The decision is per recording: the mean log-odds of its crops. The training step is compiled once and serves every fit.
 *
 * @throws ArgumentError when architecture or error level are out of range.
 */
export function networkClassifier(
  runtime: Runtime,
  { id, name, cost, architecture, recipe, start }: NetworkClassifierOptions,
): Classifier<Example> {
  const network = networkOf(architecture);
  const where = `classifier ${id}`;
  const { calibrationShare = 0, errorLevel = 0.1 } = recipe;
  requireErrorLevel(errorLevel, where);
  const settings = {
    architecture: { ...architecture },
    nBands: networkBands,
    crop: { ...networkCrop },
    recipe: { ...recipe },
    threads: runtime.threads,
    ...(start && { start: { sha256: start.sha256, frozen: start.frozen } }),
  } satisfies Json;
  let compiled: Promise<Trainer> | undefined;

  function compiledTrainer(): Promise<Trainer> {
    const optimiser = adamw({ weightDecay: recipe.weightDecay });
    // What is frozen is the file's: no seed changes it.
    const options = start && { frozen: start.frozen, frozenWeights: start.weights(seededRandom(0)) };
    compiled ??= compileTraining(runtime, network, recipe.batchSize, optimiser, options);
    // A load that failed once (no memory) may succeed later: it is not kept.
    compiled.catch(() => {
      compiled = undefined;
    });
    return compiled;
  }

  async function fit(
    train: readonly Labelled<Example>[],
    { seed }: { readonly seed: number },
    context: WorkContext = {},
  ): Promise<FittedClassifier<Example>> {
    requireBothStates(train, where);
    const random = seededRandom(seed);
    const { kept, aside } = setAside(train, calibrationShare, random.fork('calibration'));
    if (calibrationShare > 0) {
      requirePeople(aside, 2, `the calibration part of ${where}`);
      requireBothStates(kept, `${where}, without the calibration part`);
    }
    const rows = cropRows(kept);
    const { kept: used, aside: validation } = setAside(rows, recipe.validationShare, random.fork('validation'));
    requireBothStates(used, `${where}, without the validation part`);
    const trainer = await compiledTrainer();
    const normalisation = normalisationOf(used);
    const { weights } = await trainer.train(
      trainingExamples(used, normalisation),
      {
        epochs: recipe.epochs,
        learningRate: recipe.learningRate,
        schedule: 'one-cycle',
        seed,
        mixup: { alpha: recipe.mixupAlpha },
        ...(start && { initialWeights: start.weights(random.fork('weights')) }),
        ...(validation.length > 0 && {
          validation: trainingExamples(validation, normalisation),
          patience: recipe.patience,
        }),
      },
      context,
    );
    const preprocessing = cropPreprocessing(normalisation);
    const fileOf = (card: Pick<ModelCard, 'training' | 'calibration' | keyof ModelTexts>) =>
      exportInference(network, weights, { metadata: modelMetadata({ id, architecture, preprocessing, ...card }) });
    // Folds are judged by the very file that a user would get.
    const model = await loadModel(runtime, fileOf({ training: null }));
    const rawProbability = async (example: Example): Promise<number> =>
      pooledProbability(await model.predict(cropInputs(example, normalisation)));
    if (aside.length === 0) {
      return {
        weights,
        apply: rawProbability,
        toOnnx: (training, texts) => fileOf({ training, ...texts }),
        release: () => model.release(),
      };
    }
    try {
      const judged: Judged[] = [];
      for (const example of aside) {
        const { subject, fatigued } = example;
        judged.push({ subject, fatigued, probability: await rawProbability(example) });
      }
      const calibration = modelCalibration(judged, errorLevel);
      return {
        weights,
        calibration,
        apply: async (example) => withTemperature(await rawProbability(example), calibration.temperature),
        toOnnx: (training, texts) => fileOf({ training, calibration, ...texts }),
        release: () => model.release(),
      };
    } catch (error) {
      await model.release();
      throw error;
    }
  }
  return {
    id,
    name,
    settings,
    cost,
    fit,
    release: async () => {
      const trainer = await compiled;
      compiled = undefined;
      await trainer?.release();
    },
  };
}
