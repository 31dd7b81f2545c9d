import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { type ButterworthOptions, butterworth } from './butterworth.ts';
import { notch } from './notch.ts';
import type { Sos } from './sos.ts';

/** |H| of a filter at a frequency. */
function gainAt(sos: Sos, fs: number, frequencyHz: number): number {
  const w = (2 * Math.PI * frequencyHz) / fs;
  const size = (c0: number, c1: number, c2: number): number =>
    Math.hypot(c0 + c1 * Math.cos(w) + c2 * Math.cos(2 * w), c1 * Math.sin(w) + c2 * Math.sin(2 * w));
  return sos.reduce((gain, [b0, b1, b2, a0, a1, a2]) => (gain * size(b0, b1, b2)) / size(a0, a1, a2), 1);
}

const orders = fc.integer({ min: 1, max: 8 });

describe('butterworth', () => {
  it('passes 1 / sqrt(2) at the cutoff, 1 inside and 0 far outside', () => {
    fc.assert(
      fc.property(orders, fc.double({ min: 1, max: 499, noNaN: true }), (order, cutoffHz) => {
        const low = butterworth(1000, { order, type: 'lowpass', cutoffHz });
        const high = butterworth(1000, { order, type: 'highpass', cutoffHz });
        expect(gainAt(low, 1000, cutoffHz)).toBeCloseTo(Math.SQRT1_2, 8);
        expect(gainAt(high, 1000, cutoffHz)).toBeCloseTo(Math.SQRT1_2, 8);
        expect([gainAt(low, 1000, 0), gainAt(high, 1000, 500)].map((gain) => gain.toFixed(6))).toEqual([
          '1.000000',
          '1.000000',
        ]);
        expect(Math.max(gainAt(low, 1000, 500), gainAt(high, 1000, 0))).toBeLessThan(1e-10);
      }),
    );
  });

  it('passes a band and stops it, with edges at 1 / sqrt(2)', () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 2, max: 240 }), fc.integer({ min: 5, max: 240 }), (order, low, width) => {
        const cutoffHz = [low, low + width] as const;
        const pass = butterworth(1000, { order, type: 'bandpass', cutoffHz });
        const stop = butterworth(1000, { order, type: 'bandstop', cutoffHz });
        expect(pass.length).toBe(order);
        for (const edge of cutoffHz) {
          expect(gainAt(pass, 1000, edge)).toBeCloseTo(Math.SQRT1_2, 6);
          expect(gainAt(stop, 1000, edge)).toBeCloseTo(Math.SQRT1_2, 6);
        }
        expect(Math.max(gainAt(pass, 1000, 0), gainAt(pass, 1000, 500))).toBeLessThan(1e-10);
        expect(gainAt(stop, 1000, 0)).toBeCloseTo(1, 6);
      }),
    );
  });

  it('is stable: every pole lies inside the unit circle', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 16 }),
        fc.double({ min: 0.01, max: 499.9, noNaN: true }),
        (order, cutoffHz) => {
          for (const [, , , , a1, a2] of butterworth(1000, { order, type: 'lowpass', cutoffHz })) {
            expect(Math.abs(a2)).toBeLessThan(1);
            expect(Math.abs(a1)).toBeLessThan(1 + a2);
          }
        },
      ),
    );
  });

  it('puts bands about fs / 4 in one order: mirrored poles by rising real part', () => {
    const sos = butterworth(1000, { order: 2, type: 'bandpass', cutoffHz: [50, 450] });
    expect(sos.map(([, , , , a1]) => Math.sign(a1))).toEqual([-1, 1]);
  });

  it.each([
    [
      { order: 4, type: 'lowpass', cutoffHz: 600 },
      'cutoffHz must be below fs / 2 = 500 Hz, got 600 — in butterworth. Lower the cutoff or record above 1200 Hz.',
    ],
    [
      { order: 4, type: 'highpass', cutoffHz: 500 },
      'cutoffHz must be below fs / 2 = 500 Hz, got 500 — in butterworth. Lower the cutoff or record above 1000 Hz.',
    ],
    [{ order: 4, type: 'bandpass', cutoffHz: [20, 500] }, 'got 500'],
    [
      { order: 4, type: 'bandpass', cutoffHz: [450, 20] },
      'cutoffHz must rise from low to high, got [450, 20] — in butterworth. Put the lower cutoff first.',
    ],
    [{ order: 4, type: 'bandpass', cutoffHz: [20, 20] }, 'must rise from low to high'],
    [
      { order: 4, type: 'bandpass', cutoffHz: 20 },
      'cutoffHz must be two frequencies [low, high] for a bandpass, got 20 — in butterworth. Pass an array such as [20, 450].',
    ],
    [{ order: 4, type: 'lowpass', cutoffHz: [20, 450] }, 'cutoffHz must be one frequency for a lowpass, got [20,450]'],
    [{ order: 4, type: 'lowpass' } as ButterworthOptions, 'must be one frequency for a lowpass, got undefined'],
    [
      { order: 4, type: 'bandpass', cutoffHz: null as unknown as number },
      'must be two frequencies [low, high] for a bandpass, got null',
    ],
    [{ order: 4, type: 'lowpass', cutoffHz: 0 }, 'cutoffHz must be a number above 0, got 0'],
    [{ order: 4, type: 'lowpass', cutoffHz: Number.NaN }, 'got NaN'],
    [{ order: 0, type: 'lowpass', cutoffHz: 5 }, 'order must be a whole number of at least 1, got 0'],
    [{ order: 2.5, type: 'lowpass', cutoffHz: 5 }, 'got 2.5'],
    [{ order: 17, type: 'lowpass', cutoffHz: 5 }, 'order must be at most 16, got 17'],
    [
      { order: 4, type: 'low' as 'lowpass', cutoffHz: 5 },
      "type must be one of lowpass, highpass, bandpass, bandstop; got 'low'",
    ],
  ] satisfies [ButterworthOptions, string][])('refuses %j', (options, words) => {
    expect(refusal(() => butterworth(1000, options))).toContain(words);
  });

  it('refuses a sampling rate that is none', () => {
    expect(refusal(() => butterworth(0, { order: 4, type: 'lowpass', cutoffHz: 5 }))).toContain(
      'fs must be a number above 0, got 0',
    );
  });
});

describe('notch', () => {
  it('takes out its frequency, keeps the others, and is frequencyHz / q wide', () => {
    const sos = notch(1000, { frequencyHz: 50, q: 30 });
    expect(gainAt(sos, 1000, 50)).toBeLessThan(1e-10);
    expect(gainAt(sos, 1000, 0)).toBeCloseTo(1, 10);
    expect(gainAt(sos, 1000, 500)).toBeCloseTo(1, 10);
    expect(gainAt(sos, 1000, 40)).toBeGreaterThan(0.99);
    expect(gainAt(sos, 1000, 50 * (1 + 1 / 60))).toBeCloseTo(Math.SQRT1_2, 2);
  });

  it('refuses frequencies and widths beyond fs / 2', () => {
    expect(refusal(() => notch(1000, { frequencyHz: 500, q: 30 }))).toBe(
      'frequencyHz must be below fs / 2 = 500 Hz, got 500 — in notch. Lower the frequency or record above 1000 Hz.',
    );
    expect(refusal(() => notch(1000, { frequencyHz: 50, q: 0 }))).toContain('q must be a number above 0, got 0');
    expect(refusal(() => notch(1000, { frequencyHz: 50, q: 0.1 }))).toBe(
      'q must be above 2 frequencyHz / fs = 0.1, got 0.1 — in notch. Raise q; 30 is usual for mains.',
    );
    expect(refusal(() => notch(-1, { frequencyHz: 50, q: 30 }))).toContain('fs must be a number above 0, got -1');
  });
});
