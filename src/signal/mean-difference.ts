import { ArgumentError, requireFinite } from '#base';
import { studentTQuantile, twoSidedT } from './distributions.ts';
import { type Interval, requireConfidence } from './interval.ts';
import { noncentralityInterval } from './noncentral-t.ts';
import { logGamma } from './special-functions.ts';
import { meanOf } from './statistics.ts';

/** A standardised effect: its value without the bias of a small sample, and an exact interval if the values are normal. */
export interface EffectSize {
  readonly value: number;
  readonly interval: Interval;
}

/** Two groups of values compared by their means. */
export interface MeanDifference {
  /** Mean of the second less mean of the first, in the values' unit. */
  readonly difference: number;
  readonly interval: Interval;
  /** Null where nothing varies. */
  readonly t: number | null;
  readonly df: number;
  /** Two-sided. Where nothing varies, 1 for no difference and 0 for one. */
  readonly pValue: number;
  /** Cohen's d: of the differences (dz) for pairs, over the pooled standard deviation for groups. Null where nothing varies. */
  readonly d: EffectSize | null;
  /** Hedges' g: d times the exact small-sample correction. */
  readonly g: EffectSize | null;
}

/** Options of both comparisons. */
export interface ComparisonOptions {
  /** @default 0.95 */
  readonly confidence?: number;
}

function requireGroup(name: string, x: ArrayLike<number>, atLeast: number, where: string): void {
  requireFinite(name, x, where);
  if (x.length < atLeast) {
    throw new ArgumentError(
      `${name} must hold at least ${atLeast} values, got ${x.length} — in ${where}.`,
      'Compare more people.',
    );
  }
}

/** Hedges' exact correction of d: Γ(df / 2) / (√(df / 2) Γ((df − 1) / 2)). */
function smallSampleCorrection(df: number): number {
  return Math.exp(logGamma(df / 2) - logGamma((df - 1) / 2)) / Math.sqrt(df / 2);
}

/** d and g with the interval of the noncentral t; `root` turns d into t. */
function effects(d: number, df: number, root: number, confidence: number): { d: EffectSize; g: EffectSize } {
  const [low, high] = noncentralityInterval(d * root, df, confidence);
  const interval: Interval = [low / root, high / root];
  const j = smallSampleCorrection(df);
  return { d: { value: d, interval }, g: { value: j * d, interval: [j * interval[0], j * interval[1]] } };
}

/** Mean and variance. */
function momentsOf(x: ArrayLike<number>): readonly [number, number] {
  const centre = meanOf(x);
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] - centre) ** 2;
  return [centre, sum / (x.length - 1)];
}

/** No effect size and no t where nothing varies. */
function still(difference: number, df: number): MeanDifference {
  const pValue = difference === 0 ? 1 : 0;
  return { difference, interval: [difference, difference], t: null, df, pValue, d: null, g: null };
}

/**
 * Paired comparison of values before and after [n each, same people in the same order]: mean difference with its 95 %
 * interval, paired t test, dz (mean over standard deviation of the differences) and its form without small-sample bias,
 * both with the exact interval of the noncentral t distribution.
 *
 * Golden: `golden/signal/mean-difference.json` (`scipy.stats`, `pingouin`).
 *
 * @throws ArgumentError when the lengths differ, there are fewer than three pairs, or a value is not finite.
 * @example
 * pairedDifference([1, 2, 3, 4], [2, 2, 5, 5]).t?.toFixed(3); // '2.449'
 */
export function pairedDifference(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  { confidence = 0.95 }: ComparisonOptions = {},
): MeanDifference {
  requireConfidence(confidence, 'pairedDifference');
  requireGroup('before', before, 3, 'pairedDifference');
  requireGroup('after', after, 3, 'pairedDifference');
  if (before.length !== after.length) {
    throw new ArgumentError(
      `before and after must be equally long, got ${before.length} and ${after.length} — in pairedDifference.`,
      'Pass one pair per person.',
    );
  }
  const n = before.length;
  const [difference, variance] = momentsOf(Float64Array.from(after, (value, i) => value - before[i]));
  if (variance === 0) return still(difference, n - 1);
  const error = Math.sqrt(variance / n);
  const t = difference / error;
  const half = studentTQuantile((1 + confidence) / 2, n - 1) * error;
  return {
    difference,
    interval: [difference - half, difference + half],
    t,
    df: n - 1,
    pValue: twoSidedT(t, n - 1),
    ...effects(difference / Math.sqrt(variance), n - 1, Math.sqrt(n), confidence),
  };
}

/**
 * Comparison of two groups of different people [n₁, n₂]: mean of the second less mean of the first with its 95 % interval
 * and p by Welch's t test, which takes no equal spread for granted; Cohen's d and Hedges' g over the pooled standard
 * deviation, both with the interval of the noncentral t distribution, exact where spreads are equal.
 *
 * Golden: `golden/signal/mean-difference.json` (`scipy.stats`, `pingouin`).
 *
 * @throws ArgumentError when a group has fewer than two values, or one is not finite.
 * @example
 * welchDifference([1, 2, 3], [2, 4, 6]).df.toFixed(2); // '2.94'
 */
export function welchDifference(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  { confidence = 0.95 }: ComparisonOptions = {},
): MeanDifference {
  requireConfidence(confidence, 'welchDifference');
  requireGroup('first', first, 2, 'welchDifference');
  requireGroup('second', second, 2, 'welchDifference');
  const [n1, n2] = [first.length, second.length];
  const [mean1, variance1] = momentsOf(first);
  const [mean2, variance2] = momentsOf(second);
  const difference = mean2 - mean1;
  const pooledDf = n1 + n2 - 2;
  if (variance1 + variance2 === 0) return still(difference, pooledDf);
  const [part1, part2] = [variance1 / n1, variance2 / n2];
  const error = Math.sqrt(part1 + part2);
  const df = (part1 + part2) ** 2 / (part1 ** 2 / (n1 - 1) + part2 ** 2 / (n2 - 1));
  const t = difference / error;
  const half = studentTQuantile((1 + confidence) / 2, df) * error;
  const pooled = Math.sqrt(((n1 - 1) * variance1 + (n2 - 1) * variance2) / pooledDf);
  return {
    difference,
    interval: [difference - half, difference + half],
    t,
    df,
    pValue: twoSidedT(t, df),
    ...effects(difference / pooled, pooledDf, Math.sqrt((n1 * n2) / (n1 + n2)), confidence),
  };
}
