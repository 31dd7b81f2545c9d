import { butterworth, movingRms, sosfiltfilt } from '#signal';
import type { Channel } from './recording.ts';

// Below 20 Hz lie offset, drift and movement of the cables: SENIAM's 10-20 Hz, De Luca 2010's 20 Hz corner.
const cutoffHz = 20;
const order = 4;
// Longer than any pause between noise samples, shorter than any stretch that would matter: a file padded to a full record.
const paddingS = 0.1;

/** Samples before the constant end that writers of block formats add; all samples when there is no such end. */
export function unpaddedLength({ samples, fs }: Channel): number {
  let end = samples.length;
  while (end > 0 && samples[end - 1] === samples[samples.length - 1]) end--;
  return samples.length - end >= paddingS * fs ? end : samples.length;
}

/** The channel without offset and drift [n]: high-pass 20 Hz, Butterworth of order 4, run forward and backward. */
export function withoutDrift(channel: Channel, n = channel.samples.length): Float64Array {
  return sosfiltfilt(butterworth(channel.fs, { order, type: 'highpass', cutoffHz }), channel.samples.subarray(0, n));
}

/** RMS of a drift-free signal in a window of `windowS` seconds around each sample [n], in the signal's unit. */
export function envelopeOf(steady: Float64Array, fs: number, windowS: number): Float64Array {
  return movingRms(steady, { windowSamples: Math.max(1, Math.round(windowS * fs)) });
}
