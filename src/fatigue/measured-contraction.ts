import { type Channel, type ContractionQuality, contractionQuality, type Segment, type WindowJudge } from '#recording';
import { type ContractionSignal, type CutOptions, contractionSignal } from './contraction.ts';
import { type CourseTrend, courseTrend } from './course-trend.ts';
import type { RestKnowledge } from './index-input.ts';
import { contractionIndices, type IndexValue } from './indices.ts';
import { type JasaPlane, jasaPlane } from './jasa.ts';
import { withoutBadWindows } from './kept-samples.ts';
import { type Course, mdfCourse, rmsCourse } from './trend.ts';

/** A course of an index with its trend; null where it has too few epochs. */
export interface CourseWithTrend {
  readonly course: Course;
  readonly trend: CourseTrend | null;
}

/** One contraction with all that is said of it. */
export interface MeasuredContraction {
  /** Its kind, numbered when there are several: `hold`, `contraction 2`. */
  readonly name: string;
  readonly segment: Segment;
  /** Its inner part with all windows, bad ones too. */
  readonly signal: ContractionSignal;
  readonly quality: ContractionQuality;
  /** Empty where too many windows are bad. */
  readonly indices: readonly IndexValue[];
  readonly mdf: CourseWithTrend;
  readonly rms: CourseWithTrend;
  /** Amplitude and frequency together; null for fewer than five epochs. */
  readonly jasa: JasaPlane | null;
}

/** What is known beside the contraction. */
export interface MeasureOptions extends Pick<CutOptions, 'bandHz'> {
  /** Of the channel. */
  readonly judge: WindowJudge;
  readonly rest: RestKnowledge;
  /** RMS at rest above 20 Hz, in the channel's unit: what a window has to stand out of. */
  readonly restLevel?: number;
}

const withTrend = (course: Course): CourseWithTrend => ({ course, trend: courseTrend(course) });

/**
 * Measures one contraction: bad windows are left out, and where half of them or more are bad, so are the indices.
 *
 * @throws ArgumentError when the segment is too short or outside the channel, the band does not fit the sampling rate, or
 *   the contraction is silent.
 */
export function measureContraction(
  channel: Channel,
  segment: Segment,
  name: string,
  { judge, rest, restLevel, bandHz }: MeasureOptions,
): MeasuredContraction {
  const signal = contractionSignal(channel, segment, bandHz === undefined ? {} : { bandHz });
  const quality = contractionQuality(judge, segment, restLevel);
  const kept = quality.isUsable ? withoutBadWindows(signal, quality) : signal;
  const [mdf, rms] = [mdfCourse(kept), rmsCourse(kept)];
  return {
    name,
    segment,
    signal,
    quality,
    indices: quality.isUsable ? contractionIndices(kept, rest) : [],
    mdf: withTrend(mdf),
    rms: withTrend(rms),
    jasa: quality.isUsable ? jasaPlane(rms, mdf) : null,
  };
}
