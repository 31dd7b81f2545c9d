import { indexCatalogue } from './catalogue.ts';
import { type ContractionSignal, contractionMethod } from './contraction.ts';
import { welchWindowS } from './contraction-spectrum.ts';
import type { Band, IndexDefinition, IndexGroup, IndexWindow } from './index-definition.ts';
import { type IndexInput, indexInput, type RestKnowledge } from './index-input.ts';
import { epochS, stepS } from './trend.ts';

/** One number that says something about a contraction, with all that is needed to compare it with somebody else's. */
export interface IndexValue {
  /** Id in the literature's capitals: `MDF`, `RMS`, `FInsm5`, … */
  readonly id: string;
  readonly name: string;
  readonly group: IndexGroup;
  readonly value: number;
  /** 95 % interval of the value, where one is known: of slopes. */
  readonly interval?: readonly [low: number, high: number];
  /** Unit of the value: the channel's, its square, `Hz`, `%/s`, …; `1` for a pure number. */
  readonly unit: string;
  /** Frequency band (Hz) the value was computed in. */
  readonly band: Band;
  /** What the value was computed over. */
  readonly window: string;
  /** How, in words: formula, PSD method where there is one, and how the contraction was cut out and filtered. */
  readonly method: string;
  /** Who described the index. */
  readonly source: string;
}

/** What each window is, for a contraction. */
function windowText(window: IndexWindow, { contraction: { samples, fs }, whole }: IndexInput): string {
  const length = (samples.length < whole.samples.length ? samples.length / fs : whole.endS - whole.startS).toFixed(2);
  const hannS = (Math.min(samples.length, Math.round(welchWindowS * fs)) / fs).toFixed(3);
  const texts: Readonly<Record<IndexWindow, string>> = {
    contraction: `${length} s inside the contraction`,
    welch: `${length} s inside the contraction, Hann ${hannS} s, half overlap`,
    seconds: `mean over whole seconds of ${length} s inside the contraction`,
    epochs: `epochs of ${epochS} s every ${stepS} s over ${length} s`,
  };
  return texts[window];
}

/** A formula in words with what its window adds to it. */
const inWindow: Readonly<Record<IndexWindow, (method: string) => string>> = {
  contraction: (method) => method,
  welch: (method) => `${method}; Welch PSD, mean removed`,
  seconds: (method) => method,
  epochs: (method) => `least-squares slope of ${method}, relative to its fitted start`,
};

/**
 * All indices of one contraction, in the order of the catalogue. An index that the recording does not carry is absent:
 * band powers above the analysis band, entropies of samples and wavelet indices below 1000 Hz, slopes over fewer than
 * three epochs, the noise rule where no rest is known or its spectrum has other bins.
 *
 * Golden: `golden/fatigue/contraction.json`, `golden/fatigue/indices.json`.
 *
 * @param rest what is known of the signal at rest. Without it ZC and SSC have no dead band, and say so.
 * @throws ArgumentError when the contraction is silent or the noise level is below 0.
 */
export function contractionIndices(contraction: ContractionSignal, rest: RestKnowledge = {}): IndexValue[] {
  return indicesOf(indexInput(contraction, rest));
}

/** The numbers of {@link contractionIndices} alone, for tables of many windows whose texts nobody reads. */
export function contractionIndexNumbers(contraction: ContractionSignal, rest: RestKnowledge = {}): IndexNumber[] {
  const input = indexInput(contraction, rest);
  return indexCatalogue.flatMap((definition) => numberOf(definition, input) ?? []);
}

/** An index without its texts. */
export type IndexNumber = Pick<IndexValue, 'id' | 'value' | 'interval'>;

/** Undefined where the contraction does not carry the index. */
function numberOf({ id, compute, interval }: IndexDefinition, input: IndexInput): IndexNumber | undefined {
  const value = compute(input);
  if (value === null || !Number.isFinite(value)) return undefined;
  const limits = interval?.(input) ?? undefined;
  return { id, value, ...(limits && { interval: limits }) };
}

/** {@link contractionIndices} of what was made ready for them. */
export function indicesOf(input: IndexInput): IndexValue[] {
  const { whole: contraction } = input;
  const made = contractionMethod(contraction);
  const valued = (definition: IndexDefinition): IndexValue[] => {
    const number = numberOf(definition, input);
    if (number === undefined) return [];
    const { compute: _, interval: __, unit, band, window, method, ...plain } = definition;
    const ofBand = typeof band === 'function' ? band(input) : band;
    const formula = typeof method === 'function' ? method(input) : method;
    return [
      {
        ...plain,
        ...number,
        unit: unit.replace('x', contraction.unit),
        band: ofBand === 'contraction' ? contraction.bandHz : ofBand,
        window: windowText(window, input),
        method: `${inWindow[window](formula)}; ${made}`,
      },
    ];
  };
  return indexCatalogue.flatMap(valued);
}
