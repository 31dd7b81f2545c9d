import type { Random } from '#base';
import { quantile } from '#signal';
import { bySubject } from './by-subject.ts';
import { type Decision, type MetricId, type Metrics, metricIds } from './evaluation.ts';
import { metricsOf } from './metrics.ts';

/** Lower and upper limit of each metric; null where the metric is not defined. */
export type Intervals = Readonly<Record<MetricId, readonly [number, number] | null>>;

const nResamples = 2000;

/** The limits that hold `share` of the values of each metric. */
export function rangeOf(draws: readonly Metrics[], share: number): Intervals {
  const limits = (id: MetricId): readonly [number, number] | null => {
    const values = draws.map((draw) => draw[id]).filter((value) => value !== null);
    if (values.length === 0) return null;
    return [quantile(values, (1 - share) / 2), quantile(values, (1 + share) / 2)];
  };
  return Object.fromEntries(metricIds.map((id) => [id, limits(id)])) as Intervals;
}

/**
 * 95 % percentile bootstrap intervals **over subjects**: whole people are drawn with replacement, since the recordings
 * of one person are not independent. A person drawn twice counts as two people. With 18 people they cover the truth
 * about 9 times in 10, not 95 in 100 (a test measures it): percentile intervals are a little short for few people.
 */
export function subjectBootstrap(
  decisions: readonly Decision[],
  random: Random,
  { nDraws = nResamples }: { readonly nDraws?: number } = {},
): Intervals {
  const people = [...bySubject(decisions).values()];
  const draws = Array.from({ length: nDraws }, () =>
    metricsOf(
      people.flatMap((_, copy) =>
        people[random.below(people.length)].map((decision) => ({ ...decision, subject: `${copy}` })),
      ),
    ),
  );
  return rangeOf(draws, 0.95);
}

/** Width of a guesser's probabilities around 0.5: enough to decide and to rank, too little to change a Brier score. */
const hairsBreadth = 1e-9;

/**
 * 95 % range of what guessing reaches on the same recordings: probabilities around 0.5 that differ by chance alone, so
 * that every decision is the toss of a coin and every order equally likely.
 */
export function guessingRange(decisions: readonly Decision[], random: Random): Intervals {
  const toss = (): number => 0.5 + hairsBreadth * (random.uniform() - 0.5);
  const draws = Array.from({ length: nResamples }, () =>
    metricsOf(decisions.map((decision) => ({ ...decision, probability: toss() }))),
  );
  return rangeOf(draws, 0.95);
}
