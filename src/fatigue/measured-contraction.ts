import { type Channel, type ContractionQuality, contractionQuality, type Segment, type WindowJudge } from '#recording';
import { type ContractionSignal, type CutOptions, contractionSignal } from './contraction.ts';
import type { CourseWithTrend } from './course-trend.ts';
import { indexInput, type RestKnowledge } from './index-input.ts';
import { type IndexValue, indicesOf } from './indices.ts';
import { type JasaPlane, jasaPlane } from './jasa.ts';
import { withoutBadWindows } from './kept-samples.ts';
import { mdfCourse, rmsCourse } from './trend.ts';

/** One contraction with all that is said of it. */
export interface MeasuredContraction {
  /** Its kind, numbered when there are several: `hold`, `contraction 2`. */
  readonly name: string;
  readonly segment: Segment;
  /** Its inner part with all windows, bad ones too. */
  readonly signal: ContractionSignal;
  /** The same without its bad windows, which is what was measured. */
  readonly kept: ContractionSignal;
  readonly quality: ContractionQuality;
  /** What was known of the rest when it was measured. */
  readonly rest: RestKnowledge;
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

/**
 * Measures one contraction: bad windows are left out, and where half of them or more are bad, nothing is measured.
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
  // The windows of what is measured: the margins are dropped before.
  const inner = { ...segment, startS: signal.startS, endS: signal.endS };
  const quality = contractionQuality(judge, inner, restLevel);
  const { isUsable } = quality;
  const kept = isUsable ? withoutBadWindows(signal, quality) : signal;
  const input = isUsable ? indexInput(kept, rest) : undefined;
  const mdf = input?.courses.mdf() ?? { course: mdfCourse(signal), trend: null };
  const rms = input?.courses.rms() ?? { course: rmsCourse(signal), trend: null };
  return {
    name,
    segment,
    signal,
    kept,
    quality,
    rest,
    indices: input ? indicesOf(input) : [],
    mdf,
    rms,
    jasa: input ? jasaPlane(rms, mdf) : null,
  };
}
