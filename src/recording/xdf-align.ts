import type { XdfStretch } from './xdf-times.ts';

/** A steady stream with its stretches, in the order of time. */
export interface SteadyStream {
  readonly stretches: readonly XdfStretch[];
}

/** A stretch of time, in seconds: `[startS, endS)`. */
interface Span {
  readonly startS: number;
  readonly endS: number;
}

/** Samples of a stream that stand in the recording. */
export interface XdfPiece {
  readonly first: number;
  readonly n: number;
  /** When the first one was taken (s), and the time from one to the next. */
  readonly startS: number;
  readonly stepS: number;
}

/**
 * Stretches in the order of time, none reaching into the next; `isUnordered` where they did not stand so. What was
 * recorded for a time that an earlier stretch holds already is left out.
 */
export function orderedStretches(stretches: readonly XdfStretch[]): { ordered: XdfStretch[]; isUnordered: boolean } {
  const ordered: XdfStretch[] = [];
  let isUnordered = false;
  let endS = Number.NEGATIVE_INFINITY;
  for (const stretch of [...stretches].sort((a, b) => a.startS - b.startS || a.first - b.first)) {
    const { startS, stepS, first, n } = stretch;
    const skip = Math.min(n, Math.max(0, Math.round((endS - startS) / stepS)));
    if (skip > 0 || first < (ordered.at(-1)?.first ?? 0)) isUnordered = true;
    if (skip === n) continue;
    ordered.push({ first: first + skip, n: n - skip, startS: startS + skip * stepS, stepS });
    endS = startS + n * stepS;
  }
  return { ordered, isUnordered };
}

function spansOf({ stretches }: SteadyStream): Span[] {
  return stretches.map(({ startS, n, stepS }) => ({ startS, endS: startS + n * stepS }));
}

function common(a: readonly Span[], b: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const startS = Math.max(a[i].startS, b[j].startS);
    const endS = Math.min(a[i].endS, b[j].endS);
    if (startS < endS) spans.push({ startS, endS });
    if (a[i].endS < b[j].endS) i++;
    else j++;
  }
  return spans;
}

function lengthS(spans: readonly Span[]): number {
  return spans.reduce((sum, { startS, endS }) => sum + endS - startS, 0);
}

/** Share of the time of `reference` that another stream was recorded too. */
export function sharedTime(reference: SteadyStream, other: SteadyStream): number {
  const own = spansOf(reference);
  return lengthS(common(own, spansOf(other))) / lengthS(own);
}

/** Index of the last one that has begun by a time, 0 where none has. */
function lastBegun(list: readonly { readonly startS: number }[], timeS: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].startS <= timeS) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

function pieceOf({ stretches }: SteadyStream, { startS, endS }: Span): XdfPiece | undefined {
  const stretch = stretches[lastBegun(stretches, startS)];
  if (!stretch) return undefined;
  const { stepS } = stretch;
  const skip = Math.max(0, Math.round((startS - stretch.startS) / stepS));
  const n = Math.min(stretch.n - skip, Math.round((endS - startS) / stepS));
  return { first: stretch.first + skip, n, startS: stretch.startS + skip * stepS, stepS };
}

/**
 * The samples of each stream from the time that all of them were recorded [nStreams][nPieces]. A piece begins with the
 * sample nearest to the common start, so streams stand side by side to half a sample there; `rates` (Hz) [nStreams] tells
 * which of them must be equally long.
 */
export function alignedPieces(streams: readonly SteadyStream[], rates: readonly number[]): XdfPiece[][] {
  const spans = streams.map(spansOf).reduce(common);
  const pieces: XdfPiece[][] = streams.map(() => []);
  for (const span of spans) {
    const found = streams.map((stream) => pieceOf(stream, span));
    const even = found.map((piece, i) => {
      const n = Math.min(
        ...found.map((other, j) => (rates[j] === rates[i] ? (other?.n ?? 0) : Number.POSITIVE_INFINITY)),
      );
      return piece && { ...piece, n };
    });
    if (even.some((piece) => !piece || piece.n < 1)) continue;
    even.forEach((piece, i) => {
      pieces[i]?.push(piece as XdfPiece);
    });
  }
  return pieces;
}

/** What puts a time (s) on the axis of the samples of `pieces`; a time in a gap is that of the next piece. */
export function pieceAxis(pieces: readonly XdfPiece[], fs: number): (timeS: number) => number {
  const before: number[] = [];
  let total = 0;
  for (const { n } of pieces) {
    before.push(total);
    total += n;
  }
  return (timeS) => {
    const k = lastBegun(pieces, timeS);
    const piece = pieces[k];
    if (!piece) return 0;
    const at = (timeS - piece.startS) / piece.stepS;
    const isLast = k === pieces.length - 1;
    return (before[k] + (isLast ? at : Math.min(at, piece.n))) / fs;
  };
}
