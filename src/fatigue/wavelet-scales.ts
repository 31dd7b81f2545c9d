import { once } from '#base';
import { dwt, type WaveletName, waveletPart, welch } from '#signal';
import { waveformLength } from './amplitude.ts';
import { inBand, type Spectrum, spectralMoment } from './spectral.ts';
import { spectrogramRateHz } from './spectrogram-rate.ts';

/** How deep a contraction at 1000 Hz is decomposed: level 4 is 31–62 Hz. Level 5 lies below the corner of the sensor. */
export const waveletLevels = 4;

/** The detail of one wavelet on one level, each of its facts computed when first asked for. */
export interface WaveletScale {
  /** Energy `Σ D²`, in unit². */
  readonly energy: () => number;
  /** Waveform length per second, in unit/s. */
  readonly length: () => number;
  /** PSD inside the band. */
  readonly spectrum: () => Spectrum;
}

/** The details of one wavelet at 1000 Hz, levels 1 (250–500 Hz) to 4 (31–62 Hz). */
export type WaveletScales = readonly WaveletScale[];

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
  return decomposition.details.map((_, i) => {
    const detail = once(() => waveletPart(decomposition, i + 1));
    return {
      energy: once(() => detail().reduce((sum, value) => sum + value * value, 0)),
      length: once(() => waveformLength(detail(), spectrogramRateHz)),
      spectrum: once(() => inBand(welch(detail(), spectrogramRateHz), bandHz)),
    };
  });
}

/** The level with the most energy, 1 to 4. */
export function strongestLevel(scales: WaveletScales): number {
  const energies = scales.map(({ energy }) => energy());
  return energies.indexOf(Math.max(...energies)) + 1;
}

/** Ratio of moments (WIRM): `M₋₁` of one level over `M_order` of another, in Hz^−(order + 1). */
export function momentRatio(
  scales: WaveletScales,
  { slow, fast, order }: { slow: number; fast: number; order: number },
): number {
  return spectralMoment(scales[slow - 1].spectrum(), -1) / spectralMoment(scales[fast - 1].spectrum(), order);
}
