import { describe, expect, it } from 'vitest';
import { ArgumentError, seededRandom } from '#base';
import { inBand, medianFrequency } from '#fatigue';
import { rms, welch } from '#signal';
import { refusal } from '../base/check-refusal.ts';
import { shapedNoise } from './shaped-noise.ts';
import { shapeMdfHz, shapeWithMdf } from './spectrum-shape.ts';

const fs = 1000;
const bandHz = [20, 450] as const;

function mdfOf(x: Float64Array): number {
  return medianFrequency(inBand(welch(x, fs, { windowSamples: 1024 }), bandHz));
}

describe('shapeMdfHz', () => {
  it('lies where peers that analysed this shape found it', () => {
    // Corners of 60 and 120 Hz gave 94.75 Hz in 0–500 Hz, 42 and 84 Hz gave 66.75 Hz.
    expect(shapeMdfHz({ lowHz: 60, highHz: 120 }, { bandHz: [0, 500] })).toBeCloseTo(94.75, 0);
    expect(shapeMdfHz({ lowHz: 42, highHz: 84 }, { bandHz: [0, 500] })).toBeCloseTo(66.75, 0);
  });

  it('does not depend on the step of its integration', () => {
    expect(shapeMdfHz({ lowHz: 60, highHz: 120 }, { bandHz })).toBeCloseTo(
      shapeMdfHz({ lowHz: 60, highHz: 120 }, { bandHz: [20, 450.001] }),
      2,
    );
  });

  it('counts what a filter takes away', () => {
    const shape = { lowHz: 60, highHz: 120 };
    const response = (fHz: number) => (fHz < 60 ? 0 : 1);
    expect(shapeMdfHz(shape, { response })).toBeGreaterThan(shapeMdfHz(shape) + 10);
  });

  it('is undone by shapeWithMdf', () => {
    for (const mdfHz of [45, 75, 110]) {
      expect(shapeMdfHz(shapeWithMdf(mdfHz))).toBeCloseTo(mdfHz, 3);
    }
  });

  it('refuses corners and bands that mean nothing', () => {
    expect(() => shapeMdfHz({ lowHz: 0, highHz: 100 })).toThrow(ArgumentError);
    expect(() => shapeMdfHz({ lowHz: 50, highHz: 100 }, { bandHz: [450, 20] })).toThrow(
      'bandHz must be two rising frequencies',
    );
    expect(() => shapeWithMdf(10)).toThrow('mdfHz must lie in 35–180 Hz');
  });

  it.each([0, Number.NaN, -1, Number.POSITIVE_INFINITY])('refuses a response of %d', (share) => {
    const response = () => share;
    for (const call of [() => shapeMdfHz({ lowHz: 50, highHz: 100 }, { response }), () => shapeWithMdf(75, response)]) {
      expect(refusal(call)).toMatch(
        /^response must let some power pass in 20–450 Hz, got .* — in shapeMdfHz\. Pass a fun/,
      );
    }
  });
});

describe('shapedNoise', () => {
  it('has the median frequency of its shape within 1 Hz', () => {
    for (const [lowHz, highHz] of [
      [60, 120],
      [42, 84],
      [35, 70],
    ] as const) {
      const x = shapedNoise(seededRandom(7), fs, { durationS: 300, lowHz: () => lowHz, highHz: () => highHz });
      expect(Math.abs(mdfOf(x) - shapeMdfHz({ lowHz, highHz }))).toBeLessThan(1);
    }
  });

  it('follows corners that move', () => {
    const durationS = 240;
    const x = shapedNoise(seededRandom(8), fs, {
      durationS,
      lowHz: (t) => 60 - (18 * t) / durationS,
      highHz: (t) => 120 - (36 * t) / durationS,
    });
    // The first and the last quarter: their middles lie at an eighth of the way from either end.
    const quarter = x.length / 4;
    expect(Math.abs(mdfOf(x.subarray(0, quarter)) - shapeMdfHz({ lowHz: 57.75, highHz: 115.5 }))).toBeLessThan(1.5);
    expect(Math.abs(mdfOf(x.subarray(3 * quarter)) - shapeMdfHz({ lowHz: 44.25, highHz: 88.5 }))).toBeLessThan(1.5);
  });

  it('has an RMS of 1 that does not pulse with the blocks', () => {
    const x = shapedNoise(seededRandom(9), fs, { durationS: 600, lowHz: () => 50, highHz: () => 100 });
    expect(rms(x)).toBeCloseTo(1, 1);
    // Pieces of 0.25 s at the same place of every block.
    for (let place = 0; place < 1000; place += 250) {
      let power = 0;
      for (let start = place; start < x.length; start += 1000) power += rms(x.subarray(start, start + 250)) ** 2;
      expect(power / 600).toBeGreaterThan(0.95);
      expect(power / 600).toBeLessThan(1.05);
    }
  });

  it('is Gaussian', () => {
    const x = shapedNoise(seededRandom(10), fs, { durationS: 300, lowHz: () => 50, highHz: () => 100 });
    const limit = 2 * rms(x);
    const beyondTwo = x.filter((value) => Math.abs(value) > limit).length / x.length;
    expect(beyondTwo).toBeGreaterThan(0.0405);
    expect(beyondTwo).toBeLessThan(0.0505);
  });

  it('is decided by the seed alone', () => {
    const noise = (seed: number) =>
      shapedNoise(seededRandom(seed), fs, { durationS: 3.3, lowHz: () => 50, highHz: () => 100 });
    expect(noise(7)).toEqual(noise(7));
    expect(noise(7)).not.toEqual(noise(8));
    expect(noise(7)).toHaveLength(3300);
  });

  it('asks for corners only inside its duration', () => {
    const asked: number[] = [];
    const lowHz = (timeS: number) => {
      asked.push(timeS);
      return 50;
    };
    shapedNoise(seededRandom(7), fs, { durationS: 4.5, lowHz, highHz: () => 100 });
    expect(Math.min(...asked)).toBe(0);
    expect(Math.max(...asked)).toBe(4.5);
  });

  it('refuses what has no meaning', () => {
    const corners = { lowHz: () => 50, highHz: () => 100 };
    expect(() => shapedNoise(seededRandom(7), 0, { durationS: 1, ...corners })).toThrow(ArgumentError);
    expect(() => shapedNoise(seededRandom(7), fs, { durationS: -1, ...corners })).toThrow('durationS');
    expect(() => shapedNoise(seededRandom(7), fs, { durationS: 1, ...corners, response: () => 0 })).toThrow(
      'power behind the response must be a number above 0, got 0',
    );
    expect(() => shapedNoise(seededRandom(7), fs, { durationS: 1, lowHz: () => 50, highHz: () => Number.NaN })).toThrow(
      'highHz must be a number above 0, got NaN',
    );
  });
});
