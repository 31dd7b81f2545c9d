import type { Interval } from '#signal';

/** One value of one index of one person in one condition. Several of a kind are averaged: people count, not recordings. */
export interface ConditionValue {
  readonly subject: string;
  readonly condition: string;
  /** Id of the index. */
  readonly id: string;
  /** Null where it could not be computed. */
  readonly value: number | null;
  readonly unit: string;
}

/** How to compare. */
export interface CompareOptions {
  /** Differences are the second less the first. */
  readonly conditions: readonly [first: string, second: string];
  /** Paired: the same people in both conditions. Unpaired: different people. @default 'paired' */
  readonly design?: 'paired' | 'unpaired';
  /** By means (paired t, Welch's t) or by ranks (Wilcoxon, Mann-Whitney; exact up to 50). @default 't' */
  readonly test?: 't' | 'rank';
  /** @default 0.95 */
  readonly confidence?: number;
}

/** What one index says about two conditions: a row of a table. */
export interface ConditionComparison {
  readonly id: string;
  readonly unit: string;
  /** People in each condition; pairs, where people are the same. */
  readonly n: readonly [number, number];
  readonly means: readonly [number, number];
  /** Mean of the second less mean of the first, in `unit`, with its interval. */
  readonly difference: number;
  readonly interval: Interval;
  /** Mean over standard deviation of the differences, of pairs; null where nothing varies, or people differ. */
  readonly dz: number | null;
  readonly dzInterval: Interval | null;
  /** Hedges' g: of pairs dz without its small-sample bias, else over the pooled standard deviation. */
  readonly g: number | null;
  readonly gInterval: Interval | null;
  readonly test: 'paired t' | 'Welch t' | 'Wilcoxon signed-rank' | 'Mann-Whitney';
  /** t, the smaller sum of ranks, or U of the first condition; null for a t where nothing varies. */
  readonly statistic: number | null;
  readonly pValue: number;
  /** Corrected for all indices of the table (Holm). */
  readonly pHolm: number;
}

/** A table, and what is not in it. */
export interface ComparisonTable {
  /** In the order in which the indices first appear. */
  readonly rows: readonly ConditionComparison[];
  /** Indices of too few people: three pairs, or two people in each condition, are needed. */
  readonly leftOut: readonly { readonly id: string; readonly n: readonly [number, number] }[];
}
