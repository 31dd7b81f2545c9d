import type { Analysis } from '#fatigue';
import type { Trace } from './study.ts';

/** Bins of a trace: more than a screen has columns. */
const nBins = 1200;

/** Makes an analysed signal small enough to draw: extremes and mean envelope of each of at most 1200 bins. */
export function traceOf({ channel, envelope, threshold }: Analysis): Trace {
  const { samples, fs, unit } = channel;
  const perBin = Math.max(1, Math.ceil(samples.length / nBins));
  const count = Math.ceil(samples.length / perBin);
  const min = new Float32Array(count).fill(Number.POSITIVE_INFINITY);
  const max = new Float32Array(count).fill(Number.NEGATIVE_INFINITY);
  const level = new Float32Array(count);
  for (let i = 0; i < samples.length; i++) {
    const bin = Math.floor(i / perBin);
    min[bin] = Math.min(min[bin], samples[i]);
    max[bin] = Math.max(max[bin], samples[i]);
    level[bin] = Math.max(level[bin], envelope[i] ?? 0);
  }
  return { binS: perBin / fs, unit, min, max, envelope: level, threshold };
}
