import { once } from '#base';
import { butterworth, movingRms, notch, rms, type Sos, sosfiltfilt } from '#signal';
import { mainsLevel } from './mains.ts';
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

/**
 * What takes offset and drift away: high-pass 20 Hz, Butterworth of order 4.
 *
 * @throws ArgumentError for a sampling rate (Hz) of 40 Hz or less.
 */
export function driftFilter(fs: number): Sos {
  return butterworth(fs, { order, type: 'highpass', cutoffHz });
}

/** The channel without offset and drift [n]: high-pass 20 Hz, Butterworth of order 4, run forward and backward. */
export function withoutDrift(channel: Channel, n = channel.samples.length): Float64Array {
  return sosfiltfilt(driftFilter(channel.fs), channel.samples.subarray(0, n));
}

/** {@link withoutDrift} of one channel, computed once: filtering an hour is not done again for each question. */
export interface SteadySignal {
  /** All samples [nSamples]. */
  readonly whole: () => Float64Array;
  /** The samples before the constant end that block formats pad with; the filter turns around there. */
  readonly unpadded: () => Float64Array;
}

/** Gets the channel without drift ready for several who need it. It is kept as long as this is. */
export function steadySignal(channel: Channel): SteadySignal {
  const n = unpaddedLength(channel);
  const whole = once(() => withoutDrift(channel));
  return { whole, unpadded: n === channel.samples.length ? whole : once(() => withoutDrift(channel, n)) };
}

// Hum is measured where the signal is weakest, for as long as two windows of mainsLevel and a half.
const quietS = 2.5;
const quietSteps = 50;
// Hum matters where it is most of the power at rest and not small beside the effort: share of power, and of the whole RMS.
const humOfRest = 0.5;
const humOfWhole = 0.2;
// 5 Hz wide at 50 Hz: a mains that wanders, at the cost of a fiftieth of the band of sEMG.
const notchQ = 10;

/** What {@link effortSignal} gives. */
export interface EffortSignal {
  /** Without offset and drift, and without hum where that was strong [n]. */
  readonly steady: Float64Array;
  /** Whether the hum was taken out: levels are then lower than those of the recorded signal. */
  readonly isWithoutHum: boolean;
}

/**
 * The signal that shows effort [n], from one without offset and drift: without the hum of the mains where that is so strong
 * that it would pass for effort. For finding contractions only: indices are not taken from notched signals.
 */
export function effortSignal(steady: Float64Array, fs: number): EffortSignal {
  const quiet = quietest(steady, Math.min(steady.length, Math.round(quietS * fs)));
  const { frequencyHz, rms: humRms } = mainsLevel(quiet, fs);
  const isStrong = humRms ** 2 > humOfRest * rms(quiet) ** 2 && humRms > humOfWhole * rms(steady);
  if (!isStrong) return { steady, isWithoutHum: false };
  return { steady: sosfiltfilt(notch(fs, { frequencyHz, q: notchQ }), steady), isWithoutHum: true };
}

/** The stretch of about `size` samples with the least power, to within a fiftieth of its length. */
function quietest(x: Float64Array, size: number): Float64Array {
  const step = Math.max(1, Math.floor(size / quietSteps));
  const nSteps = Math.floor(size / step);
  const power = new Float64Array(Math.floor(x.length / step));
  for (let i = 0; i < power.length * step; i++) power[Math.floor(i / step)] += x[i] * x[i];
  const total = (from: number): number => power.subarray(from, from + nSteps).reduce((sum, value) => sum + value, 0);
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let from = 0; from + nSteps <= power.length; from++) {
    const own = total(from);
    if (own < least) [best, least] = [from, own];
  }
  return x.subarray(best * step, best * step + size);
}

/** RMS of a drift-free signal in a window of `windowS` seconds around each sample [n], in the signal's unit. */
export function envelopeOf(steady: Float64Array, fs: number, windowS: number): Float64Array {
  return movingRms(steady, { windowSamples: Math.max(1, Math.round(windowS * fs)) });
}
