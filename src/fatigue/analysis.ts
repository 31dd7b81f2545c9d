import { type Issue, issue } from '#base';
import {
  type Channel,
  checkQuality,
  findContractions,
  type Recording,
  type Segment,
  type SegmentKind,
} from '#recording';
import { rms } from '#signal';
import { chooseEmgChannel } from './channel-choice.ts';
import { type ContractionSignal, contractionSignal, edgeMarginS } from './contraction.ts';
import { contractionIndices, type IndexValue } from './indices.ts';
import { estimateStrength, requireTargetPercent, type StrengthEstimate } from './strength.ts';

/** Force level of the hold that a protocol uses when nothing else is said (% of the maximum). */
export const defaultTargetPercent = 70;

/** How to read one recording. */
export interface AnalysisOptions {
  /** Name of the EMG channel; the first EMG channel by default. */
  readonly channel?: string;
  /** Force level of the hold in % of the rested maximum. @default 70 */
  readonly targetPercent?: number;
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
  /** Indices of every contraction of 2 s or more, in the order of time. */
  readonly indices: readonly SegmentIndex[];
  /** Null where hold or maximal squeeze is missing. */
  readonly strength: StrengthEstimate | null;
  /** What reader, channel choice, quality checks and contraction finder noticed. */
  readonly issues: readonly Issue[];
  /** Inner part of the hold and of the maximal squeeze, where they were found and are long enough. */
  readonly hold?: ContractionSignal;
  readonly mvc?: ContractionSignal;
}

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

/** RMS at rest after the analysis filter, in the channel's unit; undefined without a rest of two seconds. */
function noiseLevel(channel: Channel, segments: readonly Segment[]): number | undefined {
  const rest = segments.find((segment) => segment.kind === 'rest' && longEnough(segment));
  return rest && rms(contractionSignal(channel, rest).samples);
}

/**
 * Reads one recording: finds the contractions, measures each, estimates strength, and says what is wrong.
 *
 * @throws UnsupportedError when there is no EMG channel to analyse or it is slower than 400 Hz.
 * @throws ArgumentError when the target is not in (0, 100], or a sample is not finite.
 * @example
 * const { strength, indices } = analyze(await readRecording(bytes, { file: 'S01.csv' }));
 */
export function analyze(recording: Recording, options: AnalysisOptions = {}): Analysis {
  const { targetPercent = defaultTargetPercent } = options;
  requireTargetPercent(targetPercent, 'analyze');
  const { file } = recording.provenance;
  const { channel, issues: choice } = chooseEmgChannel(recording, options.channel);
  const quality = checkQuality(recording, { channel: channel.name });
  const found = findContractions(channel, { file });

  const active = found.segments.filter((segment) => segment.kind !== 'rest');
  const measured = active.filter(longEnough);
  const short = active.filter((segment) => !longEnough(segment));
  const shortIssues = short.map((segment) =>
    issue(
      'CONTRACTION_SHORT',
      `A ${segment.kind} at ${segment.startS.toFixed(1)} s lasts ${(segment.endS - segment.startS).toFixed(1)} s and was not measured.`,
      { file, channel: channel.name, atS: segment.startS },
    ),
  );

  const noise = noiseLevel(channel, found.segments);
  const names = segmentNames(measured);
  const signals = measured.map((segment) => contractionSignal(channel, segment));
  const indices = signals.flatMap((signal, i) =>
    contractionIndices(signal, noise === undefined ? {} : { noiseLevel: noise }).map((value) => ({
      segment: names[i],
      ...value,
    })),
  );
  const hold = signals.find((signal) => signal.segment.kind === 'hold');
  const mvc = signals.find((signal) => signal.segment.kind === 'mvc');
  return {
    channel,
    segments: found.segments,
    envelope: found.envelope,
    threshold: found.threshold,
    indices,
    strength: hold && mvc ? estimateStrength(hold, mvc, { targetPercent }) : null,
    issues: [...recording.issues, ...choice, ...quality, ...found.issues, ...shortIssues],
    ...(hold && { hold }),
    ...(mvc && { mvc }),
  };
}
