import { median } from '#signal';
import type { Channel } from './recording.ts';
import { findRepetitions, type Repetitions } from './repetitions.ts';
import { type ChannelSearch, type ChannelSearchResult, searchChannel } from './search-channel.ts';

/** What a recording is searched for. */
export type Expectation = 'hold-and-mvc' | 'any' | 'repetitions';

// Longer efforts at a pace, as in gripping 5 s in every 10, are contractions that can be measured each by itself.
const longestRepetitionS = 3;
// Fewer may be chance in any uneven effort; who knows that there are some says so.
const clearlyRepeated = 6;

/** What was found, and as what. */
export interface ExpectedResult extends ChannelSearchResult {
  readonly expected: Expectation;
  readonly repetitions?: Repetitions;
}

/**
 * The search for what was expected. `auto` is the protocol's, unless that does not fit and the muscle works at a clear pace.
 */
export function searchAs(
  expect: Expectation | 'auto',
  channel: Channel,
  search: Omit<ChannelSearch, 'expectsProtocol'>,
): ExpectedResult {
  const asKnown = (expected: Expectation): ExpectedResult => ({
    expected,
    ...searchChannel(channel, { ...search, expectsProtocol: expected === 'hold-and-mvc' }),
  });
  const asRepeated = (): ExpectedResult => {
    const repetitions = findRepetitions(search.envelope, channel.fs);
    const plain = asKnown('any');
    if (repetitions === undefined) return { ...plain, expected: 'repetitions' };
    const result = { runs: repetitions.runs, short: [], threshold: plain.result.threshold };
    return { expected: 'repetitions', result, rest: plain.rest, isAllEffort: false, repetitions };
  };
  if (expect === 'repetitions') return asRepeated();
  if (expect !== 'auto') return asKnown(expect);
  const known = asKnown('hold-and-mvc');
  if (known.result.match) return known;
  const repeated = asRepeated();
  const runs = repeated.repetitions?.runs ?? [];
  if (runs.length < clearlyRepeated) return known;
  const lengths = runs.map(({ start, end }) => (end - start) / channel.fs);
  return median(lengths) < longestRepetitionS ? repeated : known;
}
