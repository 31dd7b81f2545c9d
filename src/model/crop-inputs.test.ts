import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean, standardDeviation } from '#signal';
import { inventedExamples } from './check-examples.ts';
import { cropInputs, cropRows, normalisationOf, pooledProbability, trainingExamples } from './crop-inputs.ts';

const examples = inventedExamples({ people: 3 });
const rows = cropRows(examples);
const imageSize = 25 * 32;

describe('pooledProbability', () => {
  it('is the mean of the log-odds', () => {
    expect(pooledProbability(Float32Array.of(0.5, 0.5))).toBeCloseTo(0.5, 7);
    expect(pooledProbability(Float32Array.of(0.25, 0.75))).toBeCloseTo(0.75, 6);
    // Odds of 9 : 1 against 1 : 9 leave nothing.
    expect(pooledProbability(Float32Array.of(0.1, 0.9, 0.9, 0.1))).toBeCloseTo(0.5, 6);
  });

  it('stays finite and inside (0, 1) where probabilities are saturated', () => {
    expect(pooledProbability(Float32Array.of(0, 1))).toBeCloseTo(1, 6);
    expect(pooledProbability(Float32Array.of(1, 0))).toBeCloseTo(0, 6);
    expect(pooledProbability(Float32Array.of(0, 1, 1, 0))).toBe(0.5);
    const p = fc.oneof(fc.constantFrom(0, 1, 1e-45, 1 - 2 ** -24), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(p, { minLength: 1, maxLength: 12 }), (list) => {
        const pooled = pooledProbability(Float32Array.from(list.flatMap((value) => [1 - value, value])));
        expect(pooled > 0 && pooled < 1).toBe(true);
        expect(pooled).toBeLessThanOrEqual(Math.max(...list) + 1e-6);
        expect(pooled).toBeGreaterThanOrEqual(Math.min(...list) - 1e-6);
      }),
    );
  });
});

describe('rows of the CNN', () => {
  it('count every recording the same, however many crops it has', () => {
    const perExample = examples.map(({ spectrogram }) => Math.floor((spectrogram.mvc.nFrames - 32) / 4) + 1);
    expect(new Set(perExample).size).toBeGreaterThan(1);
    expect(rows.length).toBe(perExample.reduce((a, b) => a + b));
    expect(rows.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(examples.length, 12);
  });

  it('have mean 0 and deviation 1 after the normalisation of the training crops', () => {
    const { inputs, targets, weights } = trainingExamples(rows, normalisationOf(rows));
    expect(inputs.length).toBe(rows.length * imageSize);
    expect(mean(inputs)).toBeCloseTo(0, 5);
    expect(standardDeviation(inputs)).toBeCloseTo(1, 1);
    expect(mean(weights)).toBeCloseTo(1, 6);
    rows.forEach(({ fatigued }, i) => {
      expect([...targets.subarray(2 * i, 2 * i + 2)]).toEqual(fatigued ? [0, 1] : [1, 0]);
    });
  });

  it('are the same pixels in training and in use', () => {
    const normalisation = { centre: -10, scale: 4 };
    const [example] = examples;
    const used = cropInputs(example, normalisation);
    const { inputs } = trainingExamples(cropRows([example]), normalisation);
    expect(used).toEqual(inputs);
    expect(used[0]).toBeCloseTo((example.spectrogram.mvc.db[0] + 10) / 4, 6);
  });
});
