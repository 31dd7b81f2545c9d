import { type Random, seededRandom } from '#base';
import { thetaOf } from './serial-errors.ts';

/** Errors [n] that follow each other: AR(1) with ρ, seen through an overlap of neighbours with correlation `c`. */
export function serialErrors(random: Random, n: number, rho: number, c = 0): Float64Array {
  const theta = thetaOf(c);
  const settle = 50;
  let [error, last] = [0, random.normal()];
  const out = new Float64Array(n);
  for (let i = -settle; i < n; i++) {
    const next = random.normal();
    error = rho * error + next + theta * last;
    last = next;
    if (i >= 0) out[i] = error;
  }
  return out;
}

/** Times 0 … n − 1. */
export const countedTimes = (n: number): Float64Array => Float64Array.from({ length: n }, (_, i) => i);

/** Share of `draws` runs, each with a stream of its own seed, in which something holds. */
export function shareOf(draws: number, holds: (random: Random) => boolean): number {
  const random = seededRandom(20);
  let count = 0;
  for (let i = 0; i < draws; i++) if (holds(random)) count++;
  return count / draws;
}
