import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { butterworth } from './butterworth.ts';
import { noise, worstDifference } from './check-signals.ts';
import { notch } from './notch.ts';
import type { Sos } from './sos.ts';
import { restingState, type SosState, sosfilt, steadyState } from './sosfilt.ts';

const band = butterworth(1000, { order: 4, type: 'bandpass', cutoffHz: [20, 450] });
const low = butterworth(1000, { order: 3, type: 'lowpass', cutoffHz: 6 });
const filters = fc.constantFrom(band, low, notch(1000, { frequencyHz: 50, q: 30 }));
/** Lengths of the pieces, empty ones among them. */
const cuts = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 });

/** Filters piece by piece; the last piece is what is left. */
function inPieces(
  sos: Sos,
  x: Float64Array,
  lengths: readonly number[],
  start: SosState,
): { y: number[]; state: SosState } {
  const y: number[] = [];
  let state = start;
  let at = 0;
  for (const length of [...lengths, x.length]) {
    const piece = sosfilt(sos, x.subarray(at, at + length), state);
    y.push(...piece.y);
    state = piece.state;
    at += length;
  }
  return { y, state };
}

describe('sosfilt', () => {
  it('gives the same bits in any pieces as at once', () => {
    fc.assert(
      fc.property(filters, cuts, fc.integer({ min: 0, max: 400 }), fc.boolean(), (sos, lengths, n, steady) => {
        const x = noise(n, n);
        const start = steady ? steadyState(sos, 3) : restingState(sos);
        const whole = sosfilt(sos, x, start);
        const pieces = inPieces(sos, x, lengths, start);
        expect(pieces.y).toEqual([...whole.y]);
        expect(pieces.state).toEqual(whole.state);
      }),
    );
  });

  it('keeps its state as plain data that survives JSON', () => {
    const { state } = sosfilt(band, noise(100));
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });

  it('is linear', () => {
    fc.assert(
      fc.property(filters, fc.double({ min: -9, max: 9, noNaN: true }), (sos, gain) => {
        const a = noise(200, 1);
        const b = noise(200, 2);
        const together = sosfilt(
          sos,
          a.map((v, i) => v + gain * b[i]),
        ).y;
        const apart = sosfilt(sos, a).y.map((v, i) => v + gain * sosfilt(sos, b).y[i]);
        expect(worstDifference(together, apart)).toBeLessThan(1e-11);
      }),
      { numRuns: 20 },
    );
  });

  it('starts a constant without a step from its steady state', () => {
    const { y } = sosfilt(low, new Float64Array(50).fill(-7), steadyState(low, -7));
    expect(worstDifference(y, new Float64Array(50).fill(-7))).toBeLessThan(1e-9);
  });

  it('refuses what is no filter, no state of it, and samples that are not finite', () => {
    const x = noise(5);
    expect(refusal(() => sosfilt([], x))).toContain('sos must hold at least 1 section, got 0');
    expect(refusal(() => sosfilt([[1, 0, 0, 2, 0, 0]], x))).toBe(
      'sos[0] must have a0 = 1, got 2 — in sosfilt. Divide the row by its a0.',
    );
    expect(refusal(() => sosfilt([[1, 0, 0, 1, Number.NaN, 0]], x))).toContain('sos[0] must hold 6 finite numbers');
    expect(refusal(() => sosfilt([[1, 0, 0, 1] as unknown as Sos[number]], x))).toContain('got [1, 0, 0, 1]');
    expect(refusal(() => sosfilt(band, x, restingState(low)))).toBe(
      'state must hold 2 finite numbers for each of 4 sections, got [0,0; 0,0] — in sosfilt. Pass the state that this same filter returned, or none.',
    );
    const notched = notch(1000, { frequencyHz: 50, q: 30 });
    for (const sections of [[[0]], [[0, 0, 0]], [0]] as unknown as SosState['sections'][]) {
      expect(refusal(() => sosfilt(notched, x, { sections }))).toContain(
        'state must hold 2 finite numbers for each of 1',
      );
    }
    expect(refusal(() => sosfilt(band, Float64Array.of(0, Number.NaN)))).toContain('x[1] is NaN');
    expect(
      refusal(() =>
        sosfilt(low, x, {
          sections: [
            [Number.NaN, 0],
            [0, 0],
          ],
        }),
      ),
    ).toContain('got [NaN,0; 0,0]');
  });
});

describe('steadyState', () => {
  it('refuses a filter that has none', () => {
    expect(refusal(() => steadyState([[1, 0, 0, 1, -1, 0]]))).toBe(
      'sos[0] has a pole at 0 Hz, and so no steady state — in steadyState. Raise the cutoff, or start from restingState().',
    );
    expect(refusal(() => steadyState(low, Number.NaN))).toContain('x0 must be a finite number, got NaN');
  });
});
