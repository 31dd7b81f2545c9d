import { butterworth, findPeaks, quantile, sosfiltfilt } from '#signal';
import type { Run } from './contraction-runs.ts';
import { everyNth } from './every-nth.ts';

/** A muscle that works again and again, at a pace. */
export interface Repetitions {
  /** Each repetition from where its smoothed envelope has risen half-way to where it has fallen half-way [nRepetitions]. */
  readonly runs: readonly Run[];
  /** The usual time from one repetition to the next (s). */
  readonly periodS: number;
  /** Autocorrelation of the envelope after one period: 1 for a clockwork, 0 where no pace can be seen. */
  readonly regularity: number;
}

// 20 values a second draw a repetition of 0.8 s, the fastest that is looked for.
const stepS = 0.05;
const fastestS = 0.8;
const slowestS = 15;
// What changes more slowly than the slowest repetition is fatigue or drift, and has no pace.
const trendS = 10;
// Of equally good periods, the shortest: after two repetitions the signal is as like itself as after one.
const nearlyBest = 0.8;
const leastRegularity = 0.35;
const leastRepetitions = 4;
// Twice as many peaks as periods are the parts of one movement: lifting and lowering.
const smoothing = 1.2;
const leastApart = 0.5;
const leastProminence = 0.3;

/** x without its moving mean over `size` values; beyond the ends stand the end values. */
function withoutTrend(x: Float64Array, size: number): Float64Array {
  const half = size >> 1;
  const at = (i: number): number => x[Math.min(Math.max(i, 0), x.length - 1)];
  let sum = 0;
  for (let i = -half; i <= half; i++) sum += at(i);
  return x.map((value, i) => {
    const trend = sum / (2 * half + 1);
    sum += at(i + half + 1) - at(i - half);
    return value - trend;
  });
}

/** Autocorrelation of x for lags up to `most`, each over the pairs it has [most + 1]. */
function autocorrelation(x: Float64Array, most: number): Float64Array {
  const at = (lag: number): number => {
    let sum = 0;
    for (let i = lag; i < x.length; i++) sum += x[i] * x[i - lag];
    return sum / (x.length - lag);
  };
  const power = at(0);
  return Float64Array.from({ length: most + 1 }, (_, lag) => (power > 0 ? at(lag) / power : 0));
}

/** The period of an envelope at 1 / stepS values a second, in values; undefined where there is none. */
function periodOf(envelope: Float64Array): { period: number; regularity: number } | undefined {
  const most = Math.min(Math.round(slowestS / stepS), Math.floor(envelope.length / leastRepetitions));
  const least = Math.round(fastestS / stepS);
  if (most <= least + 1) return undefined;
  const wanders = withoutTrend(envelope, Math.round(trendS / stepS));
  const likeness = autocorrelation(wanders, most);
  const peaks = findPeaks(likeness).filter(({ index }) => index >= least);
  const best = Math.max(0, ...peaks.map(({ index }) => likeness[index]));
  const first = peaks.find(({ index }) => likeness[index] >= nearlyBest * best);
  if (first === undefined || likeness[first.index] < leastRegularity) return undefined;
  return { period: first.index, regularity: likeness[first.index] };
}

/** The lowest value between two places, and where it is. */
function valley(x: Float64Array, from: number, to: number): number {
  let lowest = from;
  for (let i = from; i <= to; i++) if (x[i] < x[lowest]) lowest = i;
  return lowest;
}

/** Where the slope from a valley to a peak is half-way up. */
function halfWay(x: Float64Array, peak: number, low: number): number {
  const level = (x[peak] + x[low]) / 2;
  const step = low < peak ? -1 : 1;
  let i = peak;
  while (i !== low && x[i] >= level) i += step;
  return i;
}

/**
 * Repetitions in an envelope [nSamples]: its period by autocorrelation (0.8–15 s), then the peaks of the envelope smoothed
 * to that period. Undefined where no pace can be seen or there are fewer than four.
 */
export function findRepetitions(envelope: Float64Array, fs: number): Repetitions | undefined {
  const step = Math.max(1, Math.round(stepS * fs));
  const slow = everyNth(envelope, step);
  const found = periodOf(slow);
  if (found === undefined) return undefined;
  const periodS = found.period * stepS;
  const lowpass = butterworth(1 / stepS, { order: 2, type: 'lowpass', cutoffHz: smoothing / periodS });
  const smooth = sosfiltfilt(lowpass, slow);
  const peaks = findPeaks(smooth, { distance: leastApart * found.period });
  const prominences = Float64Array.from(peaks, ({ prominence }) => prominence);
  if (prominences.length === 0) return undefined;
  // Of the upper half the median: small ripple between repetitions does not lower what counts as one.
  const usual = quantile(prominences, 0.75);
  const kept = peaks.filter(({ prominence }) => prominence >= leastProminence * usual).map(({ index }) => index);
  if (kept.length < leastRepetitions) return undefined;
  const runs = kept.map((peak, i): Run => {
    const before = i === 0 ? Math.max(0, peak - found.period) : kept[i - 1];
    const after = i === kept.length - 1 ? Math.min(smooth.length - 1, peak + found.period) : kept[i + 1];
    const start = halfWay(smooth, peak, valley(smooth, before, peak));
    const end = halfWay(smooth, peak, valley(smooth, peak, after));
    return { start: start * step, end: Math.min(envelope.length, end * step) };
  });
  return { runs, periodS, regularity: found.regularity };
}
