import { afterAll, describe, expect, it } from 'vitest';
import { ArgumentError, UnsupportedError } from '#base';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import { inventedExamples } from './check-examples.ts';
import type { Labelled } from './classifier.ts';
import {
  cnnClassifier,
  cnnRecipe,
  type Example,
  type ExplanationOptions,
  featureBaseline,
  type NetworkExplanation,
  openNetworkExplainer,
} from './index.ts';

const runtime = nodeRuntime({ threads: 1 });
const classifier = cnnClassifier(runtime, { ...cnnRecipe, epochs: 20, batchSize: 8, learningRate: 1e-2, dropout: 0.1 });

/** What tells the states apart is known here: fatigued recordings lose 8 dB in bands 10 to 14, and nothing else. */
function withNotch(example: Labelled<Example>, depthDb: number): Labelled<Example> {
  const { mvc } = example.spectrogram;
  const isIn = (i: number): boolean => {
    const band = Math.floor(i / mvc.nFrames);
    return band >= 10 && band < 15;
  };
  const db = mvc.db.map((value, i) => (isIn(i) ? value - depthDb : value));
  return { ...example, spectrogram: { ...example.spectrogram, mvc: { ...mvc, db } } };
}
/** Recordings that do not differ, then those of the fatigued with the notch. */
const notched = (people: number, seed: number): Labelled<Example>[] => {
  const fresh = inventedExamples({ people: 2 * people, seed }).filter(({ fatigued }) => !fatigued);
  return fresh.map((example, i) => ({ ...withNotch(example, i % 2 === 0 ? 8 : 0), fatigued: i % 2 === 0 }));
};

describe('openNetworkExplainer', async () => {
  const fitted = await classifier.fit(notched(8, 1), { seed: 1 });
  afterAll(async () => {
    await fitted.release();
    await classifier.release();
  });
  const file = fitted.toOnnx(null);
  const [example, fresh] = notched(3, 2);

  async function explained(options: ExplanationOptions, of: Example = example): Promise<NetworkExplanation> {
    const explainer = await openNetworkExplainer(runtime, file, options);
    const explanation = await explainer.explain(of);
    await explainer.release();
    return explanation;
  }

  it.each(['grad-cam', 'integrated-gradients'] as const)('%s lies on the axes of the recording', async (method) => {
    const { crops, whole } = await explained({ method });
    const { mvc } = example.spectrogram;
    const nFrames = (crops.length - 1) * 4 + 32;
    expect(nFrames <= mvc.nFrames && nFrames > mvc.nFrames - 4).toBe(true);
    expect(whole.values.length).toBe(25 * nFrames);
    expect(whole.freqsHz).toEqual(mvc.freqsHz);
    expect(whole.timesS).toEqual(mvc.timesS.slice(0, nFrames));
    crops.forEach((crop, i) => {
      expect(crop.values.length).toBe(25 * 32);
      expect(crop.timesS).toEqual(mvc.timesS.slice(4 * i, 4 * i + 32));
    });
  });

  it('adds up to the log-odds that the model file says', async () => {
    for (const of of [example, fresh]) {
      const p = await fitted.apply(of);
      for (const [state, sign] of [
        ['fatigued', 1],
        ['fresh', -1],
      ] as const) {
        const { whole, sum, crops } = await explained({ state }, of);
        if (sum === null) throw new Error('no sum');
        expect(sum.logOdds).toBeCloseTo(sign * Math.log(p / (1 - p)), 4);
        const difference = sum.logOdds - sum.baselineLogOdds;
        const summed = whole.values.reduce((total, value) => total + value, 0);
        expect(Math.abs(summed - difference - sum.completenessError)).toBeLessThan(1e-4);
        expect(Math.abs(sum.completenessError / difference)).toBeLessThan(0.02);
        const ofCrops = crops.map(({ values }) => values.reduce((total, value) => total + value, 0));
        expect(ofCrops.reduce((total, value) => total + value, 0) / crops.length).toBeCloseTo(summed, 4);
      }
    }
  });

  it('finds the bands that make the difference between a recording and its twin', async () => {
    // The twin without the notch takes away what both have in common, such as their way from the baseline.
    const [{ whole }, twin] = [await explained({}), await explained({}, withNotch(example, -8))];
    const nFrames = whole.timesS.length;
    const byBand = Array.from({ length: 25 }, (_, band) => {
      let sum = 0;
      for (let i = band * nFrames; i < (band + 1) * nFrames; i++) sum += whole.values[i] - twin.whole.values[i];
      return sum;
    });
    const size = (bands: readonly number[]): number => bands.reduce((sum, value) => sum + Math.abs(value), 0);
    const inside = byBand.slice(10, 15);
    expect(inside.reduce((sum, value) => sum + value, 0)).toBeGreaterThan(0);
    expect(size(inside) / size(byBand)).toBeGreaterThan(0.6);
    // More than seven bands away: no unit sees both (eight bands each).
    expect(size([...byBand.slice(0, 3), ...byBand.slice(22)]) / size(byBand)).toBeLessThan(1e-4);
  });

  it('refuses a model without spectrograms, and layers that are not there', async () => {
    const features = await featureBaseline().fit(notched(4, 1), { seed: 1 });
    await expect(openNetworkExplainer(runtime, features.toOnnx(null))).rejects.toThrow(UnsupportedError);
    await expect(explained({ method: 'grad-cam', layer: 'layer4' })).rejects.toMatchObject({
      fix: 'Pass one of: block1, block2.',
    });
    await expect(explained({ steps: 0 })).rejects.toThrow(ArgumentError);
  });
});
