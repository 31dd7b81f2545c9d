import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { noise, worstDifference } from './check-signals.ts';
import { movingRms } from './moving-rms.ts';
import { rms } from './statistics.ts';

describe('movingRms', () => {
  it('is the RMS of what each window sees', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 150 }), (n, windowSamples) => {
        const x = noise(n, n);
        const naive = Array.from(x, (_, i) => {
          const from = i - Math.floor(windowSamples / 2);
          return rms(x.subarray(Math.max(0, from), from + windowSamples));
        });
        expect(worstDifference(movingRms(x, { windowSamples }), naive)).toBeLessThan(1e-13);
      }),
    );
  });

  it('keeps the digits of a rest after a contraction a hundred million times as strong', () => {
    const rest = noise(500).map((value) => value * 1e-8);
    const x = Float64Array.from([...noise(500), ...rest]);
    const y = movingRms(x, { windowSamples: 50 }).subarray(600, 900);
    const alone = movingRms(rest, { windowSamples: 50 }).subarray(100, 400);
    y.forEach((value, i) => {
      expect(Math.abs(value / alone[i] - 1)).toBeLessThan(1e-13);
    });
  });

  it('is 0 for silence and the rectified signal for a window of 1', () => {
    expect(movingRms(new Float64Array(5), { windowSamples: 3 })).toEqual(new Float64Array(5));
    expect(movingRms(Float64Array.of(-2, 3), { windowSamples: 1 })).toEqual(Float64Array.of(2, 3));
  });

  it('refuses empty signals and windows that are none', () => {
    expect(refusal(() => movingRms(new Float64Array(), { windowSamples: 3 }))).toContain(
      'x must hold at least 1 sample',
    );
    expect(refusal(() => movingRms(noise(9), { windowSamples: 0 }))).toBe(
      'windowSamples must be a whole number of at least 1, got 0 — in movingRms. Pass a whole number from 1 up.',
    );
    expect(refusal(() => movingRms(Float64Array.of(Number.NaN), { windowSamples: 1 }))).toContain('x[0] is NaN');
  });
});
