import type { SequenceGaps } from './sequence.ts';

/** What time stamps say about the samples. */
export interface SampleTimes extends SequenceGaps {
  /** Sampling rate (Hz), a whole number where it lies within 0.1 % of one. */
  readonly fs: number;
}

/** Share of all steps that must be near the usual one: below, stamps tell when data arrived, not when it was measured. */
const steadyShare = 0.9;

/**
 * The sampling rate behind time stamps [nSamples] in seconds, from their usual step; longer steps are gaps.
 * Undefined when the stamps are not steady (bursts, repeats, steps back): they cannot give a rate.
 */
export function sampleTimes(timesS: Float64Array): SampleTimes | undefined {
  const steps = Float64Array.from({ length: Math.max(0, timesS.length - 1) }, (_, i) => {
    return (timesS[i + 1] as number) - (timesS[i] as number);
  });
  if (steps.length === 0) return undefined;
  const usual = steps.toSorted()[steps.length >> 1] as number;
  if (!(usual > 0)) return undefined;
  let sum = 0;
  let steady = 0;
  let missing = 0;
  const gapsAt: number[] = [];
  steps.forEach((step, i) => {
    if (Math.abs(step - usual) <= usual / 4) {
      sum += step;
      steady++;
    }
    const lost = Math.round(step / usual) - 1;
    if (lost < 1) return;
    missing += lost;
    gapsAt.push(i + 1);
  });
  if (steady < steadyShare * steps.length) return undefined;
  const exact = steady / sum;
  const whole = Math.round(exact);
  const fs = whole > 0 && Math.abs(exact - whole) <= whole / 1000 ? whole : exact;
  return Number.isFinite(fs) && Number.isFinite(missing) ? { fs, missing, gapsAt } : undefined;
}
