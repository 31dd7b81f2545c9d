/** How a hold goes so far, as plain data: what `endurance` of the fatigue layer would say of it, sample by sample. */
export interface HoldWatch {
  readonly nSamples: number;
  /** First sample that reached the least share; −1 before. */
  readonly start: number;
  /** First sample of the present stretch that is too low; −1 where it is not. */
  readonly lowFrom: number;
  /** Last effort that was not lost. */
  readonly last: number;
  /** Samples since the band was first reached, lost ones left out, and those within it. */
  readonly nJudged: number;
  readonly nInBand: number;
}

/** What a hold is judged by. */
export interface HoldRule {
  readonly fs: number;
  readonly target: number;
  /** Half-width of the band (% of the target). */
  readonly bandPercent: number;
  readonly failure?: { readonly belowPercent: number; readonly forS: number };
}

export const noHold: HoldWatch = { nSamples: 0, start: -1, lowFrom: -1, last: 0, nJudged: 0, nInBand: 0 };

/**
 * A hold after one more sample. A lost sample (NaN) is no sign of failure: the hold goes on as it was.
 */
export function holdAfter(hold: HoldWatch, value: number, { target, bandPercent, failure }: HoldRule): HoldWatch {
  const isLost = Number.isNaN(value);
  const last = isLost ? hold.last : value;
  const least = ((failure?.belowPercent ?? 100 - bandPercent) / 100) * target;
  const start = hold.start < 0 && last >= least ? hold.nSamples : hold.start;
  const isLow = start >= 0 && last < least;
  const isBegun = hold.nJudged > 0 || last >= (1 - bandPercent / 100) * target;
  // The rounding of a share of the target is no miss.
  const isIn = Math.abs(last - target) <= (bandPercent / 100) * target * (1 + 1e-9);
  const isJudged = isBegun && !isLost;
  return {
    nSamples: hold.nSamples + 1,
    start,
    lowFrom: !isLow ? -1 : hold.lowFrom < 0 ? hold.nSamples : hold.lowFrom,
    last,
    nJudged: hold.nJudged + (isJudged ? 1 : 0),
    nInBand: hold.nInBand + (isJudged && isIn ? 1 : 0),
  };
}

/** Longest time (s) in which a target must have been reached: who does not reach it by then cannot. */
const reachWithinS = 10;

/** Whether a hold has failed by its rule as of the last sample, as `endurance` would judge what was held so far. */
export function hasFailed({ nSamples, start, lowFrom }: HoldWatch, { fs, failure }: HoldRule): boolean {
  if (!failure) return false;
  if (start < 0) return nSamples >= reachWithinS * fs;
  return lowFrom >= 0 && (nSamples - lowFrom) / fs > failure.forS;
}

/** How long a hold that has failed, or whose time is over, was held before it failed (s); undefined where it was held. */
export function heldS(hold: HoldWatch, rule: HoldRule): number | undefined {
  if (!rule.failure) return undefined;
  if (hold.start < 0) return 0;
  return hasFailed(hold, rule) ? (hold.lowFrom - hold.start) / rule.fs : undefined;
}
