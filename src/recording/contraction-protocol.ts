import type { Run } from './contraction-runs.ts';

/** Lengths of the parts of the handgrip test, in seconds: hold 10 s, relax 5 s, squeeze 5 s, with room for people. */
export const protocolS = {
  hold: { shortest: 6, usual: 10, longest: 20 },
  pause: { shortest: 0.3, usual: 5, longest: 15 },
  mvc: { shortest: 2.5, usual: 5, longest: 10 },
} as const;

/** More contractions than these two and a stray one: some other test, and naming a pair would be guessing. */
export const mostContractions = 3;

/** The hold and the maximal squeeze among the contractions of one recording. */
export interface ProtocolMatch {
  readonly hold: Run;
  readonly mvc: Run;
  /** Contractions of the length of a squeeze or more that the pattern leaves over. */
  readonly nLeftOver: number;
}

/**
 * Finds a hold followed by a squeeze: lengths and pause within {@link protocolS}. Of several pairs that fit, the one whose
 * lengths are nearest to the protocol's, as ratios. Contractions too short for a squeeze are looked over.
 */
export function matchProtocol(runs: readonly Run[], fs: number): ProtocolMatch | undefined {
  const long = runs.filter((run) => run.end - run.start >= protocolS.mvc.shortest * fs);
  if (long.length > mostContractions) return undefined;
  let best: { match: ProtocolMatch; strangeness: number } | undefined;
  for (let i = 0; i + 1 < long.length; i++) {
    const hold = long[i] as Run;
    const mvc = long[i + 1] as Run;
    const strangeness =
      strange((hold.end - hold.start) / fs, protocolS.hold) +
      strange((mvc.start - hold.end) / fs, protocolS.pause) +
      strange((mvc.end - mvc.start) / fs, protocolS.mvc);
    // An effort longer than the hold says that this is some other test.
    if (long.some((run) => run.end - run.start > hold.end - hold.start)) continue;
    if (strangeness < (best?.strangeness ?? Number.POSITIVE_INFINITY)) {
      best = { match: { hold, mvc, nLeftOver: long.length - 2 }, strangeness };
    }
  }
  return best?.match;
}

/** How far a length is from the usual one, as the size of its logarithmic ratio; infinite outside the limits. */
function strange(lengthS: number, part: { shortest: number; usual: number; longest: number }): number {
  if (lengthS < part.shortest || lengthS > part.longest) return Number.POSITIVE_INFINITY;
  return Math.abs(Math.log(lengthS / part.usual));
}

// Shorter than a hold of usual length with a short squeeze: nothing to cut in two.
const shortestSplitS = 12;
// A steady grip's quarter-second envelope varies by 10 %; a dip to less than 60 % is a change of effort.
const deepestDip = 0.6;

/**
 * Cuts one long contraction at the lowest place of its envelope where both parts have the lengths of a hold and a squeeze:
 * for people who do not let go between the two. The pause is where the envelope stays below half-way into the dip.
 */
export function splitAtDip(envelope: Float64Array, run: Run, fs: number): [Run, Run] | undefined {
  const lengthS = (run.end - run.start) / fs;
  const longestS = protocolS.hold.longest + protocolS.mvc.longest;
  if (lengthS < shortestSplitS || lengthS > longestS) return undefined;
  const from = Math.max(run.start + protocolS.hold.shortest * fs, run.end - protocolS.mvc.longest * fs);
  const to = Math.min(run.start + protocolS.hold.longest * fs, run.end - protocolS.mvc.shortest * fs);
  let dip = Math.ceil(from);
  for (let i = dip; i < to; i++) if (envelope[i] < envelope[dip]) dip = i;
  const level = envelope[dip];
  const before = meanOf(envelope, run.start, dip);
  const after = meanOf(envelope, dip, run.end);
  if (level > deepestDip * Math.min(before, after)) return undefined;
  let holdEnd = dip;
  while (holdEnd > run.start && envelope[holdEnd - 1] < (level + before) / 2) holdEnd--;
  let mvcStart = dip + 1;
  while (mvcStart < run.end && envelope[mvcStart] < (level + after) / 2) mvcStart++;
  return [
    { start: run.start, end: holdEnd },
    { start: mvcStart, end: run.end },
  ];
}

function meanOf(values: Float64Array, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += values[i];
  return sum / Math.max(1, end - start);
}
