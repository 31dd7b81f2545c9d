import { describe, expect, it } from 'vitest';
import { longestStill } from './longest-still.ts';
import type { Segment, SegmentKind } from './segments.ts';

const segment = (kind: SegmentKind, startS: number, endS: number): Segment => ({ kind, channel: 'EMG', startS, endS });

describe('longestStill', () => {
  const test = [segment('rest', 0.5, 7.5), segment('hold', 8, 18), segment('mvc', 23, 28)];

  it('is the longest stretch between contractions, whatever was taken for rest', () => {
    expect(longestStill(test, 30)).toEqual({ startS: 0, endS: 8 });
    expect(longestStill(test, 40)).toEqual({ startS: 28, endS: 40 });
    expect(longestStill([segment('contraction', 1, 5), segment('contraction', 9, 12)], 13)).toEqual({
      startS: 5,
      endS: 9,
    });
  });

  it('is the whole recording without a contraction, and nothing where all is one', () => {
    expect(longestStill([segment('rest', 3, 5)], 9)).toEqual({ startS: 0, endS: 9 });
    expect(longestStill([segment('contraction', 0, 9)], 9)).toEqual({ startS: 0, endS: 0 });
  });
});
