import { once } from '#base';
import type { WaveletName } from '#signal';
import type { ContractionSignal } from './contraction.ts';
import { contractionSpectrum } from './contraction-spectrum.ts';
import { type CourseWithTrend, withTrend } from './course-trend.ts';
import { joinedContraction, keptParts } from './kept-samples.ts';
import { type DenoisedSpectrum, withoutNoise } from './noise-rule.ts';
import type { Spectrum } from './spectral.ts';
import { atSpectrogramRate, isSpectrogramRate } from './spectrogram-rate.ts';
import { mdfCourse, rmsCourse } from './trend.ts';
import { type WaveletScales, waveletScales } from './wavelet-scales.ts';

/** What is known about the signal at rest. */
export interface RestKnowledge {
  /** RMS of the signal at rest, filtered, in the channel's unit; three times it is the dead band of ZC and SSC. */
  readonly noiseLevel?: number;
  /** Spectrum of the signal at rest, made as that of the contraction: what the noise rule takes off. */
  readonly noiseSpectrum?: Spectrum;
}

/** What an index is computed from. What costs time is computed when first asked for, and once. */
export interface IndexInput {
  /** The contraction, joined where windows were left out. */
  readonly contraction: ContractionSignal;
  /** The contraction with its gaps, for what looks at its course. */
  readonly whole: ContractionSignal;
  readonly spectrum: Spectrum;
  readonly noiseLevel: number | undefined;
  /** Half of the dead band of ZC and SSC, in the channel's unit; 0 where no rest is known. */
  readonly deadBand: number;
  /** The spectrum after the noise rule; null where no rest is known or nothing is left. */
  readonly denoised: () => DenoisedSpectrum | null;
  /** Courses of MDF and RMS over the contraction with its gaps, each with its trend. */
  readonly courses: Readonly<Record<'mdf' | 'rms', () => CourseWithTrend>>;
  /** The stretches between bad windows at 1000 Hz, resampled where they came faster; null where they came slower. */
  readonly at1000Hz: () => readonly Float64Array[] | null;
  /** Details of a wavelet at 1000 Hz; null where the contraction was recorded slower. */
  readonly scales: (wavelet: WaveletName) => WaveletScales | null;
}

/**
 * Gets everything ready that indices of one contraction are computed from.
 *
 * @throws ArgumentError when the contraction is silent.
 */
export function indexInput(whole: ContractionSignal, rest: RestKnowledge): IndexInput {
  const contraction = joinedContraction(whole);
  const { fs, bandHz } = contraction;
  const { noiseLevel, noiseSpectrum } = rest;
  const spectrum = contractionSpectrum(whole);
  const at1000Hz = once(() =>
    isSpectrogramRate(fs) ? keptParts(whole).map((part) => atSpectrogramRate(part, fs).samples) : null,
  );
  const scalesOf = (wavelet: WaveletName) =>
    once(() => {
      const parts = at1000Hz();
      return parts && waveletScales(parts, { wavelet, bandHz });
    });
  const scales: Readonly<Record<WaveletName, () => WaveletScales | null>> = {
    sym5: scalesOf('sym5'),
    db5: scalesOf('db5'),
  };
  return {
    contraction,
    whole,
    spectrum,
    noiseLevel,
    deadBand: 3 * (noiseLevel ?? 0),
    denoised: once(() => (noiseSpectrum ? withoutNoise(spectrum, noiseSpectrum) : null)),
    courses: {
      mdf: once(() => withTrend(mdfCourse(whole))),
      rms: once(() => withTrend(rmsCourse(whole))),
    },
    at1000Hz,
    scales: (wavelet) => scales[wavelet](),
  };
}
