import { type Issue, issue, type Where } from '#base';
import { amount } from './amount.ts';
import { findHeartBeats } from './heart-beats.ts';
import { mainsLevel } from './mains.ts';
import { findClipping } from './quality-clipping.ts';
import { longestStandstill, restLevel, samplesOf, slowShare } from './quality-levels.ts';
import type { Channel } from './recording.ts';
import type { Segment } from './segments.ts';

/** Limits of {@link checkQuality}. */
export const qualityLimits = {
  /** Below this (Hz) indices stop short of 450 Hz. */
  usualFs: 1000,
  leastS: 2,
  /** Share of samples at the ends of the range. */
  clippedShare: 0.001,
  /** Longest stretch of equal samples (s). */
  standstillS: 0.5,
  /** Density at the line over its neighbourhood, at rest. */
  humRatio: 2,
  /** The same where there is no rest: EMG alone reaches 2.7 by chance. */
  humRatioInEffort: 4,
  /** Share of the power at rest: a line below this changes no result, however clearly it shows. */
  humShare: 0.1,
  /** RMS at rest (mV). */
  restMv: 0.015,
  /** Share of the power below 20 Hz. */
  slowShare: 0.1,
} as const;

/** A stretch in which nothing was measured. */
export function standstill(used: Channel, where: Where): Issue[] {
  const { start, end } = longestStandstill(used.samples);
  const [startS, endS] = [start / used.fs, end / used.fs];
  if (endS - startS <= qualityLimits.standstillS) return [];
  const message = `The signal stands still for ${(endS - startS).toFixed(1)} s from ${startS.toFixed(1)} s on.`;
  return [issue('SIGNAL_GAP', message, { ...where, atS: startS })];
}

/** Samples at the ends of what could be recorded. */
export function clipping(used: Channel, where: Where): Issue[] {
  const { nClipped, share, first, at } = findClipping(used);
  if (nClipped === 0) return [];
  const place = at === 'range' ? 'at the ends of the recorder’s range' : 'in flat tops at the highest or lowest value';
  const message = `${nClipped} of ${used.samples.length} samples (${percent(share)}) are ${place}.`;
  const from = { ...where, sample: first, atS: first / used.fs };
  return [issue(share >= qualityLimits.clippedShare ? 'CLIPPED' : 'RANGE_TOUCHED', message, from)];
}

/** A line at 50 or 60 Hz, at rest where there is rest. */
export function hum(used: Channel, steady: () => Float64Array, rest: Segment | undefined, where: Where): Issue[] {
  const quiet = rest && samplesOf(used, rest);
  const { frequencyHz, ratio, rms } = mainsLevel(quiet ?? used.samples, used.fs);
  const stands = `Mains hum at ${frequencyHz} Hz: ${amount(rms, used)} RMS, ${ratio.toFixed(1)} times its neighbourhood`;
  if (!quiet) {
    return ratio > qualityLimits.humRatioInEffort
      ? [issue('MAINS_HUM', `${stands}, measured during effort.`, where)]
      : [];
  }
  const level = restLevel(used, rest, steady) ?? 0;
  const share = level > 0 ? (rms / level) ** 2 : 0;
  if (ratio <= qualityLimits.humRatio || share < qualityLimits.humShare) return [];
  return [issue('MAINS_HUM', `${stands}, ${percent(Math.min(1, share))} of the power at rest.`, where)];
}

/** Noise at rest, where the unit is known. */
export function restNoise(used: Channel, steady: () => Float64Array, rest: Segment | undefined, where: Where): Issue[] {
  const level = rest && used.unit === 'mV' ? restLevel(used, rest, steady) : undefined;
  if (level === undefined || level <= qualityLimits.restMv) return [];
  const limit = amount(qualityLimits.restMv, used);
  return [issue('NOISY_REST', `Rest has ${amount(level, used)} RMS, more than ${limit}.`, where)];
}

/** Onsets come slowly: this much beside a contraction (s) is not taken for still. */
const besideContractionS = 0.5;

/**
 * Heart beats that show at rest. Strong ones are no rest for the contraction finder, which leaves a second or none between
 * them; so all that lies between two contractions is looked at too.
 */
export function heart(
  used: Channel,
  rest: Segment | undefined,
  still: Pick<Segment, 'startS' | 'endS'>,
  where: Where,
): Issue[] {
  const [startS, endS] = [still.startS + besideContractionS, still.endS - besideContractionS];
  const inRest = rest && findHeartBeats(used, rest);
  const found = inRest ?? (startS < endS ? findHeartBeats(used, { startS, endS }) : undefined);
  if (!found) return [];
  const message = `Heart beats show at rest: ${found.nBeats}, ${found.perMinute.toFixed(0)} a minute, ${found.prominence.toFixed(0)} times the noise around them.`;
  return [issue('ECG_SEEN', message, where)];
}

/** Wander of the baseline and movement of the cables. */
export function baseline(used: Channel, steady: () => Float64Array, where: Where): Issue[] {
  const share = slowShare(used.samples, steady());
  if (share <= qualityLimits.slowShare) return [];
  return [issue('BASELINE_DRIFT', `${percent(share)} of the signal’s power lies below 20 Hz.`, where)];
}

/** Two digits, three from 10 % on: 0.0069 %, 1.2 %, 87.9 %. */
function percent(share: number): string {
  return `${Number((100 * share).toPrecision(share < 0.1 ? 2 : 3))} %`;
}
