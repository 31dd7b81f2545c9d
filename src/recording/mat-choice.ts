import type { MatArray, MatContent } from './mat-arrays.ts';
import { isCalledEmg } from './signal-unit.ts';

/** One channel in an array: the longer dimension is time. */
export interface MatSeries {
  /** Path of the array; with the place from 1 behind it where it has several: `emg-2`. */
  readonly head: string;
  readonly array: MatArray;
  readonly nSamples: number;
  readonly values: () => Float64Array;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

function isRateName(path: string): boolean {
  return /^(fs|sf|sr|srate|rate|hz|samp(le|ling)?_?(rate|freq|frequency)(_?hz)?|fs_?(hz|emg)|emg_?(fs|srate)|freq|frequency)$/i.test(
    lastPart(path),
  );
}

function isTimeName(path: string): boolean {
  return /^(t|time|times|time_?stamps?|time_?s)$/i.test(lastPart(path));
}

/** The channels of an array, one after the other. */
export function seriesOf(array: MatArray): MatSeries[] {
  const { nRows, nColumns, path, value, fault } = array;
  const isByRow = nColumns > nRows;
  const [nSamples, n] = isByRow ? [nColumns, nRows] : [nRows, nColumns];
  // What cannot be a signal may claim any size.
  return Array.from({ length: fault === undefined ? n : 1 }, (_, c) => ({
    head: n === 1 ? path : `${path}-${c + 1}`,
    array,
    nSamples,
    values: () => {
      const out = new Float64Array(nSamples);
      for (let i = 0; i < nSamples; i++) out[i] = isByRow ? value(c, i) : value(i, c);
      return out;
    },
  }));
}

function lengthOf({ nRows, nColumns }: MatArray): number {
  return Math.max(nRows, nColumns);
}

/** Arrays long enough to be signals: more than one sample, and more samples than channels can be. */
export function signalArrays({ arrays }: MatContent): MatArray[] {
  return arrays.filter((array) => lengthOf(array) > 1 && Math.min(array.nRows, array.nColumns) > 0);
}

/**
 * The arrays that are taken for the signals: those as long as the longest one that is called EMG, or else as the longest one.
 * Time stamps are none.
 */
export function chosenArrays(content: MatContent): MatArray[] {
  const candidates = signalArrays(content).filter(({ path }) => !isTimeName(path) && !isRateName(path));
  const called = candidates.filter(({ path }) => isCalledEmg(path.replaceAll('.', ' ')));
  const longest = (called.length > 0 ? called : candidates).reduce((most, one) => Math.max(most, lengthOf(one)), 0);
  return candidates.filter((array) => lengthOf(array) === longest);
}

/** The variable that is taken for the sampling rate: one number with a name of a rate, nearest to the signal's struct. */
export function rateArray({ arrays }: MatContent, beside: string): MatArray | undefined {
  const rates = arrays.filter(({ path, nRows, nColumns, fault }) => {
    return fault === undefined && nRows === 1 && nColumns === 1 && isRateName(path);
  });
  const struct = beside.slice(0, beside.lastIndexOf('.') + 1);
  return rates.find(({ path }) => path === struct + lastPart(path)) ?? rates[0];
}

/** The variable that is taken for the time stamps of signals with `nSamples`. */
export function timeArray(content: MatContent, nSamples: number): MatArray | undefined {
  return signalArrays(content).find((array) => {
    return array.fault === undefined && array.nRows * array.nColumns === nSamples && isTimeName(array.path);
  });
}

/** The unit that a text beside the signals names, `unit` or `units`; empty where none does. */
export function unitText({ texts }: MatContent, beside: string): string {
  const struct = beside.slice(0, beside.lastIndexOf('.') + 1);
  const found = ['unit', 'units'].map((name) => texts.get(struct + name) ?? texts.get(name));
  return found.find((text) => text !== undefined)?.trim() ?? '';
}
