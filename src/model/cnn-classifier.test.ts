import { afterAll, describe, expect, it } from 'vitest';
import { CancelledError } from '#base';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import { changedExample, inventedExamples } from './check-examples.ts';
import { modelFaults } from './check-model.ts';
import { type CnnRecipe, cnnClassifier, cnnRecipe, openModel } from './index.ts';

const runtime = nodeRuntime({ threads: 1 });
/** Short, for tests: these spectra are easy. */
const recipe: CnnRecipe = { ...cnnRecipe, epochs: 20, batchSize: 8, learningRate: 1e-2, dropout: 0.1 };
const classifier = cnnClassifier(runtime, recipe);
const train = inventedExamples({ people: 8, seed: 1 });
const heldOut = inventedExamples({ people: 5, seed: 2 });

describe('cnnClassifier', () => {
  afterAll(() => classifier.release());

  it('keeps the contract of a classifier', async () => {
    const trial = { train, heldOut, changed: changedExample, orderMatters: true };
    expect(await modelFaults(classifier, trial)).toEqual([]);
  });

  it('learns an easy difference, and says in its file what it says itself', async () => {
    const fitted = await classifier.fit(train, { seed: 3 });
    const opened = await openModel(runtime, fitted.toOnnx({ study: 'invented' }));
    expect(opened.card.id).toBe('cnn');
    expect(opened.card.training).toEqual({ study: 'invented' });
    const probabilities: number[] = [];
    for (const example of heldOut) {
      const p = await fitted.apply(example);
      expect(Math.abs((await opened.apply(example)) - p)).toBeLessThan(1e-5);
      probabilities.push(p);
    }
    expect(probabilities.map((p) => p > 0.5)).toEqual(heldOut.map(({ fatigued }) => fatigued));
    await opened.release();
    await fitted.release();
  });

  it('gives another model for another seed', async () => {
    const said: number[] = [];
    for (const seed of [1, 2]) {
      const fitted = await classifier.fit(train, { seed });
      said.push(await fitted.apply(heldOut[0]));
      await fitted.release();
    }
    expect(said[0]).not.toBe(said[1]);
  });

  it('looks at the maximal squeeze alone', async () => {
    const fitted = await classifier.fit(train, { seed: 1 });
    const [example] = heldOut;
    const other = { ...example, features: changedExample(example).features, spectrogram: { ...example.spectrogram } };
    const elsewhere = {
      ...other,
      spectrogram: { ...other.spectrogram, hold: changedExample(example).spectrogram.hold },
    };
    expect(await fitted.apply(elsewhere)).toBe(await fitted.apply(example));
    await fitted.release();
  });

  it('can set whole subjects aside to choose its epoch', async () => {
    const choosy = cnnClassifier(runtime, { ...recipe, epochs: 2, validationShare: 0.25 });
    const fitted = await choosy.fit(train, { seed: 1 });
    expect(await fitted.apply(heldOut[0])).toBeGreaterThan(0);
    await fitted.release();
    await choosy.release();
  });

  it('learns again after it was released', async () => {
    const twice = cnnClassifier(runtime, { ...recipe, epochs: 1 });
    const said: number[] = [];
    for (let i = 0; i < 2; i++) {
      const fitted = await twice.fit(train, { seed: 1 });
      said.push(await fitted.apply(heldOut[0]));
      await fitted.release();
      await twice.release();
    }
    expect(said[0]).toBe(said[1]);
  });

  it('refuses one state left by the validation part, and spectrograms without contrast', async () => {
    const oneEach = train.filter(({ subject, fatigued }) => fatigued === (subject === 'S01')).slice(0, 2);
    const choosy = cnnClassifier(runtime, { ...recipe, validationShare: 0.5 });
    await expect(choosy.fit(oneEach, { seed: 1 })).rejects.toThrow(/both states, got .* without the validation part/);
    const still = ({ spectrogram: { hold, mvc }, ...rest }: (typeof train)[number]) => ({
      ...rest,
      spectrogram: { hold, mvc: { ...mvc, db: mvc.db.map(() => -3) } },
    });
    await expect(classifier.fit(train.map(still), { seed: 1 })).rejects.toThrow(/hold the one value -3 dB/);
  });

  it('stops when it is cancelled', async () => {
    const signal = { aborted: true } as AbortSignal;
    await expect(classifier.fit(train, { seed: 1 }, { signal })).rejects.toThrow(CancelledError);
  });
});
