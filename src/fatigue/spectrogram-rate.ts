import { resampleTo } from '#signal';

/** Rate (Hz) at which spectrograms are computed, and the lowest that carries the whole analysis band of 20–450 Hz. */
export const spectrogramRateHz = 1000;

/**
 * How far, relatively, a rate may miss {@link spectrogramRateHz} and count as it: devices state what their clock measured,
 * such as 999.97 Hz. It moves a frequency by 0.1 % at most, a hundredth of what people scatter by.
 */
export const rateTolerance = 1e-3;

/** How far, relatively, resampling may miss the rate: it lets every measured rate have a ratio of small whole numbers. */
const ratioTolerance = 1e-5;

/** Whether a sampling rate (Hz) carries the analysis band up to 450 Hz: 1000 Hz or more, less 0.1 % for the clock. */
export function isSpectrogramRate(fs: number): boolean {
  return fs >= spectrogramRateHz * (1 - rateTolerance);
}

/** A signal [n] at the rate of spectrograms: as it is where its own rate counts as that one, otherwise resampled. */
export function atSpectrogramRate(samples: Float64Array, fs: number): { samples: Float64Array; fs: number } {
  if (Math.abs(fs / spectrogramRateHz - 1) <= rateTolerance) return { samples, fs };
  const resampled = resampleTo(samples, fs, { toHz: spectrogramRateHz, tolerance: ratioTolerance });
  return { samples: resampled, fs: spectrogramRateHz };
}
