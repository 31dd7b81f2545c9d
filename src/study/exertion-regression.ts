import { ArgumentError, type Random } from '#base';
import { applyRidge, fitRidge } from '#model';
import { mean, rankCorrelation } from '#signal';
import { bySubject } from './by-subject.ts';
import type { ExertionRow } from './exertion-rows.ts';
import { overSubjects, type WithInterval } from './people-interval.ts';

/**
 * What a rating is said from: `indices` of the muscles; `repetition`, its number alone, which looks at no EMG; both; or
 * `mean`, the mean rating of the other people. An index that does no better than the number tells how long the set has
 * lasted, and not how tired the muscle is.
 */
export const exertionWays = ['indices', 'repetition', 'indices and repetition', 'mean'] as const;
export type ExertionWay = (typeof exertionWays)[number];

/** How far a way is off for one person. */
export interface ExertionError {
  /** Root mean square error, in units of the rating. */
  readonly rmse: number;
  /** Spearman's rank correlation of said and spoken; null where either does not vary, as with `mean`. */
  readonly rho: number | null;
}

/** One person, judged by regressions that saw only the others. */
export interface JudgedExertion {
  readonly subject: string;
  /** Repetitions that were scored. */
  readonly n: number;
  readonly errors: Readonly<Record<ExertionWay, ExertionError>>;
}

const featuresOf: Readonly<Record<Exclude<ExertionWay, 'mean'>, (row: ExertionRow) => Float64Array>> = {
  indices: ({ features }) => features,
  repetition: ({ repetition }) => Float64Array.of(repetition),
  'indices and repetition': ({ features, repetition }) => Float64Array.of(...features, repetition),
};

function said(way: ExertionWay, train: readonly ExertionRow[], test: readonly ExertionRow[], penalty: number) {
  const ratings = train.map(({ rating }) => rating);
  if (way === 'mean') {
    const level = mean(ratings);
    return test.map(() => level);
  }
  const model = fitRidge(train.map(featuresOf[way]), ratings, { penalty });
  return test.map((row) => applyRidge(model, featuresOf[way](row)));
}

/**
 * Leaves each person out: a ridge regression of the rating, with its scaling, is fitted on all others and says the rating
 * of each of the person's repetitions. The penalty is set beforehand, so nothing is chosen on anybody.
 *
 * @throws ArgumentError for fewer than two people, or a penalty not above 0.
 */
export function judgeExertion(
  rows: readonly ExertionRow[],
  { penalty = 1 }: { readonly penalty?: number } = {},
): JudgedExertion[] {
  const people = bySubject(rows);
  if (people.size < 2) {
    throw new ArgumentError(
      `rows must come from at least 2 people, got ${people.size} — in judgeExertion.`,
      'Add people: each is judged by the others.',
    );
  }
  return [...people].map(([subject, test]) => {
    const train = rows.filter((row) => row.subject !== subject);
    const spoken = test.map(({ rating }) => rating);
    const errorOf = (way: ExertionWay): ExertionError => {
      const told = said(way, train, test, penalty);
      const squares = told.map((value, i) => (value - spoken[i]) ** 2);
      return { rmse: Math.sqrt(mean(squares)), rho: test.length < 2 ? null : rankCorrelation(told, spoken) };
    };
    const errors = Object.fromEntries(exertionWays.map((way) => [way, errorOf(way)]));
    return { subject, n: test.length, errors: errors as Record<ExertionWay, ExertionError> };
  });
}

/** What a way reaches over people: means over people, every person counting the same. */
export interface ExertionSummary {
  readonly nPeople: number;
  readonly nRepetitions: number;
  readonly rmse: WithInterval;
  /** Null where no person has one. */
  readonly rho: WithInterval | null;
}

/**
 * Mean over people of RMSE and rank correlation of a way, each with its 95 % bootstrap interval over subjects.
 *
 * @throws ArgumentError for fewer than two people.
 */
export function summariseExertion(
  judged: readonly JudgedExertion[],
  way: ExertionWay,
  random: Random,
): ExertionSummary {
  const rhos = judged.flatMap(({ subject, errors }) => {
    const { rho } = errors[way];
    return rho === null ? [] : [{ subject, rho }];
  });
  return {
    nPeople: judged.length,
    nRepetitions: judged.reduce((sum, { n }) => sum + n, 0),
    rmse: overSubjects(judged, (rows) => mean(rows.map(({ errors }) => errors[way].rmse)), random.fork('rmse')),
    rho: rhos.length < 2 ? null : overSubjects(rhos, (rows) => mean(rows.map(({ rho }) => rho)), random.fork('rho')),
  };
}

/**
 * Mean over people of how much larger the RMSE of a way is than that of another (below 0: it is better), with its 95 %
 * bootstrap interval over subjects.
 *
 * @throws ArgumentError for fewer than two people.
 */
export function exertionDifference(
  judged: readonly JudgedExertion[],
  way: ExertionWay,
  than: ExertionWay,
  random: Random,
): WithInterval {
  return overSubjects(judged, (rows) => mean(rows.map(({ errors }) => errors[way].rmse - errors[than].rmse)), random);
}
