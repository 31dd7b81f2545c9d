import { type Issue, issue, type Where } from '#base';
import { amount } from './amount.ts';
import { type ActivityLevels, isLoud } from './contraction-levels.ts';
import { missingParts, within } from './contraction-missing.ts';
import type { Run } from './contraction-runs.ts';
import type { SearchResult } from './contraction-search.ts';
import type { Stability } from './contraction-stability.ts';
import type { Expectation } from './expected-search.ts';
import type { Channel } from './recording.ts';

/** What {@link contractionIssues} needs to know of a search. */
export interface SearchReport {
  readonly result: SearchResult;
  readonly levels: ActivityLevels;
  readonly channel: Channel;
  /** Samples that were searched. */
  readonly n: number;
  readonly where: Where;
  /** What was looked for. */
  readonly expected: Expectation;
  /** Whether the whole recording was taken for one effort, because no part of it is quiet enough for rest. */
  readonly isAllEffort: boolean;
  /** Whether a rest was found; without a contraction this says that the signal is sensor noise. */
  readonly hasRest: boolean;
  /** Whether levels were measured without the hum of the mains. */
  readonly isWithoutHum: boolean;
  /** What is shorter than this (s) was left out. */
  readonly shortestS: number;
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
 * low contrast, a rest so loud that it hides the weak parts of an effort, an edge that moves more than 0.5 s when the search is
 * varied by a fifth, a rescue that was needed, unusual lengths, further contractions, efforts left out as too short, an end of
 * the file in the middle of an effort.
 */
export function contractionIssues(report: SearchReport): Issue[] {
  const { result, where, expected } = report;
  if (result.runs.length === 0) return [issue('NO_CONTRACTION', noContraction(report), where)];
  const missing =
    expected === 'hold-and-mvc' && !result.match ? missingParts(result.runs, report.channel.fs, where) : [];
  const reasons = doubts(report);
  if (reasons.length === 0) return missing;
  return [...missing, issue('SEGMENTS_UNSURE', `The segments are unsure: ${reasons.join('; ')}.`, where)];
}

/** The level of rest in words: with hum taken out it is another than that of the recorded signal. */
function restText({ levels, channel, isWithoutHum }: SearchReport): string {
  return `${amount(levels.rest, channel)} RMS${isWithoutHum ? ' without the mains hum' : ''}`;
}

function noContraction(report: SearchReport): string {
  const level = restText(report);
  const nothing = `No activity of ${report.shortestS} s or more stands out`;
  const leftOut = leftOutEfforts(report).map((reason) => ` ${reason[0].toUpperCase()}${reason.slice(1)}.`);
  const why = report.hasRest
    ? `: the level of ${level} has the even spectrum of sensor noise.`
    : ` from one level of ${level}: it may be rest or a steady effort, which cannot be told apart here.`;
  return [nothing, why, ...leftOut].join('');
}

/** Efforts that were left out. A single one beside a hold and a squeeze is the movement of taking or putting down the grip. */
function leftOutEfforts({ result, shortestS }: SearchReport): string[] {
  const n = result.short.length;
  if (n < (result.match ? 2 : 1)) return [];
  return [
    n === 1
      ? `an effort shorter than ${shortestS} s was left out`
      : `${n} efforts shorter than ${shortestS} s were left out`,
  ];
}

function doubts(report: SearchReport): string[] {
  const { result, levels, isAllEffort, stability, n, channel } = report;
  const rest = restText(report);
  if (isAllEffort) {
    return [`even the quiet parts (${rest}) are too loud for rest, so all of the recording was taken for one effort`];
  }
  const out: string[] = [];
  if (result.rescue) out.push(result.rescue);
  if (levels.contrast < lowContrast) out.push(`effort is only ${levels.contrast.toFixed(1)} times rest`);
  if (isLoud(levels, channel)) out.push(`rest is so loud (${rest}) that it may hide the weak parts of an effort`);
  if (stability && stability.nLost > 0) {
    out.push(`${stability.nLost} of ${stability.nVariations} slightly different searches find no hold and squeeze`);
  }
  for (const { edge, foundS, earliestS, latestS } of stability?.edges ?? []) {
    if (Math.max(latestS - foundS, foundS - earliestS) > toleranceS)
      out.push(`the ${edge} lies between ${earliestS.toFixed(1)} and ${latestS.toFixed(1)} s`);
  }
  const { match } = result;
  if (match) {
    out.push(...unusualLengths(match.hold, match.mvc, channel.fs));
    if (match.nLeftOver > 0) out.push('there is a further contraction of the length of a squeeze');
  }
  out.push(...leftOutEfforts(report));
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
