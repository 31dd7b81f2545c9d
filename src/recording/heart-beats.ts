import { butterworth, findPeaks, mean, median, sosfiltfilt, standardDeviation } from '#signal';
import { samplesOf } from './quality-levels.ts';
import type { Channel } from './recording.ts';
import type { Segment } from './segments.ts';

/** Heart beats that show in a resting muscle's signal. */
export interface HeartBeats {
  readonly perMinute: number;
  readonly nBeats: number;
  /** Middle height of the beats over the usual deflection between them. */
  readonly prominence: number;
}

// R waves have their power here; what the sensor passes of it is enough to see them.
const beatHz = [8, 40] as const;
const fastestS = 60 / 180;
const slowestS = 60 / 40;
// Noise of this band reaches four deviations once in a minute; beats that matter stand higher, and each one does.
const leastProminence = 6;
const mostUneven = 0.2;
const leastBeats = 4;

/**
 * Looks for heart beats where the muscle rests: peaks of one sign that stand out and come evenly, 40 to 180 a minute.
 * Undefined where there are none, or the rest is too short for four of them.
 */
export function findHeartBeats(channel: Channel, rest: Pick<Segment, 'startS' | 'endS'>): HeartBeats | undefined {
  const x = samplesOf(channel, rest);
  const { fs } = channel;
  if (x.length < leastBeats * fastestS * fs || fs < 4 * beatHz[1]) return undefined;
  const level = mean(x);
  const band = butterworth(fs, { order: 2, type: 'bandpass', cutoffHz: beatHz });
  const filtered = sosfiltfilt(
    band,
    x.map((value) => value - level),
  );
  const deviation = median(filtered.map(Math.abs)) / 0.6745;
  if (deviation === 0) return undefined;
  for (const sign of [1, -1]) {
    const beats = findPeaks(
      filtered.map((value) => sign * value),
      { distance: fastestS * fs, prominence: leastProminence * deviation },
    );
    const gaps = Float64Array.from(beats.slice(1), ({ index }, i) => (index - beats[i].index) / fs);
    if (beats.length < leastBeats) continue;
    const usual = median(gaps);
    const isEven = standardDeviation(gaps) < mostUneven * usual && usual <= slowestS;
    // Beats over all of the rest, not in one corner of it.
    if (!isEven || usual * (beats.length + 1) < x.length / fs) continue;
    const heights = Float64Array.from(beats, ({ prominence }) => prominence / deviation);
    return { perMinute: 60 / usual, nBeats: beats.length, prominence: median(heights) };
  }
  return undefined;
}
