import { mean, rms } from '#signal';
import { steadySignal } from './contraction-envelope.ts';
import { findContractions } from './contractions.ts';
import type { Channel } from './recording.ts';
import type { Segment } from './segments.ts';

/** Where the muscle rests, as {@link findContractions} finds it; undefined where it never does. */
export function restSegment(channel: Channel): Segment | undefined {
  return findContractions(channel).segments.find(({ kind }) => kind === 'rest');
}

/** Samples of a segment [n]. */
export function samplesOf({ samples, fs }: Channel, { startS, endS }: { startS: number; endS: number }): Float64Array {
  return samples.slice(Math.round(startS * fs), Math.round(endS * fs));
}

/**
 * RMS of the muscle and its noise at rest: of the signal above 20 Hz in the rest segment, in the channel's unit; undefined
 * when the recording has no rest of a second or more.
 *
 * @param steady the channel without drift [nSamples], where it is known already
 */
export function restLevel(
  channel: Channel,
  rest: Segment | undefined = restSegment(channel),
  steady: () => Float64Array = steadySignal(channel).whole,
): number | undefined {
  return rest && rms(samplesOf({ ...channel, samples: steady() }, rest));
}

/**
 * Share of the power around the mean that lies below 20 Hz, 0 to 1: wander of the baseline and movement of the cables.
 *
 * @param samples the signal as it was recorded [nSamples]
 * @param steady the same without drift [nSamples]
 */
export function slowShare(samples: Float64Array, steady: Float64Array): number {
  const level = mean(samples);
  let total = 0;
  for (let i = 0; i < samples.length; i++) {
    const away = samples[i] - level;
    total += away * away;
  }
  return total === 0 ? 0 : Math.max(0, 1 - (rms(steady) ** 2 * samples.length) / total);
}

/** The longest stretch of equal samples `[start, end)`; the first of several. */
export function longestStandstill(samples: Float64Array): { start: number; end: number } {
  let longest = { start: 0, end: 0 };
  for (let i = 0; i < samples.length; ) {
    let end = i + 1;
    while (end < samples.length && samples[end] === samples[i]) end++;
    if (end - i > longest.end - longest.start) longest = { start: i, end };
    i = end;
  }
  return longest;
}
