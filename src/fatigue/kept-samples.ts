import type { ContractionQuality } from '#recording';
import type { ContractionSignal } from './contraction.ts';

/** A stretch of samples `[start, end)`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The stretches of a contraction's samples that are not left out, in the order of time. */
export function keptStretches({ samples, leftOut = [] }: ContractionSignal): Stretch[] {
  const kept: Stretch[] = [];
  let start = 0;
  for (const bad of leftOut) {
    if (bad.start > start) kept.push({ start, end: bad.start });
    start = Math.max(start, bad.end);
  }
  if (start < samples.length) kept.push({ start, end: samples.length });
  return kept;
}

/** The contraction with what is kept of its samples joined: for indices that look at no order beyond neighbours. */
export function joinedContraction(contraction: ContractionSignal): ContractionSignal {
  if (!contraction.leftOut?.length) return contraction;
  const kept = keptStretches(contraction);
  const samples = new Float64Array(kept.reduce((sum, { start, end }) => sum + end - start, 0));
  let at = 0;
  for (const { start, end } of kept) {
    samples.set(contraction.samples.subarray(start, end), at);
    at += end - start;
  }
  return { ...contraction, samples };
}

/** The contraction without its bad windows; the same one where all are good. */
export function withoutBadWindows(contraction: ContractionSignal, { windows }: ContractionQuality): ContractionSignal {
  const { fs, startS, samples } = contraction;
  const inside = (timeS: number): number => Math.min(samples.length, Math.max(0, Math.round((timeS - startS) * fs)));
  const leftOut = windows
    .filter(({ faults }) => faults.length > 0)
    .map((window): Stretch => ({ start: inside(window.startS), end: inside(window.endS) }))
    .filter(({ start, end }) => end > start);
  return leftOut.length === 0 ? contraction : { ...contraction, leftOut };
}
