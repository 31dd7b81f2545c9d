import { ArgumentError, type Random, requireWhole } from '#base';

/** @throws ArgumentError for a pool of less than two cohorts: it would give the same people again and again. */
export function requirePool(nPool: number, size: number): void {
  if (nPool < 2 * size) {
    throw new ArgumentError(
      `A pool of ${nPool} people is too small for cohorts of ${size} — in drawCohorts.`,
      `Simulate at least ${2 * size} people, or plan smaller studies.`,
    );
  }
}

/**
 * Draws cohorts of `size` people from a pool, nobody twice within a cohort: the pool is shuffled and cut into cohorts
 * that share nobody, and only once it is used up shuffled and cut again. So people are shared between cohorts as little
 * as the pool allows.
 *
 * @returns indices of people [nCohorts][size]
 * @throws ArgumentError for a pool of less than two cohorts.
 */
export function drawCohorts(nPool: number, size: number, nCohorts: number, random: Random): number[][] {
  requireWhole('size', size, 1, 'drawCohorts');
  requireWhole('nCohorts', nCohorts, 1, 'drawCohorts');
  requirePool(nPool, size);
  const people = Array.from({ length: nPool }, (_, i) => i);
  const cohorts: number[][] = [];
  while (cohorts.length < nCohorts) {
    const order = random.shuffle(people);
    for (let at = 0; at + size <= nPool && cohorts.length < nCohorts; at += size)
      cohorts.push(order.slice(at, at + size));
  }
  return cohorts;
}
