import { ArgumentError, type Issue, issue, requireFinite, type Where } from '#base';
import { type SteadySignal, steadySignal, unpaddedLength } from './contraction-envelope.ts';
import { findContractions } from './contractions.ts';
import { longestStill } from './longest-still.ts';
import { lowestRateHz } from './lowest-rate.ts';
import { baseline, clipping, heart, hum, qualityLimits, restNoise, standstill } from './quality-checks.ts';
import { hasLevels, leastLevels } from './quality-clipping.ts';
import { restSegment } from './quality-levels.ts';
import type { Channel, Recording } from './recording.ts';
import type { Segment } from './segments.ts';

/** What {@link checkQuality} looks at. */
export interface QualityOptions {
  /** Name of the channel. */
  readonly channel: string;
  /** Rest and contractions, where they are known already. @default as `findContractions` finds them */
  readonly segments?: readonly Segment[];
  /** The channel without drift, where others need it as well. @default computed here */
  readonly steady?: SteadySignal;
}

/**
 * What is wrong with one sEMG channel, each with its measured value: rate, length, flat line, clipping, mains hum, noise and
 * heart beats at rest, baseline. An empty list means that all of it was checked and found good. A channel that is too slow, too short
 * or flat is checked no further.
 *
 * A sensor with its own high-pass at 25 Hz, as BITalino's, never shows `BASELINE_DRIFT`: what it removed cannot be measured.
 *
 * @throws ArgumentError for an unknown channel or a sample that is not finite.
 */
export function checkQuality(
  recording: Recording,
  { channel: name, segments: known, steady: given }: QualityOptions,
): Issue[] {
  const channel = recording.channels.find((other) => other.name === name);
  if (!channel) {
    const names = recording.channels.map((other) => other.name).join(', ');
    throw new ArgumentError(
      `channel must be one of ${names}; got '${name}' — in checkQuality.`,
      'Choose a channel of the recording.',
    );
  }
  requireFinite(name, channel.samples, 'checkQuality');
  const where: Where = { file: recording.provenance.file, channel: name };
  const used = { ...channel, samples: channel.samples.subarray(0, unpaddedLength(channel)) };
  const useless = unusable(channel, used, where);
  const rate = lowRate(channel, where);
  if (useless.length > 0) return [...rate, ...useless];
  if (channel.fs < lowestRateHz) return [...rate, ...clipping(used, where)];
  const steady = (given ?? steadySignal(channel)).unpadded;
  const segments = known ?? findContractions(used).segments;
  const quiet = segments.find(({ kind }) => kind === 'rest') ?? (known && restSegment(used));
  return [
    ...rate,
    ...standstill(used, where),
    ...clipping(used, where),
    ...hum(used, steady, quiet, where),
    ...restNoise(used, steady, quiet, where),
    ...heart(used, quiet, longestStill(segments, used.samples.length / used.fs), where),
    ...baseline(used, steady, where),
  ];
}

function lowRate({ fs }: Channel, where: Where): Issue[] {
  const { usualFs } = qualityLimits;
  if (fs < lowestRateHz) {
    return [issue('RATE_TOO_LOW', `The sampling rate is ${fs} Hz; sEMG needs at least ${lowestRateHz} Hz.`, where)];
  }
  return fs < usualFs
    ? [issue('RATE_LOW', `The sampling rate is ${fs} Hz, below the usual ${usualFs} Hz.`, where)]
    : [];
}

function unusable(channel: Channel, used: Channel, where: Where): Issue[] {
  const lengthS = channel.samples.length / channel.fs;
  if (lengthS < qualityLimits.leastS) {
    return [
      issue('TOO_SHORT', `The signal lasts ${lengthS.toFixed(2)} s, less than ${qualityLimits.leastS} s.`, where),
    ];
  }
  if (!hasLevels(channel.samples, leastLevels)) {
    return [
      issue(
        'FLAT_LINE',
        `The signal takes fewer than ${leastLevels} different values in ${lengthS.toFixed(1)} s.`,
        where,
      ),
    ];
  }
  const usedS = used.samples.length / channel.fs;
  if (usedS < qualityLimits.leastS) {
    return [issue('TOO_SHORT', `The signal lasts ${usedS.toFixed(2)} s before it stands still.`, where)];
  }
  return [];
}
