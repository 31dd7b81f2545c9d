import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { type Batch, dropoutMask, epochBatches, takeBatch } from './batches.ts';
import { oneHot } from './examples.ts';
import { mixup } from './mixup.ts';
import { smoothLabels } from './smooth-labels.ts';

const seed = fc.nat(1e6);

describe('epochBatches', () => {
  it('shows every example, in full batches, none more than once too often', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 40 }), seed, (n, batchSize, start) => {
        const batches = epochBatches(n, batchSize, seededRandom(start));
        const seen = batches.flat();
        expect(batches).toHaveLength(Math.ceil(n / batchSize));
        expect(batches.every((batch) => batch.length === batchSize)).toBe(true);
        expect(new Set(seen).size).toBe(n);
        const counts = Array.from({ length: n }, (_, example) => seen.filter((row) => row === example).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        expect(seen.slice(0, n).toSorted((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  it('orders each epoch anew', () => {
    const random = seededRandom(1);
    expect(epochBatches(20, 5, random)).not.toEqual(epochBatches(20, 5, random));
  });
});

describe('takeBatch', () => {
  it('keeps inputs, targets, side features and weights of an example together', () => {
    const examples = {
      inputs: Float32Array.of(0, 1, 10, 11, 20, 21),
      targets: oneHot([0, 1, 0], 2),
      side: Float32Array.of(5, 6, 7),
      weights: Float32Array.of(1, 2, 3),
    };
    expect(takeBatch(examples, 3, [2, 1, 2])).toEqual({
      inputs: Float32Array.of(20, 21, 10, 11, 20, 21),
      targets: Float32Array.of(1, 0, 0, 1, 1, 0),
      side: Float32Array.of(7, 6, 7),
      weights: Float32Array.of(3, 2, 3),
    });
  });

  it('fills in weights of 1 and no side features', () => {
    const { side, weights } = takeBatch({ inputs: Float32Array.of(1, 2), targets: oneHot([0, 1], 2) }, 2, [1]);
    expect([side.length, [...weights]]).toEqual([0, [1]]);
  });
});

/** A batch whose inputs and targets say which class each example is of. */
function labelled(labels: number[]): Batch {
  return {
    inputs: Float32Array.from(labels.flatMap((label) => [label, -label, 1])),
    targets: oneHot(labels, 2),
    side: new Float32Array(0),
    weights: new Float32Array(labels.length).fill(1),
  };
}

describe('mixup', () => {
  it('mixes inputs and targets by the same share', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1), { minLength: 1, maxLength: 12 }),
        fc.double({ min: 0.05, max: 4, noNaN: true }),
        seed,
        (labels, alpha, start) => {
          const mixed = mixup(labelled(labels), alpha, seededRandom(start));
          labels.forEach((_, i) => {
            const [none, one] = mixed.targets.subarray(2 * i, 2 * i + 2);
            expect(none + one).toBeCloseTo(1, 6);
            const [label, negative, unit] = mixed.inputs.subarray(3 * i, 3 * i + 3);
            expect(label).toBeCloseTo(one, 6);
            expect(negative).toBeCloseTo(-one, 6);
            expect(unit).toBeCloseTo(1, 6);
          });
        },
      ),
    );
  });

  it.each([0.2, 1, 3])('draws shares with the mean and variance of Beta(%d, %d)', (alpha) => {
    // Pairs of equal labels keep their target, so only pairs of a 0 and a 1 tell the share.
    const labels = Array.from({ length: 20000 }, (_, i) => i % 2);
    const { targets } = mixup(labelled(labels), alpha, seededRandom(4));
    const shares = labels.map((label, i) => targets[2 * i + label]).filter((own) => own > 0 && own < 1);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / shares.length;
    expect(mean).toBeCloseTo(0.5, 1);
    expect(variance / (1 / (4 * (2 * alpha + 1)))).toBeCloseTo(1, 1);
  });

  it('survives a share that underflows and refuses a senseless alpha', () => {
    const { targets } = mixup(labelled([0, 1, 1, 0]), 1e-6, seededRandom(1));
    expect([...targets].every((target) => target >= 0 && target <= 1)).toBe(true);
    expect(() => mixup(labelled([0]), 0, seededRandom(1))).toThrow(/alpha must be above 0, got 0/);
  });
});

describe('smoothLabels', () => {
  it('moves probability to the other classes and keeps the sum', () => {
    const { targets } = smoothLabels(labelled([1]), 0.1);
    expect(targets[0]).toBeCloseTo(0.05, 6);
    expect(targets[1]).toBeCloseTo(0.95, 6);
  });
});

describe('dropoutMask', () => {
  it.each([0.1, 0.5, 0.9])('drops the share %d and keeps the mean', (rate) => {
    const mask = dropoutMask(40001, rate, seededRandom(3));
    const dropped = mask.filter((value) => value === 0).length / mask.length;
    expect(dropped).toBeCloseTo(rate, 1);
    expect(mask.reduce((sum, value) => sum + value, 0) / mask.length).toBeCloseTo(1, 1);
    expect(new Set(mask).size).toBe(2);
  });
});
