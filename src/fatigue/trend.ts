import { rms, trendLine, welch } from '#signal';
import type { ContractionSignal } from './contraction.ts';
import { inBand, medianFrequency } from './spectral.ts';

/** An index over the course of a contraction: one value per epoch. */
export interface Course {
  /** Middle of each epoch, in seconds from the start of the recording [nEpochs]. */
  readonly timesS: Float64Array;
  /** Value of each epoch, in the index's unit [nEpochs]. */
  readonly values: Float64Array;
  /** Correlation that neighbouring epochs have because they share samples, 0 to 0.5. @default 0: they share none */
  readonly overlapCorrelation?: number;
  /** Seconds from epoch to epoch where none is left out. @default the median distance */
  readonly stepS?: number;
}

/**
 * Correlation of neighbouring epochs at half overlap, of noise whose samples are independent: half of what goes into a
 * mean of squares is the same; of two Hann spectra it is the squared correlation of the windows, (1/6)².
 */
export const halfOverlap = { power: 1 / 2, hannSpectrum: 1 / 36 } as const;

/** Epochs of 1 s every 0.5 s: long enough for an MDF that scatters by less than a tenth, short enough to be a course. */
export const epochS = 1;
export const stepS = 0.5;

function courseOf(
  contraction: ContractionSignal,
  overlapCorrelation: number,
  value: (epoch: Float64Array) => number,
): Course {
  const { samples, fs, startS } = contraction;
  const epoch = Math.round(epochS * fs);
  const step = Math.round(stepS * fs);
  const count = Math.floor((samples.length - epoch) / step) + 1;
  const { leftOut = [] } = contraction;
  const isKept = (start: number): boolean => leftOut.every((bad) => bad.end <= start || bad.start >= start + epoch);
  const starts = Array.from({ length: Math.max(0, count) }, (_, i) => i * step).filter(isKept);
  return {
    timesS: Float64Array.from(starts, (start) => startS + (start + epoch / 2) / fs),
    values: Float64Array.from(starts, (start) => value(samples.subarray(start, start + epoch))),
    overlapCorrelation,
    stepS: step / fs,
  };
}

/**
 * Median frequency (Hz) in epochs of 1 s, every 0.5 s; one Hann window per epoch, inside the contraction's band.
 *
 * Golden: `golden/fatigue/contraction.json`.
 *
 * @throws ArgumentError when an epoch is silent.
 */
export function mdfCourse(contraction: ContractionSignal): Course {
  const { fs, bandHz } = contraction;
  return courseOf(contraction, halfOverlap.hannSpectrum, (epoch) =>
    medianFrequency(inBand(welch(epoch, fs, { windowSamples: epoch.length }), bandHz)),
  );
}

/**
 * RMS (the channel's unit) in epochs of 1 s, every 0.5 s.
 *
 * Golden: `golden/fatigue/contraction.json`.
 */
export function rmsCourse(contraction: ContractionSignal): Course {
  return courseOf(contraction, halfOverlap.power, rms);
}

/**
 * Normalised slope (%/s): the least-squares slope over the fitted value at the first epoch, times 100. Null when
 * there are fewer than three epochs, too few to speak of a trend, or that value is not above zero.
 *
 * Golden: `golden/fatigue/contraction.json`.
 */
export function normalisedSlope({ timesS, values }: Course): number | null {
  if (timesS.length < 3) return null;
  return trendLine(timesS, values).percentSlope;
}
