import { quantile } from '#signal';
import { everyNth } from './every-nth.ts';
import type { Channel } from './recording.ts';

/** How strong the signal is when the muscle rests and when it works, both in the unit of the envelope. */
export interface ActivityLevels {
  /** Typical envelope at rest. */
  readonly rest: number;
  /** Typical high envelope while the muscle works. */
  readonly active: number;
  /** Median of the working half over the median of the resting half: 1 means that nothing stands out. */
  readonly contrast: number;
  /** Share of the time that belongs to the working half, 0 to 1. */
  readonly activeShare: number;
}

// An envelope of a quarter second says nothing new more often than this, and 20 values a second keep the sorting cheap.
const stepS = 0.05;
const nBins = 128;
// 60 dB: deeper than any rest below any effort; keeps exact zeros (a sensor that is off) inside the histogram.
const deepest = 1e-3;
// With rest in 2/3 of the time, as in the handgrip test, these two are the 20th and 95th percentile of the whole.
const restQuantile = 0.3;
const activeQuantile = 0.85;

/**
 * Levels of rest and effort, from the two halves into which Otsu's threshold cuts the histogram of the envelope's
 * logarithm: works with any share of rest, where fixed percentiles of the whole need a known protocol.
 *
 * Otsu 1979, "A threshold selection method from gray-level histograms", maximises the variance between the classes.
 */
export function activityLevels(envelope: Float64Array, fs: number): ActivityLevels {
  const step = Math.max(1, Math.round(stepS * fs));
  const values = everyNth(envelope, step).sort();
  const top = values.at(-1) ?? 0;
  if (!(top > 0)) return { rest: 0, active: 0, contrast: 1, activeShare: 0 };
  const nLow = countBelow(values, otsuLimit(values, top));
  const low = values.subarray(0, nLow);
  const high = values.subarray(nLow);
  const floor = top * deepest;
  return {
    rest: quantile(low, restQuantile),
    active: quantile(high, activeQuantile),
    contrast: quantile(high, 0.5) / Math.max(quantile(low, 0.5), floor),
    activeShare: high.length / values.length,
  };
}

/** The value that best parts `values` (ascending, the last one `top` > 0) in two, on a logarithmic scale. */
function otsuLimit(values: Float64Array, top: number): number {
  const depth = Math.log(deepest);
  const lowest = Math.max(Math.log(values[0] / top), depth);
  if (lowest === 0) return top;
  const counts = new Float64Array(nBins);
  for (const value of values) {
    const place = 1 - Math.max(Math.log(value / top), lowest) / lowest;
    counts[Math.min(nBins - 1, Math.floor(place * nBins))] += 1;
  }
  const total = values.length;
  const mean = counts.reduce((sum, count, bin) => sum + count * bin, 0) / total;
  let best = -1;
  let bestBin = 0;
  let weight = 0;
  let moment = 0;
  for (let bin = 0; bin < nBins - 1; bin++) {
    weight += counts[bin] / total;
    moment += (counts[bin] * bin) / total;
    const between = (mean * weight - moment) ** 2 / (weight * (1 - weight));
    if (between > best) {
      best = between;
      bestBin = bin;
    }
  }
  return top * Math.exp(lowest * (1 - (bestBin + 1) / nBins));
}

function countBelow(sorted: Float64Array, limit: number): number {
  let n = 0;
  while (n < sorted.length - 1 && sorted[n] < limit) n++;
  return Math.max(1, n);
}

// Without this much between them, the halves are the fluctuation of one level rather than rest and effort.
const leastContrast = 2;
// A tired or trembling effort swings by up to this factor; whether its low half is rest depends on how strong it is.
const surelyContrast = 4;
// Twice the limit for a noisy rest (15 µV): no resting muscle with sound electrodes is as loud.
const loudestRestMv = 0.03;
// The same for raw counts: 1 % of the range is 33 µV with the BITalino sensor.
const loudestRestShare = 0.01;

/** Whether the lower level is louder than a resting muscle with sound electrodes: a noisy sensor, or no rest at all. */
export function isLoud({ rest }: ActivityLevels, { unit, range }: Channel): boolean {
  const span = range ? range[1] - range[0] : Number.POSITIVE_INFINITY;
  return rest > (unit === 'mV' ? loudestRestMv : loudestRestShare * span);
}

/**
 * Whether rest and effort stand apart: `no` for one level with its fluctuation, `perhaps` for a lower level that is too loud
 * for rest and not far below the upper one, as in a trembling effort or beside a noisy sensor.
 */
export function levelsStandApart(levels: ActivityLevels, channel: Channel): 'yes' | 'perhaps' | 'no' {
  if (levels.contrast < leastContrast) return 'no';
  return levels.contrast < surelyContrast && isLoud(levels, channel) ? 'perhaps' : 'yes';
}
