import { type Channel, findForceEfforts, type Segment, unpaddedLength } from '#recording';
import { judgeMvc, type Mvc, type MvcRules } from './mvc.ts';
import { forceMvcTrial, type MvcTrial, type MvcTrialRules } from './mvc-trial.ts';

/** One recording of a strength test. */
export interface ForceRecording {
  readonly file: string;
  /** Tared, of kind `force`. */
  readonly force: Channel;
  /** EMG recorded beside it: its RMS is then told of each trial. */
  readonly emg?: Channel;
  /** Squeezes (`mvc`) and holds (`hold`) instead of the found ones; other kinds are passed over. */
  readonly segments?: readonly Segment[];
  /** Begin of the recording after that of the first one (s), where it is known. */
  readonly offsetS?: number;
}

/** How efforts become trials and holds. */
export interface StrengthBlockOptions extends MvcRules, MvcTrialRules {
  /** From this length on (s) an effort is a hold and no trial. @default 8 */
  readonly holdFromS?: number;
}

/** One long effort. */
export interface HoldEffort {
  /** Place of its recording in the test, counted from 0. */
  readonly recording: number;
  readonly segment: Segment;
  /** Begin of the next effort, or end of the record (s). */
  readonly untilS: number;
}

/** Squeezes one after the other, with no hold between them, in one recording. */
export interface TrialBlock {
  /** Place of its recording in the test, counted from 0. */
  readonly recording: number;
  /** From the first squeeze to the end of the last, in seconds from the start of its recording. */
  readonly startS: number;
  readonly endS: number;
  readonly trials: readonly MvcTrial[];
  /** Where each squeeze begins and ends, in the order of `trials`. */
  readonly segments: readonly Pick<Segment, 'startS' | 'endS'>[];
  readonly mvc: Mvc;
  /** Whether a hold of this test came before it: then its maximum is not a rested one. */
  readonly isAfterHold: boolean;
}

/**
 * Share of the largest force of a test below which a whole recording is rest: efforts are found by the largest force of
 * their own recording, which there is noise.
 */
const restShare = 0.05;

const largestOf = ({ force }: ForceRecording): number =>
  force.samples.reduce((most, value) => Math.max(most, value), 0);

// The rise from 10 % of a squeeze begins before the squeeze stands out; two seconds cover a slow one.
const leadS = 2;

/** The efforts of a recording, found or given, in the order of time. */
export function effortsOf({ force, segments }: ForceRecording, holdFromS?: number): Segment[] {
  const efforts = segments ?? findForceEfforts(force, holdFromS === undefined ? {} : { holdFromS });
  return efforts.filter(({ kind }) => kind === 'mvc' || kind === 'hold').toSorted((a, b) => a.startS - b.startS);
}

/** The squeeze with what comes before it, at most half way to the effort before. */
function withLead(efforts: readonly Segment[], i: number): Segment {
  const gapS = efforts[i].startS - (i > 0 ? efforts[i - 1].endS : 0);
  return { ...efforts[i], startS: efforts[i].startS - Math.max(0, Math.min(leadS, gapS / (i > 0 ? 2 : 1))) };
}

function blockOf(
  trials: readonly MvcTrial[],
  efforts: readonly Segment[],
  file: string,
  { recording, isAfterHold }: Pick<TrialBlock, 'recording' | 'isAfterHold'>,
  rules: MvcRules,
): TrialBlock {
  return {
    recording,
    startS: efforts[0].startS,
    endS: efforts[efforts.length - 1].endS,
    trials,
    segments: efforts.map(({ startS, endS }) => ({ startS, endS })),
    mvc: judgeMvc(trials, { file, ...rules }),
    isAfterHold,
  };
}

/**
 * Blocks of squeezes, and single holds, of a strength test, in the order of time: a hold or another recording begins a new
 * block, each of which gets its own maximum by the 5 % rule. A recording of rest alone has neither.
 *
 * @throws ArgumentError for a recording whose force never rises above 0, or a squeeze that {@link forceMvcTrial} refuses.
 */
export function strengthBlocks(
  recordings: readonly ForceRecording[],
  options: StrengthBlockOptions = {},
): { readonly blocks: readonly TrialBlock[]; readonly holds: readonly HoldEffort[] } {
  const { holdFromS, withinPercent, fewestTrials, mostTrials, ...trialRules } = options;
  const rules = {
    ...(withinPercent !== undefined && { withinPercent }),
    ...(fewestTrials !== undefined && { fewestTrials }),
    ...(mostTrials !== undefined && { mostTrials }),
  };
  const blocks: TrialBlock[] = [];
  const holds: HoldEffort[] = [];
  const largest = recordings.map(largestOf);
  const least = restShare * Math.max(...largest);
  recordings.forEach((one, recording) => {
    const { file, force, emg } = one;
    const isRest = one.segments === undefined && largest[recording] < least;
    const efforts = isRest ? [] : effortsOf(one, holdFromS);
    let isAfterHold = holds.length > 0;
    let own: { trial: MvcTrial; effort: Segment }[] = [];
    const close = (): void => {
      if (own.length === 0) return;
      const trials = own.map(({ trial }) => trial);
      const segments = own.map(({ effort }) => effort);
      blocks.push(blockOf(trials, segments, file, { recording, isAfterHold }, rules));
      own = [];
    };
    efforts.forEach((effort, i) => {
      if (effort.kind === 'mvc') {
        const trial = forceMvcTrial(force, withLead(efforts, i), { file, ...(emg && { emg }), ...trialRules });
        // The lead is rest: what is wrong, is wrong with the squeeze.
        const issues = trial.issues.map((each) => ({ ...each, where: { ...each.where, atS: effort.startS } }));
        own.push({ trial: { ...trial, issues }, effort });
        return;
      }
      close();
      isAfterHold = true;
      const untilS = efforts[i + 1]?.startS ?? Math.max(effort.endS, unpaddedLength(force) / force.fs);
      holds.push({ recording, segment: effort, untilS });
    });
    close();
  });
  return { blocks, holds };
}
