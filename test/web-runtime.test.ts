import * as ort from 'onnxruntime-web/wasm';
import { describe, expect, it } from 'vitest';
import { ArgumentError, ModelError, seededRandom } from '#base';
import {
  adamw,
  type Examples,
  exportInference,
  initialWeights,
  loadModel,
  type Network,
  networkParameters,
  type Optimiser,
  oneHot,
  type Runtime,
  sgd,
  train,
} from '#learn';
import { cnnClassifier, cnnRecipe } from '#model';
import { nodeRuntime } from '#node';
import { webRuntime } from '#web';
import { inventedExamples } from '../src/model/check-examples.ts';

const native = nodeRuntime({ threads: 1 });
const settings = { threads: 1, filesUrl: new URL('.', import.meta.resolve('onnxruntime-web/wasm')).href };
const web = webRuntime(settings);

/** Every layer there is, with strides, padding and groups. */
const network: Network = {
  name: 'every-layer',
  inputShape: [3, 17, 20],
  nClasses: 3,
  nSideFeatures: 2,
  build(b, x) {
    const resized = b.resize(x, [19, 18]);
    const stem = b.relu(b.batchNorm('bn1', b.conv('conv1', resized, { filters: 8, kernel: 5, stride: 2, padding: 2 })));
    const pooled = b.maxPool(stem, { kernel: 3, stride: 2, padding: 1 });
    const branch = b.batchNorm(
      'bn2',
      b.conv('conv2', pooled, { filters: 8, kernel: [3, 1], padding: [1, 0], groups: 4 }),
    );
    const joined = b.relu(b.add(pooled, b.scale(branch, 0.5)));
    const small = b.averagePool(joined, { kernel: 3, stride: 2, padding: 1 });
    const features = b.concat([b.flatten(small), b.globalAveragePool(joined), b.sideFeatures()]);
    return b.dense('fc2', b.dropout(b.relu(b.dense('fc1', features, 16)), 0.3), 3);
  },
};

function noise(n: number): Examples {
  const random = seededRandom(4);
  const draws = (size: number) => Float32Array.from({ length: size }, () => random.normal());
  const labels = Array.from({ length: n }, (_, i) => i % 3);
  return { inputs: draws(n * 3 * 17 * 20), side: draws(n * 2), targets: oneHot(labels, 3) };
}

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce(
    (most, value, i) => Math.max(most, Math.abs(value - b[i])),
    a.length === b.length ? 0 : Infinity,
  );

describe('webRuntime', () => {
  it.each<[string, Optimiser]>([
    ['AdamW', adamw()],
    ['SGD', sgd({ weightDecay: 1e-3 })],
  ])('trains every layer as onnxruntime-node does, by %s', async (_name, optimiser) => {
    const data = noise(12);
    const run = async (runtime: Runtime) => {
      const options = { epochs: 4, batchSize: 6, optimiser, learningRate: 3e-3, seed: 1, validation: data };
      const { history, weights } = await train(runtime, network, data, options);
      const model = await loadModel(runtime, exportInference(network, weights));
      const probabilities = await model.predict(data.inputs, data.side);
      await model.release();
      return { losses: history.flatMap(({ loss, validationLoss = 0 }) => [loss, validationLoss]), probabilities };
    };
    const [here, there] = [await run(native), await run(web)];
    expect(furthest(there.losses, here.losses)).toBeLessThan(1e-3);
    expect(furthest(there.probabilities, here.probabilities)).toBeLessThan(1e-3);
  });

  it('needs a number of threads, a folder, and the same ones for the whole page', () => {
    expect(() => webRuntime({ ...settings, threads: 0 })).toThrow(/threads must be/);
    expect(() => webRuntime({ ...settings, filesUrl: '/ort/' })).toThrow(
      /filesUrl must be an absolute URL .* got '\/ort\/'/,
    );
    expect(() => webRuntime({ ...settings, threads: 2 })).toThrow(ArgumentError);
    expect(() => webRuntime({ ...settings })).not.toThrow();
  });

  it('says what is wrong with a model and with what it is fed', async () => {
    await expect(web.create(Uint8Array.of(1, 2, 3))).rejects.toThrow(ModelError);
    const weights = initialWeights(networkParameters(network), seededRandom(1));
    const session = await web.create(exportInference(network, weights));
    await expect(session.run({})).rejects.toThrow(/The model cannot run: .*input.* in onnxruntime-web/);
    const short = { shape: [1, 3, 17, 19], data: new Float32Array(3 * 17 * 19) };
    const side = { shape: [1, 2], data: new Float32Array(2) };
    await expect(session.run({ input: short, side })).rejects.toThrow(ModelError);
    await expect(session.run({ input: { ...short, shape: [1, 3, 17, 20] }, side })).rejects.toThrow(ModelError);
    await session.release();
    const whole = { shape: [1, 3, 17, 20], data: new Float32Array(3 * 17 * 20) };
    await expect(session.run({ input: whole, side })).rejects.toThrow(ModelError);
  });
});

describe('a model file', () => {
  it('runs in plain onnxruntime-web, without code of ours', async () => {
    const classifier = cnnClassifier(native, { ...cnnRecipe, epochs: 2, batchSize: 8 });
    const fitted = await classifier.fit(inventedExamples({ people: 4 }), { seed: 1 });
    const file = fitted.toOnnx({ study: 'invented' });
    await fitted.release();
    await classifier.release();

    const random = seededRandom(5);
    const crops = Float32Array.from({ length: 6 * 25 * 32 }, () => random.normal());
    const session = await ort.InferenceSession.create(file, { executionProviders: ['wasm'] });
    const { probabilities } = await session.run({ input: new ort.Tensor('float32', crops, [6, 1, 25, 32]) });
    await session.release();

    const model = await loadModel(native, file);
    expect(furthest(probabilities.data as Float32Array, await model.predict(crops))).toBeLessThan(1e-4);
    await model.release();
  });
});
