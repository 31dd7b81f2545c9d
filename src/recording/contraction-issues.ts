import { type Issue, issue, type Where } from '#base';
import type { ActivityLevels } from './contraction-levels.ts';
import { protocolS } from './contraction-protocol.ts';
import type { Run } from './contraction-runs.ts';
import type { SearchResult } from './contraction-search.ts';
import type { Stability } from './contraction-stability.ts';

/** What {@link contractionIssues} needs to know of a search. */
export interface SearchReport {
  readonly result: SearchResult;
  readonly levels: ActivityLevels;
  readonly fs: number;
  /** Samples that were searched. */
  readonly n: number;
  readonly where: Where;
  /** Whether a hold and a squeeze were asked for. */
  readonly expectsProtocol: boolean;
  /** Set when the recording has one level only: no effort, or no rest to compare with. */
  readonly oneLevel?: 'rest' | 'effort' | undefined;
  readonly stability?: Stability | undefined;
}

// The accuracy that the finder is held to: an edge that may lie further off is worth a look.
const toleranceS = 0.5;
// Below this the fluctuations of rest come near the threshold; good recordings have 5 to 100.
const lowContrast = 4;
// Lengths that people keep to when they follow the protocol (s); outside, something else may have been found.
const usualS = { hold: [8, 14], pause: [1.5, 10], squeeze: [3.5, 9] } as const;

/**
 * What is missing (`NO_CONTRACTION`, `HOLD_MISSING`, `MVC_MISSING`) or doubtful (`SEGMENTS_UNSURE`, one issue with all reasons):
 * low contrast, an edge that moves more than 0.5 s when the search is varied by a fifth, a rescue that was needed, unusual
 * lengths, further contractions, an end of the file in the middle of an effort.
 */
export function contractionIssues(report: SearchReport): Issue[] {
  const { result, levels, where, expectsProtocol } = report;
  if (result.runs.length === 0) {
    const found = `effort is ${levels.contrast.toFixed(1)} times rest at most`;
    return [issue('NO_CONTRACTION', `No activity of 1.5 s or more stands out: ${found}.`, where)];
  }
  const missing = expectsProtocol && !result.match ? missingParts(report) : [];
  const reasons = doubts(report);
  if (reasons.length === 0) return missing;
  return [...missing, issue('SEGMENTS_UNSURE', `The segments are unsure: ${reasons.join('; ')}.`, where)];
}

function missingParts({ result, fs, where }: SearchReport): Issue[] {
  const lengths = result.runs.map((run) => (run.end - run.start) / fs);
  const found = `${lengths.length === 1 ? '1 contraction' : `${lengths.length} contractions`} (${seconds(lengths)})`;
  const { hold, mvc } = protocolS;
  const isHold = lengths.length === 1 && within(lengths[0], [hold.shortest, hold.longest]);
  const isSqueeze = lengths.length === 1 && within(lengths[0], [mvc.shortest, mvc.longest]) && !isHold;
  const noHold = issue(
    'HOLD_MISSING',
    `No hold of ${hold.shortest}–${hold.longest} s before a squeeze: ${found}.`,
    where,
  );
  const noMvc = issue('MVC_MISSING', `No squeeze of ${mvc.shortest}–${mvc.longest} s after a hold: ${found}.`, where);
  if (isHold) return [noMvc];
  return isSqueeze ? [noHold] : [noHold, noMvc];
}

function doubts(report: SearchReport): string[] {
  const { result, levels, oneLevel, stability, n, fs } = report;
  if (oneLevel === 'effort') return ['the muscle is active from the first to the last sample, with no rest to compare'];
  const out: string[] = [];
  if (result.rescue) out.push(result.rescue);
  if (levels.contrast < lowContrast) out.push(`effort is only ${levels.contrast.toFixed(1)} times rest`);
  if (stability && stability.nLost > 0) {
    out.push(`${stability.nLost} of ${stability.nVariations} slightly different searches find no hold and squeeze`);
  }
  for (const { edge, foundS, earliestS, latestS } of stability?.edges ?? []) {
    if (Math.max(latestS - foundS, foundS - earliestS) > toleranceS)
      out.push(`the ${edge} lies between ${earliestS.toFixed(1)} and ${latestS.toFixed(1)} s`);
  }
  const { match } = result;
  if (match) {
    out.push(...unusualLengths(match.hold, match.mvc, fs));
    if (match.nLeftOver > 0) out.push('there is a further contraction of the length of a squeeze');
  }
  if (result.runs.some((run) => run.start === 0)) out.push('the recording starts in the middle of a contraction');
  if (result.runs.some((run) => run.end === n)) out.push('the recording ends in the middle of a contraction');
  return out;
}

function unusualLengths(hold: Run, mvc: Run, fs: number): string[] {
  const lengths = {
    hold: (hold.end - hold.start) / fs,
    pause: (mvc.start - hold.end) / fs,
    squeeze: (mvc.end - mvc.start) / fs,
  };
  return (['hold', 'pause', 'squeeze'] as const)
    .filter((part) => !within(lengths[part], usualS[part]))
    .map((part) => `the ${part} lasts ${lengths[part].toFixed(1)} s, where ${usualS[part].join('–')} s are usual`);
}

function within(value: number, [low, high]: readonly [number, number]): boolean {
  return value >= low && value <= high;
}

function seconds(lengths: readonly number[]): string {
  const shown = lengths.slice(0, 6).map((length) => length.toFixed(1));
  return `${shown.join(', ')}${lengths.length > shown.length ? ', …' : ''} s`;
}
