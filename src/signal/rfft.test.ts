import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { noise, worstDifference } from './check-signals.ts';
import { fft } from './fft.ts';
import { irfft, rfft } from './rfft.ts';

const lengths = fc.integer({ min: 1, max: 300 });
const seeds = fc.integer({ min: 0, max: 1000 });

describe('rfft', () => {
  it('is the first half of the complex transform', () => {
    fc.assert(
      fc.property(lengths, seeds, (n, seed) => {
        const x = noise(n, seed);
        const half = rfft(x);
        const full = fft({ re: x, im: new Float64Array(n) });
        const nBins = Math.floor(n / 2) + 1;
        expect(worstDifference(half.re, full.re.subarray(0, nBins))).toBeLessThan(1e-11);
        expect(worstDifference(half.im, full.im.subarray(0, nBins))).toBeLessThan(1e-11);
      }),
    );
  });

  it('has no imaginary part at 0 and, for even n, at the end', () => {
    const { im } = rfft(noise(50));
    expect([im[0], im[25]]).toEqual([0, 0]);
  });
});

describe('irfft', () => {
  it('undoes rfft', () => {
    fc.assert(
      fc.property(lengths, seeds, (n, seed) => {
        const x = noise(n, seed);
        expect(worstDifference(irfft(rfft(x), n), x)).toBeLessThan(1e-12);
      }),
    );
  });

  it('refuses a length that the spectrum does not have', () => {
    expect(refusal(() => irfft(rfft(noise(8)), 10))).toBe(
      'X must hold floor(n / 2) + 1 = 6 bins for n = 10, got 5 — in irfft. Pass n = 8 or 9, whichever was transformed.',
    );
    expect(refusal(() => irfft(rfft(noise(1)), 8))).toContain('got 1 — in irfft. Pass n = 1.');
    expect(refusal(() => irfft(rfft(noise(8)), 0))).toContain('n must be a whole number of at least 1, got 0');
    expect(refusal(() => rfft(new Float64Array()))).toContain('x must hold at least 1 sample');
    expect(refusal(() => rfft(Float64Array.of(1, Number.POSITIVE_INFINITY)))).toContain('x[1] is Infinity');
  });
});
