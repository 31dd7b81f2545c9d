import { ArgumentError } from '#base';

/** Lower and upper limit of an interval. */
export type Interval = readonly [low: number, high: number];

/** @throws ArgumentError unless the confidence is a share between 0 and 1. */
export function requireConfidence(confidence: number, where: string): void {
  if (!(confidence > 0 && confidence < 1)) {
    throw new ArgumentError(
      `confidence must lie between 0 and 1, got ${confidence} — in ${where}.`,
      'Pass a share, such as 0.95.',
    );
  }
}
