import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { noise } from './check-signals.ts';
import { dwt, waveletPart } from './dwt.ts';
import { waveletNames } from './wavelet-filters.ts';
import { welch } from './welch.ts';

const energy = (x: Float64Array): number => x.reduce((sum, value) => sum + value * value, 0);

describe('dwt', () => {
  it.each(waveletNames)('parts of %s sum to the signal, whatever its length', (wavelet) => {
    fc.assert(
      fc.property(fc.integer({ min: 144, max: 400 }), fc.integer({ min: 1, max: 4 }), (n, levels) => {
        const x = noise(n, n);
        const decomposition = dwt(x, { wavelet, levels });
        const parts = decomposition.details.map((_, i) => waveletPart(decomposition, i + 1));
        const sum = parts.reduce(
          (total, part) => total.map((value, i) => value + part[i]),
          waveletPart(decomposition, 'approximation'),
        );
        expect(Math.max(...sum.map((value, i) => Math.abs(value - x[i])))).toBeLessThan(1e-9);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps the energy of a signal that is silent at its ends', () => {
    const x = noise(1000, 3).map((value, i) => (i < 300 || i >= 700 ? 0 : value));
    const { approximation, details } = dwt(x, { wavelet: 'sym5', levels: 4 });
    const kept = details.reduce((sum, detail) => sum + energy(detail), energy(approximation));
    expect(kept / energy(x)).toBeCloseTo(1, 9);
  });

  it('has no detail of a parabola: five moments vanish', () => {
    const x = Float64Array.from({ length: 400 }, (_, i) => 1 + 0.01 * i + 1e-4 * i * i);
    const [finest] = dwt(x, { wavelet: 'db5', levels: 1 }).details;
    expect(Math.max(...finest.subarray(6, -6).map(Math.abs))).toBeLessThan(1e-9);
  });

  it('puts each octave on its level', () => {
    const decomposition = dwt(noise(8000, 5), { wavelet: 'sym5', levels: 4 });
    for (const level of [1, 2, 3, 4]) {
      const { psd, freqsHz } = welch(waveletPart(decomposition, level), 1000);
      const power = psd.reduce((sum, p) => sum + p, 0);
      const inside = psd.reduce(
        (sum, p, i) => sum + (freqsHz[i] >= 500 / 2 ** level && freqsHz[i] <= 1000 / 2 ** level ? p : 0),
        0,
      );
      expect(inside / power, `level ${level}`).toBeGreaterThan(0.75);
    }
  });

  it('refuses what it cannot part', () => {
    const x = noise(143);
    expect(refusal(() => dwt(x, { wavelet: 'sym5', levels: 4 }))).toBe(
      '4 levels of sym5 need 144 samples, got 143 — in dwt. Pass a longer signal or fewer levels.',
    );
    expect(refusal(() => dwt(x, { wavelet: 'haar' as 'db5', levels: 1 }))).toContain("got 'haar'");
    expect(refusal(() => dwt(x, { wavelet: 'db5', levels: 0 }))).toContain('levels must be a whole number');
    expect(refusal(() => dwt(x.with(5, Number.NaN), { wavelet: 'db5', levels: 1 }))).toContain('x[5] is NaN');
    const decomposition = dwt(x, { wavelet: 'db5', levels: 2 });
    expect(refusal(() => waveletPart(decomposition, 3))).toBe(
      'level must be a whole number from 1 to 2, got 3 — in waveletPart. Decompose into more levels.',
    );
  });
});
