import { ArgumentError, type Issue, issue } from '#base';
import {
  type Channel,
  type Contractions,
  type CrossTalkStretches,
  type CrossTalkTest,
  checkQuality,
  crossTalkTest,
  type Expectation,
  excludedWindows,
  findContractions,
  mainsLevel,
  type Recording,
  restLevel,
  type Segment,
  type SegmentKind,
  steadySignal,
  windowJudge,
} from '#recording';
import { rms, subtractMains } from '#signal';
import { chooseEmgChannel } from './channel-choice.ts';
import { type ContractionSignal, contractionSignal, edgeMarginS } from './contraction.ts';
import { contractionSpectrum } from './contraction-spectrum.ts';
import type { RestKnowledge } from './index-input.ts';
import type { IndexValue } from './indices.ts';
import { joinedContraction } from './kept-samples.ts';
import { type MeasuredContraction, measureContraction } from './measured-contraction.ts';
import { type MeasuredRepetitions, repetitionsOf } from './repetition-courses.ts';
import { estimateStrength, requireTargetPercent, type StrengthEstimate } from './strength.ts';

/** Force level of the hold that a protocol uses when nothing else is said (% of the maximum). */
export const defaultTargetPercent = 70;

/** How to read one recording. */
export interface AnalysisOptions {
  /** Name of the EMG channel; the first EMG channel by default. */
  readonly channel?: string;
  /** Force level of the hold in % of the rested maximum. @default 70 */
  readonly targetPercent?: number;
  /** Analysis band (Hz). @default 20–450 Hz, at most 0.45 fs below 1000 Hz */
  readonly bandHz?: readonly [number, number];
  /** Take mains hum out first, as the sinusoids that fit it. @default false */
  readonly subtractMains?: boolean;
  /** Where the person rests and works, instead of what the finder says. */
  readonly segments?: readonly Segment[];
  /** What the recording is searched for; by default the handgrip test, and short repetitions where it does not fit. */
  readonly expect?: Expectation;
  /** Envelope above which the muscle counts as active, in the channel's unit, instead of the finder's. */
  readonly threshold?: number;
  /** Where the wanted muscle and its neighbour worked alone, each in its own stretch: a test of cross-talk. */
  readonly crossTalk?: CrossTalkStretches;
}

/** An index and the segment it belongs to: the segment's kind, numbered when there are several. */
export interface SegmentIndex extends IndexValue {
  readonly segment: string;
}

/** What one recording says. */
export interface Analysis {
  readonly channel: Channel;
  /** Rest, hold, maximal squeeze and other contractions, in the order of time. */
  readonly segments: readonly Segment[];
  /** RMS envelope in the channel's unit [nSamples]. */
  readonly envelope: Float64Array;
  /** Envelope above which the muscle counts as active, in the channel's unit. */
  readonly threshold: number;
  /** The hum that was subtracted, where that was asked for: its frequency as found (Hz), and its RMS in the channel's unit. */
  readonly mains?: { readonly frequencyHz: number; readonly rms: number };
  /** What the recording was searched as, and the levels that decided; stored so that a result can be told from another. */
  readonly search: {
    readonly expected: Expectation;
    readonly levels: Contractions['levels'];
    /** Whether the segments were given and not found. */
    readonly isGiven: boolean;
  };
  /** Every contraction of 2 s or more, in the order of time. */
  readonly contractions: readonly MeasuredContraction[];
  /** Repetitions at a pace, where the recording holds those instead of longer contractions. */
  readonly repetitions?: MeasuredRepetitions;
  /** Indices of every contraction, in the order of time. */
  readonly indices: readonly SegmentIndex[];
  /** Null where hold or maximal squeeze is missing. */
  readonly strength: StrengthEstimate | null;
  /** The test of cross-talk, where its stretches were given. */
  readonly crossTalk?: CrossTalkTest;
  /** What reader, channel choice, quality checks and contraction finder noticed. */
  readonly issues: readonly Issue[];
  /** Inner part of the hold and of the maximal squeeze, where they were found and are long enough. */
  readonly hold?: ContractionSignal;
  readonly mvc?: ContractionSignal;
}

/** @throws ArgumentError when a given segment lies beyond the channel, or over another one. */
function requireInside(segments: readonly Segment[], { samples, fs }: Channel): void {
  const lengthS = samples.length / fs;
  const beyond = segments.find(({ endS }) => endS > lengthS + 1 / fs);
  const inOrder = [...segments].sort((a, b) => a.startS - b.startS);
  const over = inOrder.find(({ startS }, i) => i > 0 && startS < inOrder[i - 1].endS);
  const wrong = beyond ?? over;
  if (wrong === undefined) return;
  const why = beyond ? `beyond the recording's ${lengthS.toFixed(1)} s` : 'over the segment before it';
  throw new ArgumentError(
    `The given ${wrong.kind} of ${wrong.startS}–${wrong.endS} s lies ${why} — in analyze.`,
    'Give segments in seconds from the start of the recording, one after the other.',
  );
}

/** The channel without its mains hum, and what that was. */
function withoutMains(channel: Channel): { channel: Channel; mains: NonNullable<Analysis['mains']> } {
  const { samples, fs } = channel;
  const nominal = mainsLevel(samples, fs).frequencyHz;
  const found = subtractMains(samples, fs, { frequencyHz: nominal });
  return {
    channel: { ...channel, samples: found.samples },
    mains: { frequencyHz: found.frequencyHz, rms: rms(found.hum) },
  };
}

type Pace = NonNullable<Contractions['pace']>;

const longEnough = (segment: Segment): boolean => segment.endS - segment.startS >= 2 * edgeMarginS + 1;

/** Names each measured segment: `hold`, `mvc`, or `contraction 1`, `contraction 2` where a kind stands more than once. */
function segmentNames(segments: readonly Segment[]): string[] {
  const seen = new Map<SegmentKind, number>();
  return segments.map(({ kind }) => {
    const nth = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, nth);
    return segments.filter((other) => other.kind === kind).length > 1 ? `${kind} ${nth}` : kind;
  });
}

/** What rest says after the analysis filter: its RMS and spectrum; nothing without a rest of two seconds. */
function restKnowledge(
  channel: Channel,
  segments: readonly Segment[],
  { bandHz }: Pick<AnalysisOptions, 'bandHz'>,
): RestKnowledge {
  const segment = segments.find((one) => one.kind === 'rest' && longEnough(one));
  if (segment === undefined) return {};
  const rest = contractionSignal(channel, segment, bandHz === undefined ? {} : { bandHz });
  const noiseLevel = rms(rest.samples);
  // A rest without any noise, as in a made recording, has no spectrum.
  return noiseLevel > 0 ? { noiseLevel, noiseSpectrum: contractionSpectrum(rest) } : { noiseLevel };
}

/**
 * Reads one recording: finds the contractions, measures each, estimates strength, and says what is wrong.
 *
 * @throws UnsupportedError when there is no EMG channel to analyse or it is slower than 400 Hz.
 * @throws ArgumentError when the target is not in (0, 100], a sample is not finite, a given segment is outside the channel,
 *   or the band does not fit its rate.
 * @example
 * const { strength, indices } = analyze(await readRecording(bytes, { file: 'S01.csv' }));
 */
export function analyze(recording: Recording, options: AnalysisOptions = {}): Analysis {
  const { targetPercent = defaultTargetPercent } = options;
  requireTargetPercent(targetPercent, 'analyze');
  const { file } = recording.provenance;
  const { channel: recorded, issues: choice } = chooseEmgChannel(recording, options.channel);
  const cleaned = options.subtractMains === true ? withoutMains(recorded) : undefined;
  const channel = cleaned?.channel ?? recorded;
  const steady = steadySignal(channel);
  const found = findContractions(channel, {
    file,
    steady,
    expect: options.expect ?? 'auto',
    ...(options.threshold !== undefined && { threshold: options.threshold }),
  });
  if (options.segments !== undefined) requireInside(options.segments, channel);
  const segments = options.segments ?? found.segments;
  const restSegment = segments.find(({ kind }) => kind === 'rest');
  const quality = checkQuality(recording, {
    channel: channel.name,
    // With the mains taken out it is another signal than the recorded one, which is what is checked.
    ...(cleaned === undefined && { steady }),
    segments,
  });
  const crossTalk = options.crossTalk && crossTalkTest(channel, options.crossTalk, { file });
  const isRepeated = found.pace !== undefined && options.segments === undefined;

  const active = segments.filter((segment) => segment.kind !== 'rest');
  const measured = isRepeated ? [] : active.filter(longEnough);
  const short = isRepeated ? [] : active.filter((segment) => !longEnough(segment));
  const where = { file, channel: channel.name };
  const shortIssues = short.map((segment) =>
    issue(
      'CONTRACTION_SHORT',
      `A ${segment.kind} at ${segment.startS.toFixed(1)} s lasts ${(segment.endS - segment.startS).toFixed(1)} s and was not measured.`,
      { ...where, atS: segment.startS },
    ),
  );

  const level = restSegment && restLevel(channel, restSegment, steady.whole);
  const names = segmentNames(measured);
  const measureOptions = {
    judge: windowJudge(channel, steady),
    rest: restKnowledge(channel, segments, options),
    ...(level !== undefined && { restLevel: level }),
    ...(options.bandHz && { bandHz: options.bandHz }),
  };
  const contractions = measured.map((segment, i) => measureContraction(channel, segment, names[i], measureOptions));
  const facts = { pace: found.pace as Pace, judge: measureOptions.judge, restLevel: level };
  const repetitions = isRepeated ? repetitionsOf(channel, active, facts, options) : undefined;
  const unusable = issue(
    'CONTRACTION_UNUSABLE',
    `${active.length} repetitions were found and none was measured: each is of bad quality.`,
    where,
  );
  const measuredAs = (kind: SegmentKind) => contractions.find(({ segment }) => segment.kind === kind);
  const [holdPart, mvcPart] = [measuredAs('hold'), measuredAs('mvc')];
  const [hold, mvc] = [holdPart?.signal, mvcPart?.signal];
  return {
    channel,
    segments,
    envelope: found.envelope,
    threshold: found.threshold,
    ...(cleaned && { mains: cleaned.mains }),
    search: { expected: found.expected, levels: found.levels, isGiven: options.segments !== undefined },
    contractions,
    indices: contractions.flatMap(({ name, indices }) => indices.map((value) => ({ segment: name, ...value }))),
    strength:
      holdPart?.quality.isUsable && mvcPart?.quality.isUsable
        ? estimateStrength(joinedContraction(holdPart.kept), joinedContraction(mvcPart.kept), { targetPercent })
        : null,
    ...(crossTalk && { crossTalk: crossTalk.test }),
    ...(repetitions && { repetitions }),
    issues: [
      ...recording.issues,
      ...choice,
      ...quality,
      ...(crossTalk?.issues ?? []),
      ...(options.segments === undefined ? found.issues : []),
      ...shortIssues,
      ...(repetitions === null ? [unusable] : []),
      ...contractions.flatMap(({ quality: judged, segment }) => excludedWindows(judged, segment, where)),
    ],
    ...(hold && { hold }),
    ...(mvc && { mvc }),
  };
}
