import type { Analysis, CourseWithTrend, JasaPlane } from '#fatigue';
import type { SegmentKind } from '#recording';

/** The course of amplitude and frequency in one contraction, or over repetitions, as reports show it. */
export interface TrendRow {
  readonly name: string;
  readonly kind: SegmentKind;
  /** What an epoch is: a second of a contraction, or a repetition. */
  readonly epoch: 'second' | 'repetition';
  readonly rms: CourseWithTrend;
  readonly mdf: CourseWithTrend;
  /** Null for too few epochs. */
  readonly jasa: JasaPlane | null;
  /** Windows of 1 s, or repetitions, and how many of them were left out. */
  readonly windows: { readonly n: number; readonly nBad: number };
}

/** The rows of an analysis: its contractions, or its repetitions. */
export function trendRows({
  contractions,
  repetitions,
}: Pick<Analysis, 'contractions' | 'repetitions'>): readonly TrendRow[] {
  if (repetitions !== undefined) {
    const { rms, mdf, jasa, n, nBad } = repetitions;
    const name = `${n} repetitions`;
    return [{ name, kind: 'contraction', epoch: 'repetition', rms, mdf, jasa, windows: { n, nBad } }];
  }
  return contractions.map(({ name, segment, rms, mdf, jasa, quality }) => ({
    name: name.replace(/^mvc\b/, 'maximal squeeze'),
    kind: segment.kind,
    epoch: 'second',
    rms,
    mdf,
    jasa,
    windows: { n: quality.windows.length, nBad: quality.nBad },
  }));
}
