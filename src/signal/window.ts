import { ArgumentError, requireOneOf, requireWhole } from '#base';

/** Every window that {@link windowValues} knows, in the spelling of SciPy. */
export const windowNames = ['boxcar', 'bartlett', 'hann', 'hamming', 'blackman', 'blackmanharris', 'kaiser'] as const;

/** The name of a window. */
export type WindowName = (typeof windowNames)[number];

/** How {@link windowValues} samples a window. */
export interface WindowOptions {
  /** `true` for spectra (one period, the last point left out), `false` for filter design (both ends). @default true */
  readonly periodic?: boolean;
  /** Shape of the Kaiser window, 0 (boxcar) to 700 (narrow); other windows ignore it. @default 5 */
  readonly kaiserBeta?: number;
}

/** Weights a_k of the windows that are sums (-1)^k a_k cos(2 pi k i / m). */
const cosineSums = {
  hann: [0.5, 0.5],
  hamming: [0.54, 0.46],
  blackman: [0.42, 0.5, 0.08],
  blackmanharris: [0.35875, 0.48829, 0.14128, 0.01168],
} as const;

/** Half a gigabyte, or 18 hours at 1000 Hz: what an array surely can hold. */
const longestWindow = 2 ** 26;

/** Above this, I0(beta) leaves the range of float64. */
const largestKaiserBeta = 700;

/**
 * The values of a window [n], without unit, 1 at the top: `scipy.signal.get_window(name, n, fftbins=periodic)`.
 *
 * Formulas: SciPy 1.17 `signal/windows/_windows.py`. Golden: `golden/signal/window.json`.
 *
 * @throws ArgumentError for an unknown name, an `n` below 1 or above 2^26, or a Kaiser shape out of range.
 * @example
 * windowValues('bartlett', 4); // Float64Array(4) [ 0, 0.5, 1, 0.5 ]
 */
export function windowValues(
  name: WindowName,
  n: number,
  { periodic = true, kaiserBeta = 5 }: WindowOptions = {},
): Float64Array {
  requireOneOf('window', name, windowNames, 'windowValues');
  requireWindowLength('n', n, 'windowValues');
  if (!(kaiserBeta >= 0 && kaiserBeta <= largestKaiserBeta)) {
    throw new ArgumentError(
      `kaiserBeta must be a number from 0 to ${largestKaiserBeta}, got ${kaiserBeta} — in windowValues.`,
      'Pass a shape in that range; 5 is usual.',
    );
  }
  const values = new Float64Array(n).fill(1);
  if (n === 1 || name === 'boxcar') return values;
  const span = periodic ? n : n - 1;
  // Mirrored about the middle, so that the two halves are equal bit for bit.
  for (let i = 0; i < n; i++) values[i] = windowAt(name, Math.min(i, span - i), span, kaiserBeta);
  return values;
}

/** @throws ArgumentError unless a length, called `name`, is a whole number from 1 that fits into memory. */
export function requireWindowLength(name: string, n: number, where: string): void {
  requireWhole(name, n, 1, where);
  if (n > longestWindow) {
    throw new ArgumentError(
      `${name} must be at most ${longestWindow}, got ${n} — in ${where}.`,
      'Pass a length in samples; 1024 is usual.',
    );
  }
}

/** One value in the rising half of a window that reaches from 0 to `span`. */
function windowAt(name: Exclude<WindowName, 'boxcar'>, i: number, span: number, kaiserBeta: number): number {
  const rise = (2 * i) / span;
  if (name === 'bartlett') return rise;
  if (name === 'kaiser') return besselI0(kaiserBeta * Math.sqrt(1 - (rise - 1) ** 2)) / besselI0(kaiserBeta);
  const angle = Math.PI * rise;
  return cosineSums[name].reduce((sum, weight, k) => sum + (k % 2 === 0 ? weight : -weight) * Math.cos(k * angle), 0);
}

/** Modified Bessel function of the first kind, order 0, by its power series: all terms positive, so nothing cancels. */
function besselI0(x: number): number {
  const quarter = (x * x) / 4;
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= quarter / (k * k);
    sum += term;
  }
  return sum;
}
