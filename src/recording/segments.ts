/** What a person did during a segment. `contraction` is activity that fits neither a hold nor a maximal squeeze. */
export type SegmentKind = 'rest' | 'hold' | 'mvc' | 'contraction';

/** A stretch of one channel, in seconds from the start of the recording: `[startS, endS)`. */
export interface Segment {
  readonly kind: SegmentKind;
  readonly channel: string;
  readonly startS: number;
  readonly endS: number;
}
