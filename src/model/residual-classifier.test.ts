import { afterAll, describe, expect, it } from 'vitest';
import { ModelError, seededRandom } from '#base';
import { initialWeights, networkParameters, readOnnxConstants } from '#learn';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import { changedExample, inventedExamples } from './check-examples.ts';
import { modelFaults } from './check-model.ts';
import { openModel, openNetworkExplainer, residualClassifier, residualNetwork, residualRecipe } from './index.ts';

const runtime = nodeRuntime({ threads: 2 });
/** Small and short, for tests. */
const options = { depth: 18, inputSize: 32, recipe: { ...residualRecipe, epochs: 1, batchSize: 8 } } as const;
const classifier = residualClassifier(runtime, options);
const train = inventedExamples({ people: 5, seed: 1 });
const heldOut = inventedExamples({ people: 2, seed: 2 });

describe('residualClassifier', () => {
  afterAll(() => classifier.release());

  it('keeps the contract of a classifier', async () => {
    const trial = { train, heldOut, changed: changedExample, orderMatters: true };
    expect(await modelFaults(classifier, trial)).toEqual([]);
  });

  it('learns an easy difference, says in its file what it says itself, and explains it on bands and frames', async () => {
    const patient = residualClassifier(runtime, { ...options, recipe: { ...options.recipe, epochs: 12 } });
    const fitted = await patient.fit(train, { seed: 3 });
    const file = fitted.toOnnx({ study: 'invented' });
    const opened = await openModel(runtime, file);
    expect(opened.card).toMatchObject({ id: 'resnet18', architecture: { kind: 'resnet', depth: 18, inputSize: 32 } });
    const said: number[] = [];
    for (const example of heldOut) {
      said.push(await fitted.apply(example));
      expect(Math.abs((await opened.apply(example)) - (said.at(-1) ?? 0))).toBeLessThan(1e-5);
    }
    const of = (state: boolean): number[] => said.filter((_, i) => heldOut[i].fatigued === state);
    expect(Math.min(...of(true))).toBeGreaterThan(Math.max(...of(false)));
    await opened.release();

    for (const method of ['grad-cam', 'integrated-gradients'] as const) {
      const explainer = await openNetworkExplainer(runtime, file, { method, steps: 8 });
      const { whole, sum } = await explainer.explain(heldOut[0]);
      expect(whole.values.length).toBe(25 * whole.timesS.length);
      expect(whole.values.every(Number.isFinite)).toBe(true);
      if (sum) expect(sum.logOdds).toBeCloseTo(Math.log(said[0] / (1 - said[0])), 3);
      await explainer.release();
    }
    await fitted.release();
    await patient.release();
  });

  it('starts from weights for colour images and trains on their last stage alone', async () => {
    const colour = residualNetwork({ depth: 18, inputShape: [3, 224, 224], nClasses: 1000 });
    const stored = initialWeights(networkParameters(colour), seededRandom(5));
    const tuning = residualClassifier(runtime, { ...options, pretrained: { stored, sha256: 'abc' } });
    expect(tuning.settings).toMatchObject({ start: { sha256: 'abc' } });
    const fitted = await tuning.fit(train, { seed: 1 });
    const constants = readOnnxConstants(fitted.toOnnx(null));
    const weightOf = (name: string): Float32Array => {
      const found = constants.find((constant) => constant.name === name)?.data;
      if (!(found instanceof Float32Array)) throw new Error(`no weights '${name}'`);
      return found;
    };
    /** How far the file's weight is from the stored one; both normalisations have mean 0 and variance 1 at first. */
    const change = (name: string): number =>
      weightOf(name).reduce(
        (most, value, i) => Math.max(most, Math.abs(value * Math.sqrt(1 + 1e-5) - stored[name].data[i])),
        0,
      );
    expect(change('layer3.1.conv2.weight')).toBeLessThan(1e-6);
    expect(change('layer4.1.conv2.weight')).toBeGreaterThan(1e-4);
    const stem = stored['conv1.weight'].data;
    const summed = weightOf('conv1.weight').map((_, i) => {
      const [filter, tap] = [Math.floor(i / 49), i % 49];
      return [0, 1, 2].reduce((sum, channel) => sum + stem[(3 * filter + channel) * 49 + tap], 0);
    });
    weightOf('conv1.weight').forEach((value, i) => {
      expect(Math.abs(value * Math.sqrt(1 + 1e-5) - summed[i])).toBeLessThan(1e-6);
    });
    expect(weightOf('fc.weight')).toHaveLength(2 * 512);
    await fitted.release();
    await tuning.release();

    const { 'layer2.0.conv1.weight': _, ...torn } = stored;
    expect(() => residualClassifier(runtime, { ...options, pretrained: { stored: torn, sha256: 'x' } })).toThrow(
      ModelError,
    );
  });
});
