import { once } from '#base';
import { dwt, type WaveletName, waveletPart } from '#signal';
import { waveformLength } from './amplitude.ts';
import { spectrumOfParts } from './contraction-spectrum.ts';
import { joined } from './kept-samples.ts';
import { inBand, type Spectrum, spectralMoment } from './spectral.ts';
import { spectrogramRateHz } from './spectrogram-rate.ts';

/** How deep a contraction at 1000 Hz is decomposed: level 4 is 31–62 Hz. Level 5 lies below the corner of the sensor. */
export const waveletLevels = 4;

/** Samples from which on a stretch of signal can be decomposed so deep. */
const leastSamples = 144;

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
 * Decomposes a signal at 1000 Hz [nSamples], or its stretches one by one, and describes the detail of each level at the
 * signal's own rate. No wavelet and no Hann window reaches over the end of a stretch; one too short to be decomposed is left
 * out.
 *
 * Golden: `golden/fatigue/wavelet-scales.json`.
 *
 * @throws ArgumentError when the signal, joined, is shorter than 144 samples, silent, or holds a sample that is not finite.
 */
export function waveletScales(
  x: Float64Array | readonly Float64Array[],
  { wavelet, bandHz }: { wavelet: WaveletName; bandHz: readonly [number, number] },
): WaveletScales {
  const all = x instanceof Float64Array ? [x] : x;
  const long = all.filter(({ length }) => length >= leastSamples);
  const parts = long.length > 0 ? long : [joined(all)];
  const nSamples = parts.reduce((sum, { length }) => sum + length, 0);
  const decompositions = parts.map((part) => dwt(part, { wavelet, levels: waveletLevels }));
  return Array.from({ length: waveletLevels }, (_, i): WaveletScale => {
    const details = once(() => decompositions.map((made) => waveletPart(made, i + 1)));
    const lengthOf = (detail: Float64Array) => waveformLength(detail, spectrogramRateHz) * (detail.length / nSamples);
    return {
      energy: once(() =>
        details().reduce((sum, detail) => detail.reduce((part, value) => part + value * value, sum), 0),
      ),
      length: once(() => details().reduce((sum, detail) => sum + lengthOf(detail), 0)),
      spectrum: once(() => inBand(spectrumOfParts(details(), spectrogramRateHz), bandHz)),
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
