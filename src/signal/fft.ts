import { ArgumentError, requireSamples } from '#base';
import { type Complex, complexZeros } from './complex.ts';
import { transformOf } from './fft-plan.ts';

/**
 * The discrete Fourier transform [n] of a complex row [n], any n from 1: X_k = sum_j x_j exp(-2 pi i j k / n), unscaled
 * as in `numpy.fft.fft`. Lengths whose primes are small take O(n log n) directly, all others by Bluestein's convolution.
 *
 * Golden: `golden/signal/fft.json`.
 *
 * @throws ArgumentError when the row is empty, its parts differ in length, or a value is not finite.
 * @example
 * fft({ re: Float64Array.of(1, 0, 0, 0), im: new Float64Array(4) }).re; // Float64Array(4) [ 1, 1, 1, 1 ]
 */
export function fft(x: Complex): Complex {
  requireComplex('x', x, 'fft');
  const out = complexZeros(x.re.length);
  transformOf(x.re.length)(x, out);
  return out;
}

/**
 * The inverse of {@link fft} [n], with the factor 1 / n: `ifft(fft(x))` is `x`.
 *
 * Golden: `golden/signal/fft.json`.
 *
 * @throws ArgumentError when the row is empty, its parts differ in length, or a value is not finite.
 * @example
 * ifft({ re: Float64Array.of(4, 0, 0, 0), im: new Float64Array(4) }).re; // Float64Array(4) [ 1, 1, 1, 1 ]
 */
export function ifft(X: Complex): Complex {
  requireComplex('X', X, 'ifft');
  const n = X.re.length;
  const out = complexZeros(n);
  // Exchanging real and imaginary parts on both sides turns the forward transform into the inverse one.
  transformOf(n)({ re: X.im, im: X.re }, { re: out.im, im: out.re });
  for (let i = 0; i < n; i++) {
    out.re[i] /= n;
    out.im[i] /= n;
  }
  return out;
}

/** @throws ArgumentError unless the two parts are equally long, not empty and finite. */
export function requireComplex(name: string, { re, im }: Complex, where: string): void {
  if (re.length !== im.length) {
    throw new ArgumentError(
      `${name}.re and ${name}.im must be equally long, got ${re.length} and ${im.length} — in ${where}.`,
      'Pass one imaginary part for each real part.',
    );
  }
  requireSamples(re, where, { name: `${name}.re` });
  requireSamples(im, where, { name: `${name}.im` });
}
