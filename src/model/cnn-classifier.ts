import { type Json, seededRandom, type WorkContext } from '#base';
import { adamw, compileTraining, exportInference, loadModel, type Runtime, splitByGroup, type Trainer } from '#learn';
import {
  type Classifier,
  type Example,
  type FittedClassifier,
  type Labelled,
  requireBothStates,
} from './classifier.ts';
import {
  type CropRow,
  cnnInputs,
  cropRows,
  normalisationOf,
  pooledProbability,
  trainingExamples,
} from './cnn-inputs.ts';
import { type CnnRecipe, cnnBands, cnnCrop, cnnRecipe, customCnn } from './custom-cnn.ts';
import { modelMetadata } from './model-metadata.ts';
import { cnnPreprocessing } from './preprocessing.ts';

/** Sets whole subjects aside to choose the epoch. */
function heldOut(rows: readonly CropRow[], share: number, seed: number): { train: CropRow[]; validation: CropRow[] } {
  const split = splitByGroup(
    rows.map((row) => row.subject),
    share,
    seededRandom(seed).fork('validation'),
  );
  return { train: split.train.map((i) => rows[i]), validation: split.validation.map((i) => rows[i]) };
}

/**
 * The custom CNN on crops of the maximal squeeze's spectrogram (25 bands, dB relative to the recording's own mean hold
 * power). The decision is per recording: the mean log-odds of its crops. The training step is compiled once and serves
 * every fit.
 */
export function cnnClassifier(runtime: Runtime, recipe: CnnRecipe = cnnRecipe): Classifier<Example> {
  const network = customCnn(recipe);
  const settings = { kind: 'custom-cnn', nBands: cnnBands, crop: { ...cnnCrop }, recipe: { ...recipe } } satisfies Json;
  let compiled: Promise<Trainer> | undefined;

  function compiledTrainer(): Promise<Trainer> {
    compiled ??= compileTraining(runtime, network, recipe.batchSize, adamw({ weightDecay: recipe.weightDecay }));
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
    requireBothStates(train, 'cnnClassifier');
    const rows = cropRows(train);
    const { train: used, validation } =
      recipe.validationShare > 0 ? heldOut(rows, recipe.validationShare, seed) : { train: rows, validation: [] };
    requireBothStates(used, 'cnnClassifier, without the validation part');
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
        ...(validation.length > 0 && {
          validation: trainingExamples(validation, normalisation),
          patience: recipe.patience,
        }),
      },
      context,
    );
    const preprocessing = cnnPreprocessing(normalisation);
    const toOnnx = (training: Json) =>
      exportInference(network, weights, { metadata: modelMetadata({ id: 'cnn', preprocessing, training }) });
    // Folds are judged by the very file that a user would get.
    const model = await loadModel(runtime, toOnnx(null));
    return {
      apply: async (example) => pooledProbability(await model.predict(cnnInputs(example, normalisation))),
      toOnnx,
      release: () => model.release(),
    };
  }
  return {
    id: 'cnn',
    name: 'Custom CNN (STFT of the maximal squeeze)',
    settings,
    quick: false,
    fit,
    release: async () => {
      const trainer = await compiled;
      compiled = undefined;
      await trainer?.release();
    },
  };
}
