import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { noise, worstDifference } from './check-signals.ts';
import type { Complex } from './complex.ts';
import { fft, ifft } from './fft.ts';

/** The definition, term by term. */
function naive({ re, im }: Complex): Complex {
  const n = re.length;
  const out = { re: new Float64Array(n), im: new Float64Array(n) };
  for (let k = 0; k < n; k++) {
    for (let j = 0; j < n; j++) {
      const angle = (-2 * Math.PI * ((j * k) % n)) / n;
      out.re[k] += re[j] * Math.cos(angle) - im[j] * Math.sin(angle);
      out.im[k] += re[j] * Math.sin(angle) + im[j] * Math.cos(angle);
    }
  }
  return out;
}

const energy = ({ re, im }: Complex): number => re.reduce((sum, value, i) => sum + value ** 2 + im[i] ** 2, 0);
const complexNoise = (n: number, seed: number): Complex => ({ re: noise(n, seed), im: noise(n, seed + 1) });
const lengths = fc.integer({ min: 1, max: 300 });
const seeds = fc.integer({ min: 0, max: 1000 });

describe('fft', () => {
  it('is the definition, for every length up to 130', () => {
    for (let n = 1; n <= 130; n++) {
      const x = complexNoise(n, n);
      const ours = fft(x);
      const theirs = naive(x);
      expect(worstDifference(ours.re, theirs.re), `n = ${n}`).toBeLessThan(1e-12 * n);
      expect(worstDifference(ours.im, theirs.im), `n = ${n}`).toBeLessThan(1e-12 * n);
    }
  });

  it('keeps the energy (Parseval)', () => {
    fc.assert(
      fc.property(lengths, seeds, (n, seed) => {
        const x = complexNoise(n, seed);
        expect(energy(fft(x)) / n / energy(x)).toBeCloseTo(1, 12);
      }),
    );
  });

  it('is linear', () => {
    fc.assert(
      fc.property(lengths, seeds, fc.double({ min: -9, max: 9, noNaN: true }), (n, seed, gain) => {
        const a = complexNoise(n, seed);
        const b = complexNoise(n, seed + 7);
        const sum = fft({ re: a.re.map((v, i) => v + gain * b.re[i]), im: a.im.map((v, i) => v + gain * b.im[i]) });
        const A = fft(a);
        const B = fft(b);
        expect(
          worstDifference(
            sum.re,
            A.re.map((v, i) => v + gain * B.re[i]),
          ),
        ).toBeLessThan(1e-10);
        expect(
          worstDifference(
            sum.im,
            A.im.map((v, i) => v + gain * B.im[i]),
          ),
        ).toBeLessThan(1e-10);
      }),
    );
  });

  it('comes back', () => {
    fc.assert(
      fc.property(lengths, seeds, (n, seed) => {
        const x = complexNoise(n, seed);
        const back = ifft(fft(x));
        expect(worstDifference(back.re, x.re)).toBeLessThan(1e-12);
        expect(worstDifference(back.im, x.im)).toBeLessThan(1e-12);
      }),
    );
  });

  it('takes long lengths that do not factor', () => {
    for (const n of [65_537, 100_003, 2 * 49_999]) {
      const x = complexNoise(n, 3);
      expect(worstDifference(ifft(fft(x)).re, x.re), `n = ${n}`).toBeLessThan(1e-12);
    }
  });

  it('gives the same bits whatever was transformed before', () => {
    const x = complexNoise(97, 5);
    const first = fft(x);
    for (let n = 1; n < 100; n++) fft(complexNoise(n, n));
    expect(fft(x)).toEqual(first);
  });

  it('refuses rows that are empty, uneven or not finite', () => {
    const zeros = new Float64Array(2);
    expect(refusal(() => fft({ re: new Float64Array(), im: new Float64Array() }))).toBe(
      'x.re must hold at least 1 sample, got 0 — in fft. Pass a longer signal.',
    );
    expect(refusal(() => fft({ re: zeros, im: new Float64Array(3) }))).toContain('equally long, got 2 and 3');
    expect(refusal(() => ifft({ re: zeros, im: Float64Array.of(0, Number.NaN) }))).toContain('X.im[1] is NaN');
  });
});
