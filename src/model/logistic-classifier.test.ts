import { describe, expect, it } from 'vitest';
import { digestOf, type Json } from '#base';
import { featureIds } from '#fatigue';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import { changedExample, inventedExamples } from './check-examples.ts';
import { modelFaults } from './check-model.ts';
import { type Classifier, type Example, featureBaseline, logisticClassifier, openModel } from './index.ts';
import { featurePreprocessing } from './preprocessing.ts';

const train = inventedExamples({ people: 10, seed: 1 });
const heldOut = inventedExamples({ people: 6, seed: 2 });
const runtime = nodeRuntime({ threads: 1 });

describe('featureBaseline', () => {
  it('keeps the contract of a classifier', async () => {
    const trial = { train, heldOut, changed: changedExample };
    expect(await modelFaults(featureBaseline(), trial)).toEqual([]);
  });

  it('learns an easy difference', async () => {
    const fitted = await featureBaseline().fit(train, { seed: 1 });
    const probabilities = await Promise.all(heldOut.map((example) => fitted.apply(example)));
    const right = probabilities.filter((p, i) => p > 0.5 === heldOut[i].fatigued);
    expect(right.length).toBeGreaterThanOrEqual(10);
  });

  it('says in its file what it says itself', async () => {
    const fitted = await featureBaseline().fit(train, { seed: 1 });
    const training: Json = { study: 'invented', seed: 1 };
    const opened = await openModel(runtime, fitted.toOnnx(training));
    expect(opened.card).toEqual({
      id: 'features',
      preprocessing: featurePreprocessing(),
      training,
      trainingDigest: digestOf(training),
    });
    for (const example of [...train, ...heldOut]) {
      expect(Math.abs((await opened.apply(example)) - (await fitted.apply(example)))).toBeLessThan(1e-5);
    }
    await opened.release();
  });
});

describe('logisticClassifier', () => {
  it('serves any features of any example', async () => {
    const classifier: Classifier<{ onsetS: number }> = logisticClassifier({
      id: 'onset',
      name: 'Onset only',
      featureIds: ['onset'],
      read: ({ onsetS }) => Float64Array.of(onsetS),
    });
    const rows = Array.from({ length: 12 }, (_, i) => ({
      subject: `S${i}`,
      fatigued: i % 2 === 0,
      onsetS: 15 + (i % 2) + Math.sin(i),
    }));
    const trial = {
      train: rows.slice(4),
      heldOut: rows.slice(0, 4),
      changed: (row: (typeof rows)[number]) => ({ ...row, onsetS: 3 }),
    };
    expect(await modelFaults(classifier, trial)).toEqual([]);
  });

  it('has its features in its settings', () => {
    const { settings } = featureBaseline() satisfies Classifier<Example>;
    expect(settings).toMatchObject({ kind: 'logistic-regression', features: featureIds });
  });
});
