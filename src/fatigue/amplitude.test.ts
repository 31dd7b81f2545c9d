import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { colouredNoise } from './check-contractions.ts';
import {
  integratedEmg,
  kurtosis,
  meanAbsoluteValue,
  slopeSignChanges,
  waveformLength,
  zeroCrossings,
} from './index.ts';

const x = colouredNoise(3000);
const sine = Float64Array.from({ length: 2000 }, (_, i) => Math.sin((2 * Math.PI * 50 * (i + 0.5)) / 1000));

describe('amplitude indices', () => {
  it('know a sine', () => {
    expect(meanAbsoluteValue(sine)).toBeCloseTo(2 / Math.PI, 2);
    // 50 Hz cross zero 100 times per second, the last time after the end; each period climbs and falls by 2.
    expect(zeroCrossings(sine, 1000, { threshold: 0 })).toBeCloseTo(99.5, 9);
    expect(waveformLength(sine, 1000)).toBeCloseTo(4 * 50, -1);
    expect(integratedEmg(sine, 1000)).toBeCloseTo((2 * 2) / Math.PI, 1);
    // Top and bottom of each period lie on a pair of equal samples, which is no turn; shifted by a quarter sample they do not.
    const shifted = sine.map((_, i) => Math.sin((2 * Math.PI * 50 * (i + 0.25)) / 1000));
    expect(slopeSignChanges(shifted, 1000, { threshold: 0 })).toBe(100);
    expect(kurtosis(sine)).toBeCloseTo(1.5, 9);
  });

  it('grow with the signal, and crossings do not', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (gain) => {
        const y = x.map((value) => value * gain);
        expect(meanAbsoluteValue(y) / meanAbsoluteValue(x)).toBeCloseTo(gain, 9);
        expect(waveformLength(y, 1000) / waveformLength(x, 1000)).toBeCloseTo(gain, 9);
        expect(zeroCrossings(y, 1000, { threshold: 0 })).toBe(zeroCrossings(x, 1000, { threshold: 0 }));
        expect(integratedEmg(y, 1000) / integratedEmg(x, 1000)).toBeCloseTo(gain, 9);
        expect(slopeSignChanges(y, 1000, { threshold: 0 })).toBe(slopeSignChanges(x, 1000, { threshold: 0 }));
        expect(kurtosis(y) / kurtosis(x)).toBeCloseTo(1, 9);
      }),
      { numRuns: 20 },
    );
  });

  it('count turns wherever the signal lies, whichever way up, and fewer behind a wider dead band', () => {
    const turns = (y: Float64Array, threshold = 0.05) => slopeSignChanges(y, 1000, { threshold });
    const usual = turns(x);
    expect(usual).toBeGreaterThan(50);
    expect(turns(x.map((value) => -value))).toBe(usual);
    expect(
      turns(
        x.map((value) => 2 * value + 1024),
        0.1,
      ),
    ).toBeCloseTo(usual, 6);
    expect(turns(x.toReversed())).toBe(usual);
    expect(zeroCrossings(x.toReversed(), 1000, { threshold: 0.05 })).toBe(zeroCrossings(x, 1000, { threshold: 0.05 }));
    const counts = [0, 0.05, 0.1, 0.2, 9].map((threshold) => turns(x, threshold));
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(counts[4]).toBe(0);
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
    expect(refusal(() => integratedEmg(none, 1000))).toContain('in integratedEmg');
    expect(refusal(() => integratedEmg(x, -1))).toContain('fs must be a number above 0, got -1');
    expect(refusal(() => slopeSignChanges(none, 1000, { threshold: 0 }))).toContain('in slopeSignChanges');
    expect(refusal(() => slopeSignChanges(x, 1000, { threshold: -2 }))).toContain('threshold must be 0 or more');
    expect(refusal(() => kurtosis(none))).toContain('in kurtosis');
    expect(refusal(() => kurtosis(new Float64Array(5)))).toContain('x must not be constant, got 0 throughout');
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
