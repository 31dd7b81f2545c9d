import { type Complex, complexZeros } from './complex.ts';
import type { Transform } from './fft-plan.ts';

/**
 * The transform of a length that does not factor, as a convolution with a chirp at the next suitable power of two
 * (Bluestein 1970): j k = (j^2 + k^2 - (j - k)^2) / 2.
 */
export function bluestein(n: number, transformOf: (n: number) => Transform): Transform {
  let size = 1;
  while (size < 2 * n - 1) size *= 2;
  const transform = transformOf(size);
  const chirp = chirpOf(n);
  const kernel = complexZeros(size);
  for (let k = 0; k < n; k++) {
    // The conjugate chirp, laid out around 0 on the circle of `size`.
    kernel.re[k] = kernel.re[(size - k) % size] = chirp.re[k];
    kernel.im[k] = kernel.im[(size - k) % size] = -chirp.im[k];
  }
  const kernelSpectrum = complexZeros(size);
  transform(kernel, kernelSpectrum);
  const a = complexZeros(size);
  const b = complexZeros(size);
  return (input, output) => {
    a.re.fill(0);
    a.im.fill(0);
    multiplyInto(a, input, chirp, n);
    transform(a, b);
    multiplyInto(b, b, kernelSpectrum, size);
    // Exchanging the parts before and after turns the forward transform into the inverse one, times `size`.
    transform({ re: b.im, im: b.re }, { re: a.im, im: a.re });
    for (let k = 0; k < n; k++) {
      a.re[k] /= size;
      a.im[k] /= size;
    }
    multiplyInto(output, a, chirp, n);
  };
}

/** exp(-pi i k^2 / n) [n]; k^2 is reduced by 2 n first, which keeps the angle exact. */
function chirpOf(n: number): Complex {
  const chirp = complexZeros(n);
  for (let k = 0; k < n; k++) {
    const angle = (-Math.PI * ((k * k) % (2 * n))) / n;
    chirp.re[k] = Math.cos(angle);
    chirp.im[k] = Math.sin(angle);
  }
  return chirp;
}

/** Writes the products of the first `n` values of `x` and `y`; `to` may be one of them. */
function multiplyInto(to: Complex, x: Complex, y: Complex, n: number): void {
  for (let k = 0; k < n; k++) {
    const re = x.re[k] * y.re[k] - x.im[k] * y.im[k];
    to.im[k] = x.re[k] * y.im[k] + x.im[k] * y.re[k];
    to.re[k] = re;
  }
}
