import { afterAll, describe, expect, it } from 'vitest';
import { CancelledError, StudyError } from '#base';
import { readOnnxConstants } from '#learn';
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

  describe('with people set aside for calibration', () => {
    const many = inventedExamples({ people: 16, seed: 4 });
    const calibrating = cnnClassifier(runtime, { ...recipe, epochs: 4, calibrationShare: 0.25, errorLevel: 0.25 });
    afterAll(() => calibrating.release());

    it('says in its file what it learned about its own probabilities, and decides by it', async () => {
      const fitted = await calibrating.fit(many, { seed: 1 });
      const texts = { dataCard: 'Invented.', licence: 'CC0-1.0' };
      const opened = await openModel(runtime, fitted.toOnnx({ study: 'invented' }, texts));
      expect(opened.card).toMatchObject({ ...texts, calibration: fitted.calibration });
      expect(opened.card.calibration).toMatchObject({ people: 4, recordings: 8, bins: 5, conformal: { people: 4 } });
      const threshold = fitted.calibration?.conformal.threshold ?? Number.NaN;
      expect(threshold).toBeGreaterThanOrEqual(0.5);
      for (const example of heldOut) {
        const p = await fitted.apply(example);
        expect(Math.abs((await opened.apply(example)) - p)).toBeLessThan(1e-5);
      }
      const between = (threshold + 0.5) / 2;
      const ps = [0, 1 - between, 0.5, between, 1];
      expect(ps.map((p) => opened.verdict(p))).toEqual(['fresh', 'undecided', 'undecided', 'undecided', 'fatigued']);
      await opened.release();
      await fitted.release();
    });

    it('learns nothing else from them, and their calibration from nobody else', async () => {
      const brief = cnnClassifier(runtime, { ...recipe, epochs: 1, calibrationShare: 0.25 });
      const learned = async (rows: typeof many) => {
        const fitted = await brief.fit(rows, { seed: 1 });
        const weights = readOnnxConstants(fitted.toOnnx(null)).map(({ data }) => [...data].join());
        const { calibration } = fitted;
        await fitted.release();
        return { weights: weights.join(), calibration: JSON.stringify(calibration) };
      };
      const usual = await learned(train);
      const people = [...new Set(train.map(({ subject }) => subject))];
      let aside = 0;
      for (const person of people) {
        const other = await learned(train.map((row) => (row.subject === person ? changedExample(row) : row)));
        expect(other.calibration).not.toBe(usual.calibration);
        if (other.weights === usual.weights) aside++;
      }
      expect(aside).toBe(people.length / 4);
      await brief.release();
    });

    it('is undecided about everything when they are too few for the level', async () => {
      const strict = cnnClassifier(runtime, { ...recipe, epochs: 1, calibrationShare: 0.25, errorLevel: 0.05 });
      const fitted = await strict.fit(many, { seed: 1 });
      const opened = await openModel(runtime, fitted.toOnnx(null));
      expect(opened.card.calibration?.conformal).toEqual({ errorLevel: 0.05, people: 4, threshold: null });
      expect(opened.verdict(await opened.apply(heldOut[0]))).toBe('undecided');
      await opened.release();
      await fitted.release();
      await strict.release();
    });

    it('refuses one person to calibrate with, and an impossible level', async () => {
      const single = cnnClassifier(runtime, { ...recipe, calibrationShare: 0.1 });
      await expect(single.fit(train, { seed: 1 })).rejects.toThrow(StudyError);
      await expect(single.fit(train, { seed: 1 })).rejects.toThrow('At least 2 people are needed, got 1');
      expect(() => cnnClassifier(runtime, { ...recipe, errorLevel: 2 })).toThrow('errorLevel must be between 0 and 1');
    });
  });
});
