import { ArgumentError, requirePositive } from '#base';
import { rootBetween } from './root.ts';
import { erfc, incompleteBeta, logBetaOf } from './special-functions.ts';

/**
 * Probability that a draw of the standard normal distribution is at most `z`: `scipy.stats.norm.cdf`.
 *
 * Golden: `golden/signal/distributions.json`.
 *
 * @throws ArgumentError when `z` is not a number.
 * @example
 * normalCdf(1.96).toFixed(4); // '0.9750'
 */
export function normalCdf(z: number): number {
  requireNumber('z', z, 'normalCdf');
  return erfc(-z / Math.SQRT2) / 2;
}

/** @throws ArgumentError when the value is NaN; infinity has a probability. */
export function requireNumber(name: string, value: number, where: string): void {
  if (Number.isNaN(value)) {
    throw new ArgumentError(`${name} must be a number, got ${value} — in ${where}.`, 'Pass a number.');
  }
}

/** {@link studentTCdf} of one number of degrees of freedom, without checks: what they share is computed once. */
export function tCdfOf(df: number): (t: number) => number {
  const logBeta = logBetaOf(df / 2, 0.5);
  return (t) => {
    const tail = incompleteBeta(df / (df + t * t), df / 2, 0.5, logBeta) / 2;
    return t > 0 ? 1 - tail : tail;
  };
}

/**
 * Probability that a draw of Student's t distribution with `df` degrees of freedom, a whole number or not, is at most `t`:
 * `scipy.stats.t.cdf`.
 *
 * Golden: `golden/signal/distributions.json`.
 *
 * @throws ArgumentError when `t` is not a number or `df` is not above 0.
 * @example
 * studentTCdf(2.228, 10).toFixed(3); // '0.975'
 */
export function studentTCdf(t: number, df: number): number {
  requireNumber('t', t, 'studentTCdf');
  requirePositive('df', df, 'studentTCdf');
  return tCdfOf(df)(t);
}

/** P(|T| ≥ |t|): the two-sided p value of a t statistic; keeps its digits where it is tiny. */
export function twoSidedT(t: number, df: number): number {
  return 2 * tCdfOf(df)(-Math.abs(t));
}

/**
 * The value below which a draw of Student's t distribution lies with probability `p`: `scipy.stats.t.ppf`.
 *
 * Golden: `golden/signal/distributions.json`.
 *
 * @throws ArgumentError when `p` is not between 0 and 1, or `df` is not above 0.
 * @example
 * studentTQuantile(0.975, 10).toFixed(3); // '2.228'
 */
export function studentTQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) {
    throw new ArgumentError(
      `p must lie between 0 and 1, got ${p} — in studentTQuantile.`,
      'Pass a share, such as 0.975 for the upper limit of a 95 % interval.',
    );
  }
  requirePositive('df', df, 'studentTQuantile');
  if (p === 0.5) return 0;
  const cdf = tCdfOf(df);
  // The distribution is symmetric, and its lower tail keeps all digits.
  const tail = Math.min(p, 1 - p);
  let far = -2;
  while (cdf(far) > tail) far *= 2;
  const t = rootBetween((at) => cdf(at) - tail, far, 0, 1e-14 * -far);
  return p < 0.5 ? t : -t;
}
