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

/** The spikes of one unit, stretch by stretch of time. */
export interface SpikeTrain {
  /** Goes on through a stretch with a constant rate and calls `onSpike` for every spike in it. */
  goOn(fromS: number, toS: number, rateHz: number, onSpike: (timeS: number) => void): void;
}

/**
 * A renewal process with normally distributed intervals, run in the time in which the rate is 1, so that the rate may
 * change between and within intervals (Fuglevand 1993: CV 0.2).
 *
 * @param intervalCv standard deviation of the intervals over their mean.
 */
export function spikeTrain(random: Random, intervalCv: number): SpikeTrain {
  const interval = (): number => Math.min(longest, Math.max(shortest, 1 + intervalCv * random.normal()));
  let left = interval() * random.uniform();
  return {
    goOn(fromS, toS, rateHz, onSpike) {
      if (!(rateHz > 0)) return;
      let timeS = fromS;
      let operational = rateHz * (toS - fromS);
      while (operational >= left) {
        timeS += left / rateHz;
        operational -= left;
        left = interval();
        onSpike(timeS);
      }
      left -= operational;
    },
  };
}

/** Calls `onSpike` for every spike of one unit, in order: a {@link spikeTrain} through a whole course. */
export function forEachSpike(
  random: Random,
  { edgesS, ratesHz, nUnits }: RateCourse,
  { unit, intervalCv }: { readonly unit: number; readonly intervalCv: number },
  onSpike: (timeS: number, step: number) => void,
): void {
  const train = spikeTrain(random, intervalCv);
  for (let step = 0; step + 1 < edgesS.length; step++) {
    train.goOn(edgesS[step], edgesS[step + 1], ratesHz[step * nUnits + unit], (timeS) => onSpike(timeS, step));
  }
}
