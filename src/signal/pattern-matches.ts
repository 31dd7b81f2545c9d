import { ArgumentError, requireSamples, requireWhole } from '#base';
import { kernelMatches } from './match-kernel.ts';

/** What counts as alike. */
export interface PatternMatchesOptions {
  /** Length m of the shorter pattern; the longer one has a sample more. @default 2 */
  readonly dimension?: number;
  /** How far two samples may lie apart and count as alike, in the unit of the signal. */
  readonly tolerance: number;
}

/** Pairs of different patterns in a signal. */
export interface PatternMatches {
  /** Pairs of patterns of m samples that differ by no more than the tolerance anywhere. */
  readonly alike: number;
  /** Those of them that still do one sample later. */
  readonly staying: number;
}

/** Patterns sorted by their first sample into cells. */
export interface CellOrder {
  /** Starts of the patterns, cell by cell [nPatterns]. */
  readonly order: Uint32Array;
  /** For each place in that order, where the cells end that a first sample within the tolerance can be in [nPatterns]. */
  readonly ends: Uint32Array;
}

/** Narrower cells compare fewer pairs in vain, but more of them have to be filled; 4 to 16 were equally fast. */
const cellsPerTolerance = 8;
/** A tolerance that is tiny beside the range of the signal must not ask for more cells than this per value. */
const mostCellsPerValue = 8;

/** Sorts by counting: cells in their order, the values of one as they came. */
function byCell(x: Float64Array, tolerance: number): CellOrder {
  let [lowest, highest] = [x[0], x[0]];
  for (let i = 1; i < x.length; i++) {
    if (x[i] < lowest) lowest = x[i];
    if (x[i] > highest) highest = x[i];
  }
  const span = highest - lowest;
  const within = Math.min(tolerance, span);
  const size = Math.max(within / cellsPerTolerance, span / (mostCellsPerValue * x.length)) || 1;
  // One cell more than the tolerance spans, as the lower value may lie at the upper end of its own, and one for rounding.
  const reach = Math.ceil(within / size) + 2;
  const cells = new Uint32Array(x.length);
  const starts = new Uint32Array(Math.floor((highest - lowest) / size) + 2);
  for (let i = 0; i < x.length; i++) {
    cells[i] = (x[i] - lowest) / size;
    starts[cells[i] + 1] += 1;
  }
  for (let cell = 1; cell < starts.length; cell++) starts[cell] += starts[cell - 1];
  const last = starts.length - 1;
  const ends = new Uint32Array(x.length);
  const order = new Uint32Array(x.length);
  const next = starts.slice();
  for (let i = 0; i < x.length; i++) {
    const place = next[cells[i]]++;
    order[place] = i;
    ends[place] = starts[Math.min(last, cells[i] + reach)];
  }
  return { order, ends };
}

/** The count of the kernel in plain JavaScript. */
export function plainMatches(
  x: Float64Array,
  { order, ends }: CellOrder,
  { dimension, tolerance }: { readonly dimension: number; readonly tolerance: number },
): PatternMatches {
  // One row per place in the pattern, so that the scan reads memory in one direction.
  const rows = Array.from({ length: dimension + 1 }, (_, place) =>
    Float64Array.from(order, (start) => x[start + place]),
  );
  let alike = 0;
  let staying = 0;
  for (let i = 0; i < order.length; i++) {
    for (let j = i + 1; j < ends[i]; j++) {
      let place = 0;
      while (place < dimension && Math.abs(rows[place][i] - rows[place][j]) <= tolerance) place++;
      if (place < dimension) continue;
      alike++;
      if (Math.abs(rows[dimension][i] - rows[dimension][j]) <= tolerance) staying++;
    }
  }
  return { alike, staying };
}

/**
 * Counts the pairs of patterns in `x` [nSamples] that are alike over m samples, and those that stay alike one sample later:
 * what sample entropy is made of. All nSamples − m patterns that have such a sample are compared, none with itself.
 *
 * @throws ArgumentError when `x` has fewer than m + 2 samples, a sample is not finite, m is no whole number of 1 or more,
 * or the tolerance is not above 0.
 * @example
 * patternMatches(Float64Array.of(1, 2, 1, 2, 1, 3), { dimension: 1, tolerance: 0.5 }); // { alike: 4, staying: 2 }
 */
export function patternMatches(x: Float64Array, options: PatternMatchesOptions): PatternMatches {
  const { dimension = 2, tolerance } = options;
  requireWhole('dimension', dimension, 1, 'patternMatches');
  requireSamples(x, 'patternMatches', { atLeast: dimension + 2 });
  if (!(tolerance > 0)) {
    throw new ArgumentError(
      `tolerance must be a number above 0, got ${tolerance} — in patternMatches.`,
      'Pass 0.2 of the standard deviation; a constant signal has no sample entropy.',
    );
  }
  const cells = byCell(x.subarray(0, x.length - dimension), tolerance);
  const asked = { dimension, tolerance };
  return kernelMatches(x, cells, asked) ?? plainMatches(x, cells, asked);
}
