import { describe, expect, it } from 'vitest';
import { type Progress, seededRandom } from '#base';
import { nodeRuntime } from '../node/onnx-runtime.ts';
import { adamw, type Network, oneHot, type TrainingOptions, train } from './index.ts';
import { speedometer } from './training-speed.ts';

const network: Network = {
  name: 'line',
  inputShape: [1, 2, 2],
  nClasses: 2,
  build: (b, x) => b.dense('fc', b.flatten(x), 2),
};
const random = seededRandom(1);
const data = {
  inputs: Float32Array.from({ length: 80 }, () => random.normal()),
  targets: oneHot(new Array(20).fill(1), 2),
};

describe('a training with a clock', () => {
  it('reports steps with their speed, and keeps times in the history', async () => {
    // Every look at the clock takes 30 ms.
    let time = 0;
    const now = (): number => {
      time += 30;
      return time;
    };
    const seen: Progress[] = [];
    const options = { epochs: 3, learningRate: 1e-2, seed: 1, batchSize: 4, optimiser: adamw() };
    const { history, weights } = await train(nodeRuntime({ threads: 1 }), network, data, options, {
      now,
      onProgress: (progress) => seen.push(progress),
    });
    const done = seen.map((progress) => progress.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(6);
    expect(seen.filter((progress) => Number.isInteger(progress.done)).map((progress) => progress.done)).toEqual([
      1, 2, 3,
    ]);
    for (const { total, speed, label } of seen) {
      expect(total).toBe(3);
      expect(label).toMatch(/^line: (epoch \d, )?loss 0\.\d{4}$/);
      expect(speed?.perSecond).toBeCloseTo((1000 * 4) / (speed?.stepMs ?? 0), 9);
      expect(speed?.stepMs).toBeGreaterThanOrEqual(30);
    }
    const left = seen.map(({ speed }) => speed?.leftS ?? Number.NaN);
    expect(left.at(-1)).toBe(0);
    expect(left[0]).toBeGreaterThan(1);
    for (const { secondsPerStep = 0 } of history) expect(secondsPerStep).toBeCloseTo(0.03, 9);
    const without = await train(nodeRuntime({ threads: 1 }), network, data, options);
    expect(without.weights).toEqual(weights);
    expect(without.history[0]).not.toHaveProperty('secondsPerStep');
  });

  it('shows the mean of the last steps, and counts all time for what is left', () => {
    let time = 0;
    const speed = speedometer(() => time, 8);
    expect(speed.speed(5)).toBeUndefined();
    for (let i = 0; i < 40; i++) {
      time += 100;
      speed.finished(i < 20 ? 90 : 40);
    }
    expect(speed.speed(10)).toEqual({ stepMs: 40, perSecond: 200, leftS: 1 });
    expect(speed.isDue()).toBe(true);
    expect(speed.isDue()).toBe(false);
    expect(speedometer(undefined, 8).isDue()).toBe(false);
  });
});

it.each<[Partial<TrainingOptions>, RegExp]>([
  [{ warmup: { steps: 0 } }, /warmup\.steps must be a whole number of at least 1/],
  [{ warmup: { steps: 60 } }, /warmup\.steps must be below the 15 steps of the training, got 60/],
  [{ warmup: { steps: 2, startFactor: 0 } }, /warmup\.startFactor must be above 0/],
  [{ warmup: { steps: 2 }, schedule: 'one-cycle' }, /'one-cycle' rises from a low rate itself/],
  [{ classWeights: [1, 2, 3] }, /classWeights must hold 2 numbers above 0, got \[1, 2, 3\] — in train/],
  [{ classWeights: [1, 0] }, /classWeights must hold 2 numbers above 0/],
  [{ checkpoint: { save: () => undefined, everySteps: 0 } }, /checkpoint\.everySteps must be a whole number/],
])('refuses the option %o', async (option, message) => {
  const options = { epochs: 3, learningRate: 1e-2, seed: 1, batchSize: 4, optimiser: adamw(), ...option };
  await expect(train(nodeRuntime({ threads: 1 }), network, data, options)).rejects.toThrow(message);
});
