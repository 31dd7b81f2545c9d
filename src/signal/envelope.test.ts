import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { noise } from './check-signals.ts';
import { linearEnvelope } from './envelope.ts';

describe('linearEnvelope', () => {
  it('follows a burst, in its middle and at its level', () => {
    const x = noise(3000).map((value, i) => (i >= 1000 && i < 2000 ? value : 0.01 * value));
    const y = linearEnvelope(x, 1000);
    const mid = y.subarray(1200, 1800).reduce((a, b) => a + b) / 600;
    // The mean of |white noise| is sqrt(2 / pi).
    expect(mid).toBeCloseTo(Math.sqrt(2 / Math.PI), 1);
    expect(Math.max(...y.subarray(0, 800))).toBeLessThan(0.02);
    const above = Array.from(y.keys()).filter((i) => y[i] > mid / 2);
    expect(Math.abs(above[0] - 1000)).toBeLessThan(40);
    expect(Math.abs((above.at(-1) ?? 0) - 2000)).toBeLessThan(40);
  });

  it('does not depend on the sign', () => {
    expect(
      linearEnvelope(
        noise(500).map((value) => -value),
        1000,
      ),
    ).toEqual(linearEnvelope(noise(500), 1000));
  });

  it('refuses cutoffs, orders and signals that do not fit', () => {
    expect(refusal(() => linearEnvelope(noise(500), 1000, { cutoffHz: 500 }))).toContain(
      'cutoffHz must be below fs / 2 = 500 Hz, got 500',
    );
    expect(refusal(() => linearEnvelope(noise(500), 1000, { order: 0 }))).toContain('order must be a whole number');
    expect(refusal(() => linearEnvelope(noise(9), 1000))).toContain(
      'x must be longer than 9 samples for this filter, got 9',
    );
    expect(refusal(() => linearEnvelope(noise(500), 0))).toContain(
      'fs must be a number above 0, got 0 — in linearEnvelope.',
    );
  });
});
