import { welch } from '#signal';
import type { ContractionSignal } from './contraction.ts';
import { inBand, type Spectrum } from './spectral.ts';

/** Length of one Welch window (s): 1024 samples at 1000 Hz. */
export const welchWindowS = 1.024;

/**
 * The spectrum of a contraction that every spectral index is computed from, inside the contraction's band (20–450 Hz at
 * 1000 Hz): Welch, Hann 1.024 s (the whole contraction where it is shorter), half overlap.
 *
 * @throws ArgumentError when the contraction is silent.
 */
export function contractionSpectrum({ samples, fs, bandHz }: ContractionSignal): Spectrum {
  return inBand(welch(samples, fs, { windowSamples: Math.round(welchWindowS * fs) }), bandHz);
}
