import { envelopeOf } from './contraction-envelope.ts';
import { activityLevels } from './contraction-levels.ts';
import type { ProtocolMatch } from './contraction-protocol.ts';
import { type SearchResult, type SearchSettings, searchContractions, searchPlainly } from './contraction-search.ts';

/** One edge of the hold or the squeeze, and where it comes to lie when the search is varied, in seconds. */
export interface EdgeSpread {
  readonly edge: 'start of the hold' | 'end of the hold' | 'start of the squeeze' | 'end of the squeeze';
  /** Where the search put it. */
  readonly foundS: number;
  readonly earliestS: number;
  readonly latestS: number;
}

/** How far the result of a search depends on its settings. */
export interface Stability {
  readonly edges: readonly EdgeSpread[];
  /** Variations in which no hold and squeeze were found, and their number in all. */
  readonly nLost: number;
  readonly nVariations: number;
}

// A result that a fifth more or less of a hand-set constant overturns was decided by the constant, not by the data.
const variation = 0.2;

/**
 * Searches again with the threshold, the bridged pause and the RMS window each a fifth lower and higher, and says how far
 * the four edges move. Clear contractions move by hundredths of a second.
 */
export function edgeStability(
  steady: Float64Array,
  envelope: Float64Array,
  fs: number,
  settings: SearchSettings & { readonly windowS: number },
  found: SearchResult,
): Stability | undefined {
  if (!found.match) return undefined;
  const { fraction, bridgeS, windowS } = settings;
  const factors = [1 - variation, 1 + variation];
  const levels = activityLevels(envelope, fs);
  // What was found plainly must be found plainly again: a rescue that steps in is an instability.
  const search = found.rescue ? searchContractions : searchPlainly;
  const matches = factors.flatMap((factor) => {
    const widened = envelopeOf(steady, fs, factor * windowS);
    return [
      search(envelope, fs, levels, { ...settings, fraction: factor * fraction }).match,
      search(envelope, fs, levels, { ...settings, bridgeS: factor * bridgeS }).match,
      search(widened, fs, activityLevels(widened, fs), settings).match,
    ];
  });
  const kept = [found.match, ...matches.filter((match) => match !== undefined)];
  const spread = (edge: EdgeSpread['edge'], pick: (match: ProtocolMatch) => number): EdgeSpread => {
    const places = kept.map((match) => pick(match) / fs);
    return { edge, foundS: places[0], earliestS: Math.min(...places), latestS: Math.max(...places) };
  };
  return {
    edges: [
      spread('start of the hold', ({ hold }) => hold.start),
      spread('end of the hold', ({ hold }) => hold.end),
      spread('start of the squeeze', ({ mvc }) => mvc.start),
      spread('end of the squeeze', ({ mvc }) => mvc.end),
    ],
    nLost: matches.length + 1 - kept.length,
    nVariations: matches.length,
  };
}
