import { describe, expect, it } from 'vitest';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import { changedExample, inventedExamples } from './check-examples.ts';
import { cnnClassifier, cnnRecipe, featureBaseline, finishedClassifier, openModel } from './index.ts';

const runtime = nodeRuntime({ threads: 1 });

describe('finishedClassifier', () => {
  it('says what the model says, whatever it is given to learn', async () => {
    const people = inventedExamples();
    const trained = await featureBaseline().fit(people, { seed: 1 });
    const bytes = trained.toOnnx({ study: 'invented', simulated: false });
    const finished = await finishedClassifier(runtime, bytes, 'my.onnx');
    expect(finished.name).toBe('my.onnx (features, learns nothing here)');
    const others = inventedExamples({ people: 3, seed: 9 });
    const first = await finished.fit(people, { seed: 1 });
    const second = await finished.fit(people.map(changedExample), { seed: 2 });
    const model = await openModel(runtime, bytes);
    for (const example of others) {
      const probability = await model.apply(example);
      expect(await first.apply(example)).toBe(probability);
      expect(await second.apply(example)).toBe(probability);
    }
    expect(first.toOnnx(null)).toEqual(bytes);
    await finished.release();
    await model.release();
  });

  it('refuses what is no model', async () => {
    await expect(finishedClassifier(runtime, new Uint8Array(9), 'x')).rejects.toMatchObject({ code: 'FORMAT' });
  });
});

describe('cnnClassifier from weights', () => {
  it('goes on from them: without learning it says what they say, and it learns on', async () => {
    const people = inventedExamples({ people: 4 });
    const recipe = { ...cnnRecipe, epochs: 2 };
    const before = await cnnClassifier(runtime, recipe).fit(people, { seed: 3 });
    const pretrained = { stored: before.weights ?? {}, sha256: 'x' };
    expect(Object.keys(pretrained.stored).length).toBeGreaterThan(5);
    const still = await cnnClassifier(runtime, { ...recipe, epochs: 1, learningRate: 1e-12 }, pretrained).fit(people, {
      seed: 4,
    });
    const [example] = inventedExamples({ people: 1, seed: 5 });
    // Running statistics of batch normalisation move on, a little.
    expect(await still.apply(example)).toBeCloseTo(await before.apply(example), 1);
    const trained = Object.entries(still.weights ?? {}).filter(([name]) => name.endsWith('.weight'));
    for (const [name, { data }] of trained) {
      expect(Math.max(...data.map((value, i) => Math.abs(value - pretrained.stored[name].data[i])))).toBeLessThan(1e-6);
    }
    const fresh = await cnnClassifier(runtime, { ...recipe, epochs: 1, learningRate: 1e-12 }).fit(people, { seed: 4 });
    const drawn = fresh.weights ?? {};
    const far = trained.some(([name]) =>
      drawn[name].data.some((value, i) => Math.abs(value - pretrained.stored[name].data[i]) > 0.01),
    );
    expect(far).toBe(true);
    for (const fitted of [before, still, fresh]) await fitted.release();
  });
});
