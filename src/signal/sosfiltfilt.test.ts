import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { butterworth } from './butterworth.ts';
import { noise, sine, worstDifference } from './check-signals.ts';
import { sosfiltfilt } from './sosfiltfilt.ts';
import { rms } from './statistics.ts';

const low = butterworth(1000, { order: 4, type: 'lowpass', cutoffHz: 100 });

describe('sosfiltfilt', () => {
  it('does not move a sine in time', () => {
    const x = sine(2000, 1000, { frequencyHz: 10 });
    expect(worstDifference(sosfiltfilt(low, x).subarray(200, 1800), x.subarray(200, 1800))).toBeLessThan(1e-6);
  });

  it('halves the power twice: the gain at the cutoff is 1 / 2', () => {
    const y = sosfiltfilt(low, sine(4000, 1000, { frequencyHz: 100 }));
    expect(rms(y.subarray(1000, 3000)) / Math.SQRT1_2).toBeCloseTo(0.5, 6);
  });

  it('keeps a constant', () => {
    const four = new Float64Array(60).fill(4);
    expect(worstDifference(sosfiltfilt(low, four), four)).toBeLessThan(1e-10);
  });

  it('gives the reversed answer to the reversed signal, once the ends have faded', () => {
    const x = noise(600);
    const mirrored = sosfiltfilt(low, x.slice().reverse()).reverse();
    expect(worstDifference(mirrored.subarray(200, 400), sosfiltfilt(low, x).subarray(200, 400))).toBeLessThan(1e-10);
  });

  it('refuses a signal that is not longer than the extension', () => {
    expect(sosfiltfilt(low, noise(16)).length).toBe(16);
    expect(refusal(() => sosfiltfilt(low, noise(15)))).toBe(
      'x must be longer than 15 samples for this filter, got 15 — in sosfiltfilt. Pass a longer piece, or lower the order of the filter.',
    );
    expect(refusal(() => sosfiltfilt(low, new Float64Array()))).toContain('at least 1 sample, got 0');
  });

  it('refuses what grows beyond all numbers, by an unstable filter or from too far out', () => {
    const said = ' while it is filtered — in sosfiltfilt. Check that the filter is stable, or scale the signal down.';
    expect(refusal(() => sosfiltfilt([[1, 0, 0, 1, -3, 0]], noise(2000)))).toMatch(/^x becomes (NaN|-?Infinity)/);
    expect(refusal(() => sosfiltfilt([[1, 0, 0, 1, -3, 0]], noise(2000)))).toContain(said);
    const huge = noise(60).map((value) => Math.sign(value) * 1.5e308);
    expect(refusal(() => sosfiltfilt(low, huge))).toContain(said);
  });
});
