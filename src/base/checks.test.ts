import { describe, expect, it } from 'vitest';
import { refusal } from './check-refusal.ts';
import { requireFinite, requireOneOf, requirePositive, requireSamples, requireWhole } from './index.ts';

describe('checks', () => {
  it('let good values pass', () => {
    requirePositive('fs', Number.MIN_VALUE, 'welch');
    requireWhole('n', 3, 3, 'welch');
    requireWhole('n', -2, -3, 'welch');
    requireOneOf('window', 'hann', ['hann', 'boxcar'], 'welch');
    requireFinite('x', [], 'welch');
    requireFinite('x', Float64Array.of(0, -0, Number.MAX_VALUE), 'welch');
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('requirePositive refuses %s', (value) => {
    expect(refusal(() => requirePositive('fs', value, 'welch'))).toBe(
      `fs must be a number above 0, got ${value} — in welch. Pass a positive fs.`,
    );
  });

  it.each([2, 3.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('requireWhole refuses %s', (value) => {
    expect(refusal(() => requireWhole('n', value, 3, 'welch'))).toBe(
      `n must be a whole number of at least 3, got ${value} — in welch. Pass a whole number from 3 up.`,
    );
  });

  it('requireOneOf names what is allowed', () => {
    expect(refusal(() => requireOneOf('window', 'toString', ['hann', 'boxcar'], 'welch'))).toBe(
      "window must be one of hann, boxcar; got 'toString' — in welch. Choose one of hann, boxcar.",
    );
  });

  it('requireFinite names the first bad sample', () => {
    expect(refusal(() => requireFinite('x', [1, Number.NaN, Number.NEGATIVE_INFINITY], 'welch'))).toBe(
      'x[1] is NaN, and must be a finite number — in welch. Remove or fill the missing samples first.',
    );
  });

  it('requireSamples wants enough samples, all finite', () => {
    requireSamples(Float64Array.of(1), 'rms');
    expect(refusal(() => requireSamples([], 'rms'))).toBe(
      'x must hold at least 1 sample, got 0 — in rms. Pass a longer signal.',
    );
    expect(refusal(() => requireSamples([1], 'fit', { name: 'y', atLeast: 2 }))).toContain(
      'y must hold at least 2 samples',
    );
    expect(refusal(() => requireSamples([1, Number.NaN], 'rms'))).toContain('x[1] is NaN');
  });
});
