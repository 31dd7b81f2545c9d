import { ArgumentError, requireSamples } from '#base';

/** A local maximum. */
export interface Peak {
  /** Its sample; of a flat top the middle one, rounded down. */
  readonly index: number;
  /** How far it stands above the higher of the two lowest places that separate it from higher ground, in the unit of x. */
  readonly prominence: number;
}

/** What {@link findPeaks} keeps. */
export interface PeakOptions {
  /** Peaks at least so many samples apart; of two that are closer the lower one goes. @default 1 */
  readonly distance?: number;
  /** Peaks of at least this prominence, in the unit of x. @default 0 */
  readonly prominence?: number;
}

/** Middles of all flat or pointed tops inside x: what is higher than both sides. */
function topsOf(x: Float64Array): number[] {
  const tops: number[] = [];
  let i = 1;
  while (i < x.length - 1) {
    if (!(x[i] > x[i - 1])) {
      i++;
      continue;
    }
    let end = i;
    while (end + 1 < x.length && x[end + 1] === x[i]) end++;
    if (end + 1 < x.length && x[end + 1] < x[i]) tops.push((i + end) >> 1);
    i = end + 1;
  }
  return tops;
}

/** Of tops closer than `distance` the highest stay; of equals the later one, as in SciPy. */
function farApart(x: Float64Array, tops: readonly number[], distance: number): number[] {
  const kept = tops.map(() => true);
  const byHeight = tops.map((_, i) => i).sort((a, b) => x[tops[a]] - x[tops[b]] || a - b);
  for (const i of byHeight.reverse()) {
    if (!kept[i]) continue;
    for (let j = i - 1; j >= 0 && tops[i] - tops[j] < distance; j--) kept[j] = false;
    for (let j = i + 1; j < tops.length && tops[j] - tops[i] < distance; j++) kept[j] = false;
  }
  return tops.filter((_, i) => kept[i]);
}

/** The lowest value from a top outwards, up to higher ground or the end. */
function lowestBeside(x: Float64Array, top: number, step: 1 | -1): number {
  let lowest = x[top];
  for (let i = top; i >= 0 && i < x.length && x[i] <= x[top]; i += step) lowest = Math.min(lowest, x[i]);
  return lowest;
}

/**
 * Local maxima of x [nSamples] in the order of time, first thinned by distance, then by prominence, as
 * `scipy.signal.find_peaks(x, distance, prominence)`.
 *
 * Golden: `golden/signal/peaks.json`.
 *
 * @throws ArgumentError when x is empty, a sample is not finite, the distance is below 1 or the prominence below 0.
 *
 * @example
 * const peaks = findPeaks(Float64Array.of(0, 3, 1, 2, 0), { prominence: 2 });
 * peaks; // [ { index: 1, prominence: 3 } ]
 */
export function findPeaks(x: Float64Array, { distance = 1, prominence = 0 }: PeakOptions = {}): Peak[] {
  requireSamples(x, 'findPeaks');
  if (!(distance >= 1 && prominence >= 0)) {
    throw new ArgumentError(
      `distance must be at least 1 and prominence at least 0, got ${distance} and ${prominence} — in findPeaks.`,
      'Pass a distance in samples and a prominence in the unit of x.',
    );
  }
  return farApart(x, topsOf(x), Math.ceil(distance))
    .map((index) => {
      const around = Math.max(lowestBeside(x, index, -1), lowestBeside(x, index, 1));
      return { index, prominence: x[index] - around };
    })
    .filter((peak) => peak.prominence >= prominence);
}
