import { UnsupportedError } from '#base';
import type { Channel, Segment, WindowJudge } from '#recording';
import { rms, welch } from '#signal';
import { type ContractionSignal, type CutOptions, contractionSignal } from './contraction.ts';
import { type CourseWithTrend, withTrend } from './course-trend.ts';
import { type JasaPlane, jasaPlane } from './jasa.ts';
import { inBand, medianFrequency } from './spectral.ts';
import type { Course } from './trend.ts';

/** Indices of one repetition after the other. */
export interface RepetitionCourses {
  /** The repetitions that were measured [nRepetitions]. */
  readonly measured: readonly Segment[];
  /** RMS of each repetition, in the channel's unit, at its middle. */
  readonly rms: Course;
  /** Median frequency (Hz) of each repetition, from one Hann window over all of it. */
  readonly mdf: Course;
}

/** Repetitions at a pace, with how they change. */
export interface MeasuredRepetitions {
  /** Repetitions that were found. */
  readonly n: number;
  /** Found ones of bad quality, which are in no course. */
  readonly nBad: number;
  /** The measured ones, in the order of the courses. */
  readonly measured: readonly Segment[];
  /** Usual time from one to the next (s). */
  readonly periodS: number;
  /** Autocorrelation of the envelope after one period, up to 1. */
  readonly regularity: number;
  readonly rms: CourseWithTrend;
  readonly mdf: CourseWithTrend;
  /** Amplitude and frequency together; null for fewer than five repetitions. */
  readonly jasa: JasaPlane | null;
}

// A repetition is short and at no end steadier than in its middle, so nothing is dropped; a quarter second gives 4 Hz bins.
const cut: CutOptions = { marginS: 0, leastS: 0.25 };

/**
 * How a muscle tires over repetitions: RMS and median frequency of each. Repetitions that are shorter than a quarter second,
 * or silent, are left out.
 *
 * @throws UnsupportedError when no repetition can be measured.
 * @throws ArgumentError when a repetition lies outside the channel or the band does not fit its rate.
 */
export function repetitionCourses(
  channel: Channel,
  repetitions: readonly Segment[],
  { bandHz }: Pick<CutOptions, 'bandHz'> = {},
): RepetitionCourses {
  const options = bandHz === undefined ? cut : { ...cut, bandHz };
  const signals = repetitions
    .filter(({ startS, endS }) => endS - startS >= 0.25)
    .map((segment) => contractionSignal(channel, segment, options))
    .filter(({ samples }) => rms(samples) > 0);
  if (signals.length === 0) {
    throw new UnsupportedError(
      `None of ${repetitions.length} repetitions of ${channel.name} can be measured: each is silent or shorter than 0.25 s.`,
      'Look at the found repetitions, or give their limits.',
    );
  }
  const course = (value: (signal: ContractionSignal) => number): Course => ({
    timesS: Float64Array.from(signals, ({ startS, endS }) => (startS + endS) / 2),
    values: Float64Array.from(signals, value),
  });
  return {
    measured: signals.map(({ segment }) => segment),
    rms: course(({ samples }) => rms(samples)),
    mdf: course(({ samples, fs, bandHz: band }) =>
      medianFrequency(inBand(welch(samples, fs, { windowSamples: samples.length }), band)),
    ),
  };
}

/** What is known beside the repetitions. */
export interface RepetitionFacts {
  readonly pace: { readonly periodS: number; readonly regularity: number };
  /** Of the channel. */
  readonly judge: WindowJudge;
  readonly restLevel: number | undefined;
}

/**
 * Repetitions with their courses and trends; those of bad quality, each judged as one window, are left out and counted.
 * Null where all of them are bad.
 *
 * @throws UnsupportedError when no good repetition can be measured.
 */
export function repetitionsOf(
  channel: Channel,
  segments: readonly Segment[],
  { pace, judge, restLevel }: RepetitionFacts,
  options: Pick<CutOptions, 'bandHz'> = {},
): MeasuredRepetitions | null {
  const isGood = (segment: Segment): boolean => {
    const windowS = segment.endS - segment.startS;
    const windows = judge({ within: segment, windowS, ...(restLevel !== undefined && { restLevel }) });
    return windows.every(({ faults }) => faults.length === 0);
  };
  const good = segments.filter(isGood);
  if (good.length === 0) return null;
  const { rms: amplitude, mdf, measured } = repetitionCourses(channel, good, options);
  const trends = { rms: withTrend(amplitude), mdf: withTrend(mdf) };
  return {
    n: segments.length,
    nBad: segments.length - good.length,
    measured,
    ...pace,
    ...trends,
    jasa: jasaPlane(trends.rms, trends.mdf),
  };
}
