import { type IssueCode, requirePositive } from '#base';
import { mean, rms } from '#signal';
import { type SteadySignal, steadySignal } from './contraction-envelope.ts';
import { clippedSamples } from './quality-clipping.ts';
import { longestStandstill, slowShare } from './quality-levels.ts';
import type { Channel } from './recording.ts';
import type { Segment } from './segments.ts';

/** What can be wrong with a window, as codes of the issue catalogue. */
export type WindowFault = Extract<
  IssueCode,
  'CLIPPED' | 'SIGNAL_GAP' | 'DROPPED_SAMPLES' | 'MAINS_HUM' | 'MOTION_ARTEFACT' | 'SPIKES' | 'LOW_SNR'
>;

/** The quality of one window of a channel. */
export interface WindowQuality {
  /** `[startS, endS)`, in seconds from the start of the recording. */
  readonly startS: number;
  readonly endS: number;
  /** Each with its value, in the unit of {@link windowLimits}; empty where the window is good. */
  readonly faults: readonly { readonly code: WindowFault; readonly value: number }[];
}

/**
 * From where on a window is left out. Some are wider than those of `checkQuality`, which warns: a window is lost only for
 * what would move its amplitude or frequencies by more than they scatter.
 */
export const windowLimits = {
  /** Share of samples at the ends of the range or in flat tops: noise cut off there loses 4 % of its RMS. */
  CLIPPED: 0.05,
  /** Longest stretch of equal samples (s). */
  SIGNAL_GAP: 0.1,
  /**
   * Places at which samples were lost, or filled in for lost ones. What stands there side by side is a step that the
   * muscle did not make: one in a second moves FInsm5 by −2 % and M4 by +1 % on average, and nobody knows how much is missing.
   */
  DROPPED_SAMPLES: 0,
  /** Share of the power in lines of the mains and its multiples that stand out of the spectrum beside them. */
  MAINS_HUM: 0.1,
  /** Share of the power below 20 Hz: from half on it is not muscle alone that reaches above. */
  MOTION_ARTEFACT: 0.5,
  /** Farthest sample from the mean, in standard deviations. */
  SPIKES: 8,
  /** Lowest ratio of power above rest to power at rest (dB); asked of contractions only. */
  LOW_SNR: 6,
} as const satisfies Record<WindowFault, number>;

/** Where a {@link WindowJudge} looks. */
export interface WindowQualityOptions {
  /** Stretch to judge (s from the start of the recording); the whole channel by default. */
  readonly within?: Pick<Segment, 'startS' | 'endS'>;
  /** Length of a window (s); the last one may be shorter, by half at most. @default 1 */
  readonly windowS?: number;
  /** RMS at rest above 20 Hz in the channel's unit: with it a weak window is named. */
  readonly restLevel?: number;
}

/** Multiples of the mains that are looked at, as far as the rate carries them. */
const mostMultiples = 5;
/** A line stands out of the spectrum beside it by more than this: noise does so once in 3000 windows (e^-8). */
const standsOut = 8;
/** Beside a line (Hz): outside of its own width in a window of 1 s. */
const besideHz = [-8, -7, -6, -5, -4, 4, 5, 6, 7, 8];

/** Power of x at one frequency (Goertzel's recurrence), as a share of the sum of its squares around a level. */
function powerAt(x: Float64Array, level: number, turn: number): number {
  const twice = 2 * Math.cos(turn);
  let [before, last] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    const next = x[i] - level + twice * last - before;
    before = last;
    last = next;
  }
  return (2 * (last * last + before * before - twice * last * before)) / x.length;
}

/** Share of the power of x in the lines at a frequency and its multiples that stand out of what lies beside them. */
function lineShare(x: Float64Array, fs: number, frequencyHz: number): number {
  const level = mean(x);
  const total = x.reduce((sum, value) => sum + (value - level) ** 2, 0);
  if (total === 0) return 0;
  let lines = 0;
  for (let k = 1; k <= mostMultiples && k * frequencyHz < fs / 2; k++) {
    const at = (hz: number): number => powerAt(x, level, (2 * Math.PI * hz) / fs);
    const line = at(k * frequencyHz);
    // Most lines are too weak to matter, and their neighbours need not be looked at.
    if (line < 0.02 * total) continue;
    const beside = besideHz.reduce((sum, away) => sum + at(k * frequencyHz + away), 0) / besideHz.length;
    if (line > standsOut * beside) lines += line;
  }
  return Math.min(1, lines / total);
}

/**
 * The mains of either frequency, whichever is stronger here: which one the whole recording shows does not tell, since a hum
 * of a second or two hardly shows in it.
 */
function mainsShare(x: Float64Array, fs: number): number {
  return Math.max(lineShare(x, fs, 50), lineShare(x, fs, 60));
}

/** The farthest sample from the mean, in standard deviations. */
function farthest(x: Float64Array): number {
  const level = mean(x);
  const deviation = rms(x.map((value) => value - level));
  return deviation === 0 ? 0 : x.reduce((most, value) => Math.max(most, Math.abs(value - level)), 0) / deviation;
}

/** Power above rest over power at rest (dB). */
function snrDb(steady: Float64Array, restLevel: number): number {
  const above = rms(steady) ** 2 / restLevel ** 2 - 1;
  return above > 0 ? 10 * Math.log10(above) : Number.NEGATIVE_INFINITY;
}

/** Judges windows of one channel; what is the same for all of them was computed once. */
export type WindowJudge = (options?: WindowQualityOptions) => WindowQuality[];

/**
 * Gets a channel ready to be judged window by window: clipping, standstill, lost samples, mains with its multiples, motion, spikes, and
 * with a rest level whether the muscle stands out at all. A window is bad with one fault or more. The judge throws an
 * ArgumentError when `windowS` is not above 0.
 *
 * @param steady the channel without drift, where others need it as well
 */
export function windowJudge(channel: Channel, { whole }: SteadySignal = steadySignal(channel)): WindowJudge {
  const steady = whole();
  const clipped = clippedSamples(channel);
  return (options = {}) => judgedWindows({ channel, steady, clipped }, options);
}

interface ReadyChannel {
  readonly channel: Channel;
  readonly steady: Float64Array;
  readonly clipped: Uint8Array;
}

function judgedWindows({ channel, steady, clipped }: ReadyChannel, options: WindowQualityOptions): WindowQuality[] {
  const { windowS = 1, restLevel } = options;
  requirePositive('windowS', windowS, 'windowQuality');
  const { fs, samples, gapsAt = [], filled = [] } = channel;
  const from = Math.max(0, Math.round((options.within?.startS ?? 0) * fs));
  const to = Math.min(samples.length, Math.round((options.within?.endS ?? samples.length / fs) * fs));
  const size = Math.round(windowS * fs);

  const nLosses = (start: number, end: number): number =>
    gapsAt.filter((at) => at >= start && at < end).length +
    filled.filter(([first, behind]) => first < end && behind > start).length;
  const judge = (start: number, end: number): WindowQuality => {
    const [raw, above] = [samples.subarray(start, end), steady.subarray(start, end)];
    const nClipped = clipped.subarray(start, end).reduce((sum, value) => sum + value, 0);
    const standstill = longestStandstill(raw);
    const measured: readonly (readonly [WindowFault, number, boolean?])[] = [
      ['CLIPPED', nClipped / (end - start)],
      ['SIGNAL_GAP', (standstill.end - standstill.start) / fs],
      ['DROPPED_SAMPLES', nLosses(start, end)],
      ['MAINS_HUM', mainsShare(above, fs)],
      ['MOTION_ARTEFACT', slowShare(raw, above)],
      ['SPIKES', farthest(above)],
      ...(restLevel === undefined || restLevel === 0 ? [] : ([['LOW_SNR', snrDb(above, restLevel)]] as const)),
    ];
    const faults = measured
      .filter(([code, value]) => (code === 'LOW_SNR' ? value < windowLimits[code] : value > windowLimits[code]))
      .map(([code, value]) => ({ code, value }));
    return { startS: start / fs, endS: end / fs, faults };
  };
  const windows: WindowQuality[] = [];
  for (let start = from; start + size / 2 <= to; start += size) windows.push(judge(start, Math.min(to, start + size)));
  return windows;
}
