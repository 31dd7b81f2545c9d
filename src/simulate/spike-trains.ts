import type { Random } from '#base';

/** A firing rate that is constant between edges. */
export interface RateCourse {
  /** Rising times (s) [nSteps + 1]. */
  readonly edgesS: Float64Array;
  /** Rates in Hz, step after step: that of unit i in step k at `k · nUnits + i` [nSteps · nUnits]. */
  readonly ratesHz: Float32Array;
  readonly nUnits: number;
}

/** Intervals between spikes are kept within these shares of their mean: a nerve neither fires at once again nor forgets to. */
const [shortest, longest] = [0.35, 2];

/**
 * Calls `onSpike` for every spike of one unit, in order: a renewal process with normally distributed intervals, run in the
 * time in which the rate is 1, so that the rate may change between and within intervals (Fuglevand 1993: CV 0.2).
 *
 * @param intervalCv standard deviation of the intervals over their mean.
 */
export function forEachSpike(
  random: Random,
  { edgesS, ratesHz, nUnits }: RateCourse,
  { unit, intervalCv }: { readonly unit: number; readonly intervalCv: number },
  onSpike: (timeS: number, step: number) => void,
): void {
  const interval = (): number => Math.min(longest, Math.max(shortest, 1 + intervalCv * random.normal()));
  let left = interval() * random.uniform();
  for (let step = 0; step + 1 < edgesS.length; step++) {
    const rate = ratesHz[step * nUnits + unit];
    if (!(rate > 0)) continue;
    let timeS = edgesS[step];
    let operational = rate * (edgesS[step + 1] - timeS);
    while (operational >= left) {
      timeS += left / rate;
      operational -= left;
      left = interval();
      onSpike(timeS, step);
    }
    left -= operational;
  }
}
