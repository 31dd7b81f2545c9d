import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { colouredNoise } from './check-contractions.ts';
import { meanAbsoluteValue, waveformLength, zeroCrossings } from './index.ts';

const x = colouredNoise(3000);
const sine = Float64Array.from({ length: 2000 }, (_, i) => Math.sin((2 * Math.PI * 50 * (i + 0.5)) / 1000));

describe('amplitude indices', () => {
  it('know a sine', () => {
    expect(meanAbsoluteValue(sine)).toBeCloseTo(2 / Math.PI, 2);
    // 50 Hz cross zero 100 times per second, the last time after the end; each period climbs and falls by 2.
    expect(zeroCrossings(sine, 1000, { threshold: 0 })).toBeCloseTo(99.5, 9);
    expect(waveformLength(sine, 1000)).toBeCloseTo(4 * 50, -1);
  });

  it('grow with the signal, and crossings do not', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (gain) => {
        const y = x.map((value) => value * gain);
        expect(meanAbsoluteValue(y) / meanAbsoluteValue(x)).toBeCloseTo(gain, 9);
        expect(waveformLength(y, 1000) / waveformLength(x, 1000)).toBeCloseTo(gain, 9);
        expect(zeroCrossings(y, 1000, { threshold: 0 })).toBe(zeroCrossings(x, 1000, { threshold: 0 }));
      }),
      { numRuns: 20 },
    );
  });

  it('do not count what stays inside the dead band', () => {
    const hum = x.map((_, i) => (i % 2 === 0 ? 0.01 : -0.01));
    expect(zeroCrossings(hum, 1000, { threshold: 0.01 })).toBe(0);
    expect(zeroCrossings(hum, 1000, { threshold: 0.009 })).toBeCloseTo(999.7, 1);
    expect(zeroCrossings(new Float64Array(10), 1000, { threshold: 0 })).toBe(0);
  });

  it('refuse what has no value', () => {
    const none = new Float64Array(0);
    expect(refusal(() => meanAbsoluteValue(none))).toBe(
      'x must hold at least 1 sample, got 0 — in meanAbsoluteValue. Pass a longer signal.',
    );
    expect(refusal(() => waveformLength(none, 1000))).toContain('in waveformLength');
    expect(refusal(() => waveformLength(x, 0))).toContain('fs must be a number above 0, got 0');
    expect(refusal(() => zeroCrossings(none, 1000, { threshold: 0 }))).toContain('in zeroCrossings');
    expect(refusal(() => zeroCrossings(x, Number.NaN, { threshold: 0 }))).toContain('got NaN');
    const torn = x.with(7, Number.NaN);
    expect(refusal(() => meanAbsoluteValue(torn))).toContain('x[7] is NaN');
    expect(refusal(() => waveformLength(torn, 1000))).toContain('x[7] is NaN');
    expect(refusal(() => zeroCrossings(torn, 1000, { threshold: 0 }))).toContain('x[7] is NaN');
    expect(refusal(() => zeroCrossings(x, 1000, { threshold: -1 }))).toBe(
      'threshold must be 0 or more, got -1 — in zeroCrossings. Pass about three times the RMS at rest, or 0.',
    );
  });
});
