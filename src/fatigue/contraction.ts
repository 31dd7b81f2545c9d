import { ArgumentError } from '#base';
import type { Channel, Segment } from '#recording';
import { butterworth, mean, type Sos, sosfiltfilt } from '#signal';
import { isSpectrogramRate } from './spectrogram-rate.ts';

/** Seconds cut off either end of a contraction: force is still rising or already falling there. */
export const edgeMarginS = 0.5;

/** Default analysis band (Hz): SENIAM's high-pass corner, and the highest corner that 1000 Hz sampling carries. */
export const emgBandHz: readonly [number, number] = [20, 450];

const filterOrder = 4;

/** How {@link contractionSignal} makes a contraction at 1000 Hz or more: what a model file says about its input. */
export const contractionRecipe = {
  order: ['cut the segment out', 'remove its mean', 'filter', 'drop the margins'],
  filter: { kind: 'butterworth', order: filterOrder, type: 'bandpass', bandHz: emgBandHz, zeroPhase: true },
  marginS: edgeMarginS,
  unit: 'mV (counts by the transfer function of the sensor)',
} as const;

/** The steady inner part of one contraction, filtered: all that indices, features and networks get to see. */
export interface ContractionSignal {
  /** Band-limited sEMG in the channel's unit [nSamples]. */
  readonly samples: Float64Array;
  /** Sampling rate (Hz). */
  readonly fs: number;
  readonly unit: Channel['unit'];
  /** Pass band of the filter (Hz). */
  readonly bandHz: readonly [number, number];
  readonly segment: Segment;
  /** Stretches of bad quality `[start, end)` in samples, rising: no index counts them. */
  readonly leftOut?: readonly { readonly start: number; readonly end: number }[];
  /** Seconds dropped at each end. */
  readonly marginS: number;
  /** Times of the first sample and of the end, in seconds from the start of the recording. */
  readonly startS: number;
  readonly endS: number;
}

/** How a contraction was made, in one line: what every index states. */
export function contractionMethod({ bandHz, marginS, leftOut = [], fs }: ContractionSignal): string {
  const lostS = leftOut.reduce((sum, { start, end }) => sum + end - start, 0) / fs;
  const lost = lostS === 0 ? '' : `, ${lostS.toFixed(1)} s of bad quality left out`;
  return `cut out first, Butterworth order ${filterOrder} band-pass ${bandHz.join('–')} Hz, zero phase, ${marginS} s dropped at each end${lost}`;
}

/** What of a segment is analysed. */
export interface CutOptions {
  /** Pass band of the filter (Hz), below half the sampling rate. @default 20–450 Hz, at most 0.45 fs below 1000 Hz */
  readonly bandHz?: readonly [number, number];
  /** Dropped at each end (s). @default 0.5 */
  readonly marginS?: number;
  /** What must be left (s). @default 1 */
  readonly leastS?: number;
}

/** The analysis band at a sampling rate: 20–450 Hz, its upper corner at most 0.45 fs below 1000 Hz. */
export function bandAt(fs: number): readonly [number, number] {
  return [emgBandHz[0], isSpectrogramRate(fs) ? emgBandHz[1] : 0.45 * fs];
}

/**
 * The analysis filter: Butterworth band-pass of order 4. Run forward and backward over what is recorded, forward alone
 * over what is still coming in.
 *
 * @throws ArgumentError when the band does not fit the sampling rate (Hz).
 */
export function emgFilter(fs: number, bandHz = bandAt(fs)): Sos {
  return butterworth(fs, { order: filterOrder, type: 'bandpass', cutoffHz: bandHz });
}

/** A cut-out piece of EMG [nSamples] without its mean, band-pass filtered (Butterworth order 4, zero phase). */
export function bandLimited(
  samples: Float64Array,
  fs: number,
  bandHz = bandAt(fs),
): { samples: Float64Array; bandHz: readonly [number, number] } {
  const offset = mean(samples);
  const sos = emgFilter(fs, bandHz);
  return {
    samples: sosfiltfilt(
      sos,
      samples.map((value) => value - offset),
    ),
    bandHz,
  };
}

/**
 * Cuts a segment out of a channel, removes its mean, filters it (Butterworth order 4, zero phase) and drops the margins.
 * The cut comes first: no sample outside the segment can influence the result. A segment that reaches over an end of the
 * channel stops there.
 *
 * Golden: `golden/fatigue/contraction.json`.
 *
 * @throws ArgumentError when the segment is reversed or outside the channel, too little would be left, the band does not
 * fit the sampling rate, or a sample is not finite.
 */
export function contractionSignal(
  channel: Channel,
  segment: Segment,
  { bandHz = bandAt(channel.fs), marginS = edgeMarginS, leastS = 1 }: CutOptions = {},
): ContractionSignal {
  const { fs } = channel;
  const { kind, startS, endS } = segment;
  const lastS = channel.samples.length / fs;
  const areTimes = Number.isFinite(startS) && Number.isFinite(endS);
  if (!(areTimes && startS < endS && startS < lastS && endS > 0)) {
    throw new ArgumentError(
      `A ${kind} must start before it ends, within the channel's ${lastS.toFixed(1)} s, got ${startS}–${endS} s — in contractionSignal.`,
      'Pass startS and endS in seconds from the start of the recording.',
    );
  }
  const first = Math.max(0, Math.round(startS * fs));
  const cut = channel.samples.slice(first, Math.min(channel.samples.length, Math.round(endS * fs)));
  const margin = Math.round(marginS * fs);
  // One sample may be lost where times and margins are rounded to whole samples.
  if (cut.length < (2 * marginS + leastS) * fs - 1) {
    throw new ArgumentError(
      `A ${kind} of ${(cut.length / fs).toFixed(1)} s is too short: ${marginS} s at each end are dropped and at least ${leastS} s must be left — in contractionSignal.`,
      `Choose a segment of at least ${2 * marginS + leastS} s.`,
    );
  }
  const { samples: filtered } = bandLimited(cut, fs, bandHz);
  return {
    samples: filtered.slice(margin, filtered.length - margin),
    fs,
    unit: channel.unit,
    bandHz,
    segment,
    marginS,
    startS: (first + margin) / fs,
    endS: (first + cut.length - margin) / fs,
  };
}
