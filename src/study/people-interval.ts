import { ArgumentError, type Random } from '#base';
import { quantile } from '#signal';
import { bySubject } from './by-subject.ts';

/** A number over people with its 95 % interval. */
export interface WithInterval {
  readonly value: number;
  readonly interval: readonly [low: number, high: number];
}

/**
 * Any number that is computed from rows of people, with a 95 % percentile bootstrap interval **over subjects**: whole
 * people are drawn with replacement. With one person there is nothing to draw, and no interval.
 *
 * @throws ArgumentError for fewer than two people.
 */
export function overSubjects<T extends { readonly subject: string }>(
  rows: readonly T[],
  statistic: (rows: readonly T[]) => number,
  random: Random,
  { nDraws = 2000 }: { readonly nDraws?: number } = {},
): WithInterval {
  const people = [...bySubject(rows).values()];
  if (people.length < 2) {
    throw new ArgumentError(
      `rows must come from at least 2 people for an interval, got ${people.length} — in overSubjects.`,
      'Report a single person without an interval.',
    );
  }
  const draws = Array.from({ length: nDraws }, () =>
    statistic(people.flatMap(() => people[random.below(people.length)])),
  );
  return { value: statistic(rows), interval: [quantile(draws, 0.025), quantile(draws, 0.975)] };
}
