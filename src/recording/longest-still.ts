import type { Segment } from './segments.ts';

/** The longest stretch `[startS, endS)` of a recording without a contraction; all of it where there is none. */
export function longestStill(segments: readonly Segment[], lengthS: number): Pick<Segment, 'startS' | 'endS'> {
  const active = segments.filter(({ kind }) => kind !== 'rest');
  const starts = [0, ...active.map(({ endS }) => endS)];
  const ends = [...active.map(({ startS }) => startS), lengthS];
  const stretches = starts.map((startS, i) => ({ startS, endS: ends[i] }));
  return stretches.reduce((longest, one) => (one.endS - one.startS > longest.endS - longest.startS ? one : longest));
}
