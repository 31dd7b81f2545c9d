import { ArgumentError, requireFinite, requirePositive, requireSamples } from '#base';

/** The checks that every trend needs: equal lengths, finite, at least `atLeast` points, times that rise. */
export function requireTimes(t: ArrayLike<number>, x: ArrayLike<number>, atLeast: number, where: string): void {
  requireSamples(x, where, { atLeast });
  requireFinite('t', t, where);
  if (t.length !== x.length) {
    throw new ArgumentError(
      `t and x must be equally long, got ${t.length} and ${x.length} — in ${where}.`,
      'Pass one time for each value.',
    );
  }
  for (let i = 1; i < t.length; i++) {
    if (!(t[i] > t[i - 1])) {
      throw new ArgumentError(
        `t must rise, but t[${i}] is ${t[i]} after ${t[i - 1]} — in ${where}.`,
        'Sort the values by time, and keep one per time.',
      );
    }
  }
}

/** @throws ArgumentError unless neighbours can correlate so by sharing samples with each other alone. */
export function requireOverlap(overlapCorrelation: number, where: string): void {
  if (!(overlapCorrelation >= 0 && overlapCorrelation <= 0.5)) {
    throw new ArgumentError(
      `overlapCorrelation must be from 0 to 0.5, got ${overlapCorrelation} — in ${where}.`,
      'Let windows overlap by half at most, so that only neighbours share samples.',
    );
  }
}

/** @throws ArgumentError for a step, where one is given, that is not above 0. */
export function requireStep(step: number | undefined, where: string): void {
  if (step !== undefined) requirePositive('step', step, where);
}
