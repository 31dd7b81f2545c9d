import type { IndexInput } from './index-input.ts';

/** Two frequencies in Hz, the lower one first. */
export type Band = readonly [lowHz: number, highHz: number];

/** What kind of thing an index looks at, in the order in which reports show it. */
export const indexGroups = ['amplitude', 'spectrum', 'band powers', 'complexity', 'wavelet', 'trend'] as const;
export type IndexGroup = (typeof indexGroups)[number];

/** What an index is computed over; `contractionIndices` says it in words. */
export type IndexWindow = 'contraction' | 'welch' | 'seconds' | 'epochs';

/** One index: all that is known of it before there is a signal. */
export interface IndexDefinition {
  /** Id in the literature's capitals: `MDF`, `RMS`, `FInsm5`, … */
  readonly id: string;
  readonly name: string;
  readonly group: IndexGroup;
  /** Unit where `x` is the unit of the channel: `x^2`, `Hz`, `%/s`; `1` for a pure number. */
  readonly unit: string;
  /** Band (Hz); that of the contraction where it says so. */
  readonly band: 'contraction' | Band | ((input: IndexInput) => Band);
  readonly window: IndexWindow;
  /** Formula in words, with what depends on the signal; how the contraction and its PSD were made is added to it. */
  readonly method: string | ((input: IndexInput) => string);
  /** Who described it. */
  readonly source: string;
  /** The value; null where the recording does not carry it, and the index is then left out. */
  readonly compute: (input: IndexInput) => number | null;
  /** The 95 % interval of the value, where one is known; null where this contraction gives none. */
  readonly interval?: (input: IndexInput) => readonly [number, number] | null;
}
