import { mean, rms } from '#signal';
import { withoutDrift } from './contraction-envelope.ts';
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
 */
export function restLevel(channel: Channel, rest: Segment | undefined = restSegment(channel)): number | undefined {
  return rest && rms(samplesOf({ ...channel, samples: withoutDrift(channel) }, rest));
}

/** Share of the power around the mean that lies below 20 Hz, 0 to 1: wander of the baseline and movement of the cables. */
export function slowShare(channel: Channel): number {
  const level = mean(channel.samples);
  const total = rms(channel.samples.map((value) => value - level)) ** 2;
  if (total === 0) return 0;
  return Math.max(0, 1 - rms(withoutDrift(channel)) ** 2 / total);
}

/** The longest stretch of equal samples, in seconds from the start. */
export function longestStandstill({ samples, fs }: Channel): { startS: number; endS: number } {
  let longest = { startS: 0, endS: 0 };
  for (let i = 0; i < samples.length; ) {
    let end = i + 1;
    while (end < samples.length && samples[end] === samples[i]) end++;
    if (end - i > (longest.endS - longest.startS) * fs) longest = { startS: i / fs, endS: end / fs };
    i = end;
  }
  return longest;
}
