import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { windowNames, windowValues } from './window.ts';

describe.each(windowNames)('windowValues(%s)', (name) => {
  it('is symmetric bit for bit and peaks at 1', () => {
    for (const n of [1, 2, 3, 10, 11]) {
      const values = windowValues(name, n, { periodic: false });
      expect(values).toEqual(values.slice().reverse());
    }
    expect(Math.max(...windowValues(name, 11, { periodic: false }))).toBeCloseTo(1, 12);
  });

  it('leaves out the last point when periodic', () => {
    for (const n of [2, 3, 10, 11]) {
      expect(windowValues(name, n)).toEqual(windowValues(name, n + 1, { periodic: false }).slice(0, n));
    }
  });
});

describe('windowValues', () => {
  it('adds up to a constant at half overlap (Hann)', () => {
    const hann = windowValues('hann', 16);
    for (let i = 0; i < 8; i++) expect(hann[i] + hann[i + 8]).toBeCloseTo(1, 14);
  });

  it('is a boxcar for a Kaiser shape of 0', () => {
    expect(windowValues('kaiser', 5, { kaiserBeta: 0 })).toEqual(new Float64Array(5).fill(1));
  });

  it('stays finite over the whole range of shapes', () => {
    expect(windowValues('kaiser', 9, { kaiserBeta: 700 }).every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  it('refuses unknown names, lengths and shapes', () => {
    expect(refusal(() => windowValues('hanning' as 'hann', 8))).toContain("got 'hanning' — in windowValues.");
    expect(refusal(() => windowValues('hann', 0))).toContain('n must be a whole number of at least 1, got 0');
    expect(refusal(() => windowValues('hann', 2.5))).toContain('got 2.5');
    expect(refusal(() => windowValues('hann', 2 ** 40))).toBe(
      'n must be at most 67108864, got 1099511627776 — in windowValues. Pass a length in samples; 1024 is usual.',
    );
    expect(refusal(() => windowValues('kaiser', 8, { kaiserBeta: 701 }))).toBe(
      'kaiserBeta must be a number from 0 to 700, got 701 — in windowValues. Pass a shape in that range; 5 is usual.',
    );
    expect(refusal(() => windowValues('kaiser', 8, { kaiserBeta: Number.NaN }))).toContain('got NaN');
  });
});
