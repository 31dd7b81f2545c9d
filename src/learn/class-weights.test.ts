import { describe, expect, it } from 'vitest';
import { balancedClassWeights, weighClasses } from './class-weights.ts';
import { oneHot } from './examples.ts';

const batch = {
  inputs: new Float32Array(3),
  targets: oneHot([0, 1, 1], 2),
  side: new Float32Array(0),
  weights: Float32Array.of(1, 1, 2),
};

describe('class weights', () => {
  it('become weights of the examples, where labels are hard', () => {
    const weighed = weighClasses(batch, [1, 3]);
    expect([...weighed.weights]).toEqual([1, 3, 6]);
    expect(weighed.targets).toEqual(batch.targets);
  });

  it('change nothing when they are all 1', () => {
    const soft = { ...batch, targets: Float32Array.of(0.25, 0.75, 0, 1, 0.5, 0.5) };
    expect(weighClasses(soft, [1, 1])).toEqual(soft);
  });

  it('balance classes as scikit-learn does: n / (classes · count)', () => {
    expect(balancedClassWeights(oneHot([0, 1, 1, 1], 2), 2)).toEqual([2, 2 / 3]);
    expect(balancedClassWeights(batch.targets, 2, batch.weights)).toEqual([2, 2 / 3]);
    expect(() => balancedClassWeights(oneHot([0, 0], 2), 2)).toThrow(/Class 1 has no examples/);
  });
});
