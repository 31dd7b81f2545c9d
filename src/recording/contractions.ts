import { ArgumentError, type Issue, requirePositive } from '#base';
import { effortSignal, envelopeOf, type SteadySignal, steadySignal, unpaddedLength } from './contraction-envelope.ts';
import { contractionIssues } from './contraction-issues.ts';
import { type ActivityLevels, activityLevels } from './contraction-levels.ts';
import type { Run } from './contraction-runs.ts';
import type { SearchResult, SearchSettings } from './contraction-search.ts';
import { edgeStability } from './contraction-stability.ts';
import { type Expectation, searchAs } from './expected-search.ts';
import { lowestRateHz } from './lowest-rate.ts';
import { hasLevels, leastLevels } from './quality-clipping.ts';
import type { Channel } from './recording.ts';
import type { Repetitions } from './repetitions.ts';
import type { Segment } from './segments.ts';

/** How {@link findContractions} looks. The defaults suit the handgrip test and most other holds. */
export interface ContractionOptions {
  /** File name for the issues. */
  readonly file?: string;
  /**
   * `hold-and-mvc` names the two parts of the handgrip test and reports what is missing of it; `any` names every
   * effort a contraction; `repetitions` looks for short efforts at a pace, as in lifting a dumbbell; `auto` looks for
   * the test, and takes six or more clear repetitions where it does not fit. @default 'hold-and-mvc'
   */
  readonly expect?: Expectation | 'auto';
  /** The channel without drift, where others need it as well. @default computed here */
  readonly steady?: SteadySignal;
  /** Threshold in the channel's unit, instead of the one that lies between rest and effort. */
  readonly threshold?: number;
  /** RMS window of the envelope (s). @default 0.25 */
  readonly windowS?: number;
  /** Where the threshold lies between the level of rest (0) and of effort (1). @default 0.19 */
  readonly fraction?: number;
  /** Pauses shorter than this (s) belong to the contraction around them. @default 0.7 */
  readonly bridgeS?: number;
  /** Activity shorter than this (s) is a movement, not a contraction. @default 1.5 */
  readonly shortestS?: number;
}

/** What {@link findContractions} found, with what a figure needs to show why. */
export interface Contractions {
  /** Rest, hold, MVC and other contractions in the order of time. A kind that was not found is absent. */
  readonly segments: readonly Segment[];
  readonly issues: readonly Issue[];
  /** RMS envelope of the channel without drift, one value per sample [n], in the channel's unit. */
  readonly envelope: Float64Array;
  /** Envelope above which the muscle counts as active, in the channel's unit. */
  readonly threshold: number;
  /** Typical envelope at rest and at work, in the channel's unit. */
  readonly levels: ActivityLevels;
  /** What the segments were searched as; with `auto`, what was chosen. */
  readonly expected: Expectation;
  /** Pace of the repetitions, where they were what was looked for and found. */
  readonly pace?: Pick<Repetitions, 'periodS' | 'regularity'>;
}

// Shorter, there is no rest beside an effort.
const leastS = 2;
const nothing: Omit<Contractions, 'expected'> = {
  segments: [],
  issues: [],
  envelope: new Float64Array(0),
  threshold: 0,
  levels: { rest: 0, active: 0, contrast: 1, activeShare: 0 },
};

/**
 * Where the muscle rests and works: RMS envelope (0.25 s) of the signal above 20 Hz (without mains hum, where that is
 * strong), threshold at 19 % of the way from rest to effort, pauses under 0.7 s bridged, bursts under 1.5 s left out. A hold
 * followed by a squeeze with the lengths of the handgrip test are named so; everything else is a `contraction`.
 * An offset changes nothing.
 * Edges lie up to half a window outside the true ones, because the window reaches the effort before its centre does.
 * Where no effort stands out, a rest is claimed only for what has the even spectrum of sensor noise: one level of a muscle
 * may be rest or a steady effort.
 *
 * Repetitions are the peaks of the envelope smoothed to its own period (by autocorrelation, 0.8–15 s), each from half-way up
 * to half-way down.
 *
 * What is missing or doubtful becomes an issue: see {@link contractionIssues}. In a channel that is too short (2 s) or flat nothing
 * is looked for: `checkQuality` reports it as an error, once.
 *
 * @throws ArgumentError for a channel under 400 Hz, a sample that is not finite, or a setting out of range.
 */
export function findContractions(channel: Channel, options: ContractionOptions = {}): Contractions {
  const {
    file = '',
    expect = 'hold-and-mvc',
    windowS = 0.25,
    fraction = 0.19,
    bridgeS = 0.7,
    shortestS = 1.5,
    threshold,
  } = options;
  requireUsable(channel, { windowS, fraction, bridgeS, shortestS, ...(threshold !== undefined && { threshold }) });
  const { fs } = channel;
  const where = { file, channel: channel.name };
  const n = unpaddedLength(channel);
  if (n < leastS * fs || !hasLevels(channel.samples, leastLevels)) {
    return { ...nothing, expected: expect === 'auto' ? 'hold-and-mvc' : expect };
  }

  const { steady, isWithoutHum } = effortSignal((options.steady ?? steadySignal(channel)).unpadded(), fs);
  const envelope = envelopeOf(steady, fs, windowS);
  const levels = activityLevels(envelope, fs);
  const settings = { windowS, fraction, bridgeS, shortestS, ...(threshold !== undefined && { threshold }) };
  const search = { steady, envelope, levels, settings };
  const { expected, repetitions, ...found } = searchAs(expect, channel, search);
  const { result, isAllEffort, rest } = found;
  const stability = edgeStability(steady, envelope, fs, settings, result);
  return {
    segments: segmentsOf(channel, result, rest),
    issues: contractionIssues({
      result,
      levels,
      channel,
      n,
      where,
      expected,
      isAllEffort,
      hasRest: rest !== undefined,
      isWithoutHum,
      shortestS,
      stability,
    }),
    envelope,
    threshold: result.threshold,
    levels,
    expected,
    ...(repetitions && { pace: { periodS: repetitions.periodS, regularity: repetitions.regularity } }),
  };
}

function segmentsOf({ name, fs }: Channel, { runs, match }: SearchResult, rest: Run | undefined): Segment[] {
  const segment = (kind: Segment['kind'], run: Run): Segment => ({
    kind,
    channel: name,
    startS: run.start / fs,
    endS: run.end / fs,
  });
  const efforts = runs.map((run) =>
    segment(run === match?.hold ? 'hold' : run === match?.mvc ? 'mvc' : 'contraction', run),
  );
  return [...(rest ? [segment('rest', rest)] : []), ...efforts].sort((a, b) => a.startS - b.startS);
}

function requireUsable(channel: Channel, settings: SearchSettings & { readonly windowS: number }): void {
  if (!(channel.fs >= lowestRateHz)) {
    throw new ArgumentError(
      `fs of ${channel.name} must be at least ${lowestRateHz} Hz, got ${channel.fs} — in findContractions.`,
      'Record surface EMG at 1000 Hz or more; run checkQuality first, which reports this as an issue.',
    );
  }
  for (const [name, value] of Object.entries(settings)) requirePositive(name, value, 'findContractions');
  if (settings.fraction >= 1) {
    throw new ArgumentError(
      `fraction must be below 1, got ${settings.fraction} — in findContractions.`,
      'Pass a share of the way from rest to effort, such as 0.19.',
    );
  }
}
