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

/** The samples of the stretches that are not left out, in the order of time [nStretches][nSamples of each]. */
export function keptParts(contraction: ContractionSignal): readonly Float64Array[] {
  if (!contraction.leftOut?.length) return [contraction.samples];
  return keptStretches(contraction).map(({ start, end }) => contraction.samples.subarray(start, end));
}

/** Stretches of a signal one after the other [nSamples of all]. */
export function joined(parts: readonly Float64Array[]): Float64Array {
  if (parts.length === 1) return parts[0];
  const samples = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    samples.set(part, at);
    at += part.length;
  }
  return samples;
}

/**
 * The contraction with what is kept of its samples joined: for indices that look at no order beyond neighbours. A join adds
 * a crossing or a step of the waveform at most, of hundreds in a second.
 */
export function joinedContraction(contraction: ContractionSignal): ContractionSignal {
  if (!contraction.leftOut?.length) return contraction;
  return { ...contraction, samples: joined(keptParts(contraction)) };
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
