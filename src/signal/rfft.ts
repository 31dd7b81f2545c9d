import { ArgumentError, requireSamples, requireWhole } from '#base';
import { type Complex, complexZeros, forwardRoots } from './complex.ts';
import { requireComplex } from './fft.ts';
import { transformOf } from './fft-plan.ts';

/** A transform of real rows of one fixed length into given arrays, without checks or new memory. */
export type RealTransform = (x: Float64Array, out: Complex) => void;

const rootsKept = new Map<number, Complex>();
const mostRoots = 64;

/** exp(-2 pi i k / n) for the half spectrum, kept for the lengths used before. */
export function halfRoots(n: number): Complex {
  const known = rootsKept.get(n);
  if (known) return known;
  const roots = forwardRoots(n, n / 2 + 1);
  if (rootsKept.size >= mostRoots) rootsKept.delete(rootsKept.keys().next().value as number);
  rootsKept.set(n, roots);
  return roots;
}

/** The real transform of length `n`. Even lengths are packed into a complex transform of half the length. */
export function realTransformOf(n: number): RealTransform {
  if (n % 2 === 1) {
    const transform = transformOf(n);
    const full = complexZeros(n);
    const zeros = new Float64Array(n);
    return (x, out) => {
      transform({ re: x, im: zeros }, full);
      out.re.set(full.re.subarray(0, (n + 1) / 2));
      out.im.set(full.im.subarray(0, (n + 1) / 2));
    };
  }
  const half = n / 2;
  const transform = transformOf(half);
  const roots = halfRoots(n);
  const packed = complexZeros(half);
  const z = complexZeros(half);
  const { re: pr, im: pi } = packed;
  const { re: zr, im: zi } = z;
  const { re: rootRe, im: rootIm } = roots;
  return (x, out) => {
    for (let k = 0; k < half; k++) {
      pr[k] = x[2 * k];
      pi[k] = x[2 * k + 1];
    }
    transform(packed, z);
    const { re, im } = out;
    // Bins 0 and n / 2 are the sum and the difference of the even and the odd samples' sums, and exactly real.
    re[0] = zr[0] + zi[0];
    re[half] = zr[0] - zi[0];
    im[0] = 0;
    im[half] = 0;
    // Bins k and half - k are made of the same two points, so they are made together.
    for (let k = 1, b = half - 1; k <= b; k++, b--) {
      // Spectra of the even and the odd samples; the odd ones lag by one sample, hence the root.
      const evenRe = (zr[k] + zr[b]) / 2;
      const evenIm = (zi[k] - zi[b]) / 2;
      const oddRe = (zi[k] + zi[b]) / 2;
      const oddIm = (zr[b] - zr[k]) / 2;
      const wr = rootRe[k];
      const wi = rootIm[k];
      re[k] = evenRe + oddRe * wr - oddIm * wi;
      im[k] = evenIm + oddRe * wi + oddIm * wr;
      // Differences anew instead of with a minus: then a zero keeps its sign.
      const mirroredEvenIm = (zi[b] - zi[k]) / 2;
      const mirroredOddIm = (zr[k] - zr[b]) / 2;
      const vr = rootRe[b];
      const vi = rootIm[b];
      re[b] = evenRe + oddRe * vr - mirroredOddIm * vi;
      im[b] = mirroredEvenIm + oddRe * vi + mirroredOddIm * vr;
    }
  };
}

/**
 * The half spectrum [floor(n / 2) + 1] of a real signal [n], unscaled as in `numpy.fft.rfft`; bin k lies at k fs / n.
 *
 * Golden: `golden/signal/fft.json`.
 *
 * @throws ArgumentError when the signal is empty or a sample is not finite.
 * @example
 * rfft(Float64Array.of(1, -1, 1, -1)).re; // Float64Array(3) [ 0, 0, 4 ]
 */
export function rfft(x: Float64Array): Complex {
  requireSamples(x, 'rfft');
  const out = complexZeros(Math.floor(x.length / 2) + 1);
  realTransformOf(x.length)(x, out);
  return out;
}

/**
 * The real signal [n] of a half spectrum [floor(n / 2) + 1]: the inverse of {@link rfft}, as `numpy.fft.irfft`. The
 * imaginary parts of the first bin and, for even n, of the last are taken as 0.
 *
 * Golden: `golden/signal/irfft.json`.
 *
 * @throws ArgumentError when n is below 1 or does not fit the spectrum, or a value is not finite.
 * @example
 * irfft(rfft(Float64Array.of(3, 1, 2, 4)), 4); // Float64Array(4) [ 3, 1, 2, 4 ]
 */
export function irfft(X: Complex, n: number): Float64Array {
  requireWhole('n', n, 1, 'irfft');
  requireComplex('X', X, 'irfft');
  const nBins = Math.floor(n / 2) + 1;
  if (X.re.length !== nBins) {
    throw new ArgumentError(
      `X must hold floor(n / 2) + 1 = ${nBins} bins for n = ${n}, got ${X.re.length} — in irfft.`,
      X.re.length === 1
        ? 'Pass n = 1.'
        : `Pass n = ${2 * X.re.length - 2} or ${2 * X.re.length - 1}, whichever was transformed.`,
    );
  }
  const out = new Float64Array(n);
  realInverseOf(n)(X, out);
  return out;
}

/** The inverse real transform of length `n` into a given array [n], without checks or new memory. */
export function realInverseOf(n: number): (X: Complex, out: Float64Array) => void {
  const transform = transformOf(n);
  const full = complexZeros(n);
  const result = complexZeros(n);
  return (X, out) => {
    // The full spectrum with its mirror image, conjugated on the way in: the forward transform then is the inverse.
    full.re[0] = X.re[0];
    for (let k = 1; 2 * k <= n; k++) {
      full.re[k] = full.re[n - k] = X.re[k];
      full.im[k] = -X.im[k];
      full.im[n - k] = X.im[k];
    }
    transform(full, result);
    for (let i = 0; i < n; i++) out[i] = result.re[i] / n;
  };
}
