import { type ExponentialTrend, type Interval, leastForShape, linearTrend, theilSenTrend, trendShape } from '#signal';
import type { Course } from './trend.ts';

/** How the course of an index goes, and how surely. */
export interface CourseTrend {
  /** What describes the course better by AICc; the slope is that of the line in either case. */
  readonly model: 'linear' | 'exponential';
  /** Slope of the line of least squares, in the index's unit per second: the mean rate of the course. */
  readonly slope: number;
  readonly slopeInterval: Interval;
  /** The same in % of the fitted start per second, as `normalisedSlope` has it; null where the start is not above zero. */
  readonly slopePercentPerS: number | null;
  /** Interval of the normalised slope (%/s); null where the start is not surely above zero. */
  readonly interval: Interval | null;
  /** Slope of Theil and Sen, which single wrong epochs do not move: per second, and in % of its own start per second. */
  readonly theilSen: { readonly slope: number; readonly slopePercentPerS: number | null };
  /** The exponential (seconds, from the first epoch on), where the model is one. */
  readonly exponential: ExponentialTrend | null;
  readonly nEpochs: number;
  /** Serial correlation of the errors from epoch to epoch, beyond the overlap. */
  readonly rho: number;
  /** How the interval was computed, in words. */
  readonly method: string;
}

/**
 * Trend of a course with an honest 95 % interval, or null for fewer than three epochs. All epochs are used, overlapping or
 * not: the overlap's known correlation (`Course.overlapCorrelation`) is part of the model of the errors, beside an AR(1)
 * whose ρ is not taken as known. Where epochs were left out, those beside the gap are no neighbours. If the course bends, the bend counts as error and widens the interval of the mean rate.
 *
 * Coverage, measured on 500 simulated sEMG signals with a known course of MDF and RMS, and on AR(1) errors with ρ = 0.2:
 * 94–96 % at 30, 60 and 120 s. **At 10 s** (17 epochs of 1 s every 0.5 s) it is 96–97 %, and 93–94 % if ρ is 0.5.
 *
 * @param options.confidence share of repetitions in which the interval is to hold the truth. @default 0.95
 * @param options.shapes `line` asks for no exponential: a third less work, where a course is judged twice a second. @default 'all'
 * @throws ArgumentError when the epochs' times do not rise, a value is not finite, or the confidence is not between 0 and 1.
 */
export function courseTrend(
  course: Course,
  options: { readonly confidence?: number; readonly shapes?: 'all' | 'line' } = {},
): CourseTrend | null {
  const { timesS, values, overlapCorrelation = 0, stepS: step } = course;
  const { confidence = 0.95, shapes = 'all' } = options;
  if (timesS.length < 3) return null;
  const errors = { overlapCorrelation, ...(step !== undefined && { step }) };
  const line = linearTrend(timesS, values, { ...errors, confidence });
  const robust = theilSenTrend(timesS, values);
  const robustStart = robust.intercept + robust.slope * timesS[0];
  const shape = shapes === 'line' || timesS.length < leastForShape ? null : trendShape(timesS, values, errors);
  const isExponential = shape?.model === 'exponential';
  const overlap = overlapCorrelation === 0 ? '' : ` seen through overlapping epochs (${overlapCorrelation.toFixed(3)})`;
  return {
    model: isExponential ? 'exponential' : 'linear',
    slope: line.slope,
    slopeInterval: line.interval,
    slopePercentPerS: line.percentSlope,
    interval: line.percentInterval,
    theilSen: {
      slope: robust.slope,
      slopePercentPerS: robustStart > 0 ? (100 * robust.slope) / robustStart : null,
    },
    exponential: isExponential ? shape.exponential : null,
    nEpochs: line.n,
    rho: line.rho,
    method: `least squares; ${100 * confidence} % interval by Student's t (${line.n - 2} df) under AR(1) errors${overlap}, averaged over ρ by restricted likelihood; relative to the fitted start by Fieller`,
  };
}

/** A course of an index with its trend; null where it has too few epochs. */
export interface CourseWithTrend {
  readonly course: Course;
  readonly trend: CourseTrend | null;
}

/** A course with its trend. */
export function withTrend(course: Course): CourseWithTrend {
  return { course, trend: courseTrend(course) };
}
