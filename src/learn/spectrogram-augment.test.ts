import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import type { Augment, Batch } from './batches.ts';
import { composeAugments, jitterGain, maskFrequency, maskTime, shiftTime } from './spectrogram-augment.ts';

const shape = [2, 5, 9] as const;
const [channels, bands, frames] = shape;
const plane = bands * frames;
const size = channels * plane;

function batchOf(n: number, seed: number): Batch {
  const random = seededRandom(seed);
  return {
    inputs: Float32Array.from({ length: n * size }, () => 10 * random.normal()),
    targets: new Float32Array(n * 2).fill(0.5),
    side: new Float32Array(0),
    weights: new Float32Array(n).fill(1),
  };
}

const all: Record<string, Augment> = {
  maskFrequency: maskFrequency(shape, { maxBands: 3, masks: 2 }),
  maskTime: maskTime(shape, { maxFrames: 4, masks: 2 }),
  shiftTime: shiftTime(shape, { maxFrames: 3 }),
  jitterGain: jitterGain(shape, { maxDb: 2, dbPerUnit: 4 }),
  composed: composeAugments(maskTime(shape, { maxFrames: 4 }), jitterGain(shape, { maxDb: 2 })),
};
/** The value of a cell, in Float64. */
const cell = (x: Float32Array, example: number, channel: number, band: number, frame: number): number =>
  x[example * size + channel * plane + band * frames + frame];
const cells = Array.from({ length: size }, (_, at) => ({
  channel: Math.floor(at / plane),
  band: Math.floor((at % plane) / frames),
  frame: at % frames,
}));

/** Which cells of an example a mask filled, by channel, checked to hold their channel's mean. */
function maskedCells(before: Float32Array, after: Float32Array): { channel: number; band: number; frame: number }[] {
  return cells.filter(({ channel, band, frame }) => {
    const was = cell(before, 0, channel, band, frame);
    const is = cell(after, 0, channel, band, frame);
    if (is === was) return false;
    const mean = before.slice(channel * plane, (channel + 1) * plane).reduce((sum, value) => sum + value, 0) / plane;
    expect(is).toBeCloseTo(mean, 4);
    return true;
  });
}

describe('augmentations of spectrograms', () => {
  it.each(Object.entries(all))('%s is random only through its stream and leaves its batch alone', (_, augment) => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 4 }), (seed, n) => {
        const batch = batchOf(n, seed);
        const before = batch.inputs.slice();
        const first = augment(batch, seededRandom(seed));
        expect(batch.inputs).toEqual(before);
        expect(augment(batch, seededRandom(seed))).toEqual(first);
        expect(first.inputs).toHaveLength(before.length);
        expect({ ...first, inputs: 0 }).toEqual({ ...batch, inputs: 0 });
        const going = seededRandom(seed);
        const many = Array.from({ length: 8 }, () => augment(batch, going).inputs);
        expect(many.some((inputs) => inputs.some((value, i) => value !== many[0][i]))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('masks whole neighbouring bands, or frames, of all channels', () => {
    const widths = { band: new Set<number>(), frame: new Set<number>() };
    for (let seed = 0; seed < 200; seed++) {
      const batch = batchOf(1, 7);
      for (const [axis, augment, most, across] of [
        ['band', maskFrequency(shape, { maxBands: 3 }), 3, channels * frames],
        ['frame', maskTime(shape, { maxFrames: 4 }), 4, channels * bands],
      ] as const) {
        const masked = maskedCells(batch.inputs, augment(batch, seededRandom(seed)).inputs);
        const lines = [...new Set(masked.map((place) => place[axis]))].sort((a, b) => a - b);
        widths[axis].add(lines.length);
        expect(masked).toHaveLength(lines.length * across);
        if (lines.length > 0) expect(lines[lines.length - 1] - lines[0]).toBe(lines.length - 1);
        expect(lines.length).toBeLessThanOrEqual(most);
      }
    }
    expect([...widths.band].sort()).toEqual([0, 1, 2, 3]);
    expect([...widths.frame].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it('shifts all rows alike along time and repeats the edge', () => {
    const shifts = new Set<number>();
    for (let seed = 0; seed < 100; seed++) {
      const { inputs } = batchOf(2, seed);
      const moved = all.shiftTime(batchOf(2, seed), seededRandom(seed)).inputs;
      for (const example of [0, 1]) {
        const shift = [-3, -2, -1, 0, 1, 2, 3].find((by) =>
          cells.every(({ channel, band, frame }) => {
            const from = Math.min(frames - 1, Math.max(0, frame - by));
            return cell(moved, example, channel, band, frame) === cell(inputs, example, channel, band, from);
          }),
        );
        expect(shift).toBeDefined();
        shifts.add(shift as number);
      }
    }
    expect(shifts.size).toBe(7);
  });

  it('adds one level to each whole example, in the units of the input', () => {
    const { inputs } = batchOf(300, 1);
    const louder = all.jitterGain(batchOf(300, 1), seededRandom(1)).inputs;
    const levels = Array.from({ length: 300 }, (_, example) => {
      const differences = cells.map((_, at) => louder[example * size + at] - inputs[example * size + at]);
      for (const difference of differences) expect(difference).toBeCloseTo(differences[0], 4);
      return differences[0];
    });
    expect(Math.max(...levels)).toBeLessThanOrEqual(0.5001);
    expect(Math.max(...levels)).toBeGreaterThan(0.45);
    expect(Math.min(...levels)).toBeLessThan(-0.45);
  });

  it('composes in order from one stream, and says its settings', () => {
    const [first, second] = [maskTime(shape, { maxFrames: 4 }), jitterGain(shape, { maxDb: 2 })];
    const random = seededRandom(4);
    const byHand = second(first(batchOf(3, 1), random), random);
    expect(composeAugments(first, second)(batchOf(3, 1), seededRandom(4))).toEqual(byHand);
    expect(composeAugments(first, (batch) => batch).settings).toEqual([
      { name: 'maskTime', shape: [...shape], maxFrames: 4, masks: 1 },
      null,
    ]);
  });

  it('refuses sizes that the spectrogram does not have', () => {
    expect(() => maskFrequency(shape, { maxBands: 6 })).toThrow(/maxBands must be at most 5, got 6 — in maskFrequency/);
    expect(() => maskTime(shape, { maxFrames: 0 })).toThrow(/maxFrames must be a whole number of at least 1/);
    expect(() => shiftTime(shape, { maxFrames: 9 })).toThrow(/maxFrames must be at most 8, got 9/);
    expect(() => jitterGain(shape, { maxDb: 0 })).toThrow(/must be numbers above 0, got 0 and 1/);
    const other = { ...batchOf(1, 1), inputs: new Float32Array(7) };
    expect(() => all.maskTime(other, seededRandom(1))).toThrow(/inputs hold 7 values per example/);
  });
});
