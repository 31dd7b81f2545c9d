import { type ActivityLevels, isLoud, levelsStandApart } from './contraction-levels.ts';
import { findRest } from './contraction-rest.ts';
import type { Run } from './contraction-runs.ts';
import { type SearchResult, type SearchSettings, searchContractions, searchPlainly } from './contraction-search.ts';
import type { Channel } from './recording.ts';
import { isSensorNoise } from './sensor-noise.ts';

/** What {@link searchChannel} looks at beside the channel. */
export interface ChannelSearch {
  /** The channel without drift [n]. */
  readonly steady: Float64Array;
  /** Its envelope [n]. */
  readonly envelope: Float64Array;
  readonly levels: ActivityLevels;
  readonly settings: SearchSettings;
  readonly expectsProtocol: boolean;
}

/** What a channel's levels allow to say about it. */
export interface ChannelSearchResult {
  readonly result: SearchResult;
  readonly rest?: Run | undefined;
  /** Set when the one contraction is the whole recording, because no part of it is quiet enough for rest. */
  readonly isAllEffort: boolean;
}

/**
 * The contractions and the rest of a channel, as far as its levels let them be told apart. A hold and a squeeze that stand
 * out of a loud lower level are believed; other activity above such a level is one effort. With no effort to compare
 * with, rest is what looks like sensor noise, and anything else stays unnamed unless it is too loud for rest.
 */
export function searchChannel(channel: Channel, search: ChannelSearch): ChannelSearchResult {
  const { steady, envelope, levels, expectsProtocol } = search;
  const { fs } = channel;
  const standApart = levelsStandApart(levels, channel);
  const none: SearchResult = { runs: [], short: [], threshold: levels.active };
  const found = standApart === 'no' ? none : searched(search, fs);
  const isBelieved = standApart === 'yes' || (expectsProtocol && found.match !== undefined);
  const result = isBelieved ? found : none;
  const rest = findRest(envelope, fs, result.runs);
  if (result.runs.length > 0) return { result, rest, isAllEffort: false };

  const isNoise = rest !== undefined && isSensorNoise(steady.subarray(rest.start, rest.end), fs);
  if (isNoise) return { result, rest, isAllEffort: false };
  return standApart !== 'yes' && isLoud(levels, channel)
    ? { result: { ...none, runs: [{ start: 0, end: envelope.length }] }, isAllEffort: true }
    : { result, isAllEffort: false };
}

function searched({ envelope, levels, settings, expectsProtocol }: ChannelSearch, fs: number): SearchResult {
  if (expectsProtocol) return searchContractions(envelope, fs, levels, settings);
  const { match: _, ...found } = searchPlainly(envelope, fs, levels, settings);
  return found;
}
