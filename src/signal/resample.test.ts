import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { noise, sine, worstDifference } from './check-signals.ts';
import { resample, resampleTo } from './resample.ts';

describe('resample', () => {
  it('keeps a sine that both rates can carry, in the middle', () => {
    for (const [up, down] of [
      [2, 1],
      [1, 2],
      [3, 2],
      [147, 160],
      [128, 125],
    ]) {
      const x = sine(2000, 1000, { frequencyHz: 30 });
      const y = resample(x, { up, down });
      const wanted = sine(y.length, (1000 * up) / down, { frequencyHz: 30 });
      const from = Math.floor(y.length / 4);
      expect(worstDifference(y.subarray(from, -from), wanted.subarray(from, -from)), `${up} / ${down}`).toBeLessThan(
        2e-3,
      );
    }
  });

  it('takes out what the lower rate cannot carry', () => {
    const y = resample(sine(2000, 1000, { frequencyHz: 400 }), { up: 1, down: 2 });
    expect(Math.max(...y.subarray(100, -100))).toBeLessThan(2e-3);
  });

  it('is ceil(n up / down) long, and reduces its ratio', () => {
    const sizes = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(sizes, sizes, sizes, fc.integer({ min: 1, max: 5 }), (n, up, down, common) => {
        const y = resample(noise(n), { up, down });
        expect(y.length).toBe(Math.ceil((n * up) / down));
        expect(resample(noise(n), { up: common * up, down: common * down })).toEqual(y);
      }),
      { numRuns: 50 },
    );
  });

  it('is linear', () => {
    const a = noise(100, 1);
    const b = noise(100, 2);
    const together = resample(
      a.map((value, i) => value - 3 * b[i]),
      { up: 5, down: 3 },
    );
    const ofB = resample(b, { up: 5, down: 3 });
    const apart = resample(a, { up: 5, down: 3 }).map((value, i) => value - 3 * ofB[i]);
    expect(worstDifference(together, apart)).toBeLessThan(1e-12);
  });

  it('copies when nothing changes', () => {
    const x = noise(20);
    const y = resample(x, { up: 7, down: 7 });
    expect(y).toEqual(x);
    expect(y).not.toBe(x);
  });

  it('refuses factors that are none', () => {
    const x = noise(20);
    expect(refusal(() => resample(x, { up: 0, down: 1 }))).toContain('up must be a whole number of at least 1, got 0');
    expect(refusal(() => resample(x, { up: 1, down: 1.5 }))).toContain('down must be a whole number');
    expect(refusal(() => resample(x, { up: 10_001, down: 2 }))).toBe(
      'up / down must have terms of at most 10000, got 10001 / 2 — in resample. Choose a simpler ratio near it.',
    );
    expect(refusal(() => resample(new Float64Array(), { up: 1, down: 2 }))).toContain('x must hold at least 1 sample');
  });
});

describe('resampleTo', () => {
  it.each([
    [1000, 2000, 2, 1],
    [2000, 1000, 1, 2],
    [1000, 1024, 128, 125],
    [48_000, 44_100, 147, 160],
    [1000 / 3, 1000, 3, 1],
    [1000, 1000, 1, 1],
    [999.5, 1000, 2000, 1999],
    [10_000, 1, 1, 10_000],
  ])('finds the ratio from %d to %d Hz', (fs, toHz, up, down) => {
    expect(resampleTo(noise(50), fs, { toHz })).toEqual(resample(noise(50), { up, down }));
  });

  it.each([
    [1000, 1000 * Math.SQRT2],
    [1000, 1000.001],
    [1, 1e9],
    [1e300, 1e-300],
    [1e-300, 1e300],
  ])('refuses %d to %d Hz, which is no ratio of small numbers', (fs, toHz) => {
    expect(refusal(() => resampleTo(noise(50), fs, { toHz }))).toBe(
      `toHz / fs must be a ratio of whole numbers up to 10000, got ${toHz} / ${fs} — in resampleTo. Choose rates such as 1000, 1024, 2000 or 44100 Hz.`,
    );
  });

  it.each([
    [1017.252604, 1507, 1533],
    [2148.1481, 27, 58],
    [1111.11, 9, 10],
  ])('takes a simple ratio within a tolerance from %d Hz', (fs, up, down) => {
    const near = resampleTo(noise(50), fs, { toHz: 1000, tolerance: 1e-5 });
    expect(near).toEqual(resample(noise(50), { up, down }));
    expect(Math.abs((fs * up) / down / 1000 - 1)).toBeLessThan(1e-5);
  });

  it.each([0, -1, 0.2, Number.NaN])('refuses a tolerance of %d', (tolerance) => {
    expect(refusal(() => resampleTo(noise(5), 5, { toHz: 5, tolerance }))).toContain(
      `tolerance must lie in 1e-12–0.1, got ${tolerance} — in resampleTo.`,
    );
  });

  it('refuses rates that are none', () => {
    expect(refusal(() => resampleTo(noise(5), 0, { toHz: 5 }))).toContain('fs must be a number above 0, got 0');
    expect(refusal(() => resampleTo(noise(5), 5, { toHz: Number.NaN }))).toContain(
      'toHz must be a number above 0, got NaN',
    );
  });
});
