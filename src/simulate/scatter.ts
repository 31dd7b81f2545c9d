import type { Random } from '#base';

/** Mean and standard deviation of a quantity that differs between people or days. */
export type Scatter = readonly [mean: number, sd: number];

/** Draws beyond these many standard deviations are pulled in to them: they would leave what a sensor can record. */
const most = 2.5;

/** The largest value that {@link drawn} gives. */
export function largestDraw([mean, sd]: Scatter): number {
  return mean + sd * most;
}

/** A draw of a normal distribution, held within 2.5 standard deviations of its mean. */
export function drawn(random: Random, [mean, sd]: Scatter): number {
  return mean + sd * Math.min(most, Math.max(-most, random.normal()));
}

/** A draw of a uniform distribution. */
export function drawnBetween(random: Random, [low, high]: readonly [number, number]): number {
  return low + (high - low) * random.uniform();
}
