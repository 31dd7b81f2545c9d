import { dwt, type WaveletName, waveletPart, welch } from '#signal';
import { waveformLength } from './amplitude.ts';
import { inBand, type Spectrum, spectralMoment } from './spectral.ts';
import { spectrogramRateHz } from './spectrogram-rate.ts';

/** How deep a contraction at 1000 Hz is decomposed: level 4 is 31–62 Hz. Level 5 lies below the corner of the sensor. */
export const waveletLevels = 4;

/** The details of one wavelet at 1000 Hz, and what indices need of them. Level 1 is 250–500 Hz, level 4 is 31–62 Hz. */
export interface WaveletScales {
  /** Energy `Σ D²` of levels 1 to 4, in unit². */
  readonly energies: readonly number[];
  /** Waveform length per second of levels 1 to 4, in unit/s. */
  readonly lengths: readonly number[];
  /** PSD of levels 1 to 4 inside the band. */
  readonly spectra: readonly Spectrum[];
}

/**
 * Decomposes a signal at 1000 Hz [nSamples] and describes the detail of each level at the signal's own rate.
 *
 * Golden: `golden/fatigue/wavelet-scales.json`.
 *
 * @throws ArgumentError when the signal is shorter than 144 samples, silent, or holds a sample that is not finite.
 */
export function waveletScales(
  x: Float64Array,
  { wavelet, bandHz }: { wavelet: WaveletName; bandHz: readonly [number, number] },
): WaveletScales {
  const decomposition = dwt(x, { wavelet, levels: waveletLevels });
  const details = decomposition.details.map((_, i) => waveletPart(decomposition, i + 1));
  return {
    energies: details.map((detail) => detail.reduce((sum, value) => sum + value * value, 0)),
    lengths: details.map((detail) => waveformLength(detail, spectrogramRateHz)),
    spectra: details.map((detail) => inBand(welch(detail, spectrogramRateHz), bandHz)),
  };
}

/** The level with the most energy, 1 to 4. */
export function strongestLevel({ energies }: WaveletScales): number {
  return energies.indexOf(Math.max(...energies)) + 1;
}

/** Ratio of moments (WIRM): `M₋₁` of one level over `M_order` of another, in Hz^−(order + 1). */
export function momentRatio(
  { spectra }: WaveletScales,
  { slow, fast, order }: { slow: number; fast: number; order: number },
): number {
  return spectralMoment(spectra[slow - 1], -1) / spectralMoment(spectra[fast - 1], order);
}
