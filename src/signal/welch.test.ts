import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { noise, sine } from './check-signals.ts';
import { median } from './statistics.ts';
import { welch } from './welch.ts';

const area = ({ psd, freqsHz }: { psd: Float64Array; freqsHz: Float64Array }): number =>
  psd.reduce((sum, value) => sum + value, 0) * freqsHz[1];

describe('welch', () => {
  it('holds the power of a sine: half its squared amplitude', () => {
    expect(area(welch(sine(8000, 1000, { amplitude: 2, frequencyHz: 125 }), 1000))).toBeCloseTo(2, 6);
  });

  it('is flat for white noise, at variance / (fs / 2), for mean and median alike', () => {
    for (const average of ['mean', 'median'] as const) {
      const { psd } = welch(noise(100_000), 1000, { windowSamples: 256, average });
      expect(median(psd.subarray(2, -2)) / (1 / 500)).toBeCloseTo(1, 1);
    }
  });

  it('grows with the square of the signal, and only with it', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 10, noNaN: true }), fc.integer({ min: 1, max: 500 }), (gain, n) => {
        const x = noise(n, n);
        const once = welch(x, 1000, { windowSamples: 64 }).psd;
        const louder = welch(
          x.map((value) => gain * value),
          1000,
          { windowSamples: 64 },
        ).psd;
        louder.forEach((value, k) => {
          expect(Math.abs(value - gain * gain * once[k])).toBeLessThan(1e-10);
        });
      }),
    );
  });

  it('takes a short signal as one segment, whatever the overlap', () => {
    const { psd } = welch(noise(100), 1000, { windowSamples: 512, overlapSamples: 256 });
    expect(psd).toEqual(welch(noise(100), 1000, { windowSamples: 100 }).psd);
  });

  it('stretches with the sampling rate: density down, frequencies up', () => {
    const slow = welch(noise(2000), 1000);
    const fast = welch(noise(2000), 2000);
    expect(fast.freqsHz).toEqual(slow.freqsHz.map((value) => 2 * value));
    expect(area(fast)).toBeCloseTo(area(slow), 10);
  });

  it('refuses what no spectrum can have', () => {
    const x = noise(100);
    expect(refusal(() => welch(new Float64Array(), 1000))).toContain(
      'x must hold at least 1 sample, got 0 — in welch.',
    );
    expect(refusal(() => welch(x, -5))).toContain('fs must be a number above 0, got -5');
    expect(refusal(() => welch(x, 1000, { windowSamples: 64, overlapSamples: 64 }))).toBe(
      'overlapSamples must be below windowSamples = 64, got 64 — in welch. Lower the overlap; half the window is usual.',
    );
    expect(refusal(() => welch(x, 1000, { windowSamples: 64, overlapSamples: -1 }))).toContain(
      'overlapSamples must be a whole',
    );
    expect(refusal(() => welch(x, 1000, { windowSamples: 1.5 }))).toContain('windowSamples must be a whole number');
    expect(refusal(() => welch(x, 1000, { windowSamples: 64, nfft: 32 }))).toContain('nfft must be at least');
    expect(refusal(() => welch(x, 1000, { average: 'max' as 'mean' }))).toContain(
      "average must be one of mean, median; got 'max'",
    );
    expect(
      refusal(() =>
        welch(
          x.map(() => Number.NaN),
          1000,
        ),
      ),
    ).toContain('x[0] is NaN');
  });
});
