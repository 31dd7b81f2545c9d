import { seededRandom } from '#base';
import { adamw, compileTraining, type Examples, exportInference, loadModel, oneHot, type Runtime } from '#learn';
import { cnnRecipe, customCnn } from '#model';

const nSteps = 20;
const nExamples = 5 * cnnRecipe.batchSize;

/** Noise images as large as the custom CNN's crops; those of class 1 have more power in the lower bands. */
export function seededImages(n: number, seed: number): Examples {
  const [, nBands, nFrames] = customCnn(cnnRecipe).inputShape;
  const random = seededRandom(seed);
  const labels = Array.from({ length: n }, (_, i) => i % 2);
  const inputs = new Float32Array(n * nBands * nFrames);
  inputs.forEach((_, i) => {
    const label = labels[Math.floor(i / (nBands * nFrames))];
    const band = Math.floor(i / nFrames) % nBands;
    inputs[i] = random.normal() + (label === 1 && band < 8 ? 0.7 : 0);
  });
  return { inputs, targets: oneHot(labels, 2) };
}

/** The runtime, noting the loss of every training step in `losses`: the history has their mean per epoch only. */
function notingLosses(runtime: Runtime, losses: number[]): Runtime {
  return {
    ...runtime,
    async create(model) {
      const session = await runtime.create(model);
      return {
        async run(feeds) {
          const outputs = await session.run(feeds);
          if (outputs.loss !== undefined) losses.push(Number(outputs.loss.data[0]));
          return outputs;
        },
        release: () => session.release(),
      };
    },
  };
}

/** What a training leaves behind, as plain numbers that cross from page to test. */
export interface TrainingRun {
  readonly losses: readonly number[];
  /** Of examples that were not trained on, [n × 2]. */
  readonly probabilities: readonly number[];
  /** The trained model's file. */
  readonly onnx: readonly number[];
  /** Of the training alone, without compiling its graph. */
  readonly stepsPerS: number;
}

/** Trains the custom CNN as the product does (mixup, dropout, one cycle) for 20 steps, on any runtime. */
export async function trainingRun(runtime: Runtime): Promise<TrainingRun> {
  const network = customCnn(cnnRecipe);
  const losses: number[] = [];
  const { batchSize, weightDecay, learningRate, mixupAlpha } = cnnRecipe;
  const trainer = await compileTraining(notingLosses(runtime, losses), network, batchSize, adamw({ weightDecay }));
  const startedMs = performance.now();
  const { weights } = await trainer.train(seededImages(nExamples, 1), {
    epochs: (nSteps * batchSize) / nExamples,
    learningRate,
    schedule: 'one-cycle',
    seed: 3,
    mixup: { alpha: mixupAlpha },
  });
  const stepsPerS = (1000 * losses.length) / (performance.now() - startedMs);
  await trainer.release();
  const onnx = exportInference(network, weights);
  return { losses, probabilities: await probabilitiesOf(runtime, onnx), onnx: [...onnx], stepsPerS };
}

/** What a model file says of the held-out examples, [n × 2]. */
export async function probabilitiesOf(runtime: Runtime, onnx: Uint8Array): Promise<number[]> {
  const model = await loadModel(runtime, onnx);
  const probabilities = await model.predict(seededImages(24, 2).inputs);
  await model.release();
  return [...probabilities];
}
