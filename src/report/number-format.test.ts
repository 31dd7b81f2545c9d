import { describe, expect, it } from 'vitest';
import { fixed, interval, significant, unitText, withInterval } from './number-format.ts';

describe('numbers', () => {
  it('carry a true minus and never a negative zero', () => {
    expect(fixed(-1.25, 1)).toBe('−1.3');
    expect(fixed(-0.001, 2)).toBe('0.00');
    expect(fixed(null, 2)).toBe('–');
    expect(fixed(Number.NaN, 2)).toBe('–');
  });

  it('show three digits that mean something', () => {
    expect([0.12345, 12.345, 123.45, 0, 1234].map((value) => significant(value))).toEqual([
      '0.123',
      '12.3',
      '123',
      '0.00',
      '1234',
    ]);
    expect(significant(-2.917e-13)).toBe('−2.92 × 10⁻¹³');
  });

  it('stand beside their intervals, which a minus does not make unreadable', () => {
    expect(withInterval(0.777, [0.64, 0.891])).toBe('0.78 [0.64–0.89]');
    expect(withInterval(0.5, null)).toBe('0.50');
    expect(withInterval(null, null)).toBe('–');
    expect(interval([-5.04, -1.2], 1)).toBe('[−5.0 to −1.2]');
  });

  it('have units as readers know them', () => {
    expect(['Hz^-6', 'mV^2', '%/s'].map(unitText)).toEqual(['Hz⁻⁶', 'mV²', '%/s']);
  });
});
