import { ArgumentError } from '#base';
import { rms } from '#signal';
import type { ContractionSignal } from './contraction.ts';
import { contractionSpectrum, powerBandsHz } from './indices.ts';
import { bandPower, dimitrovIndex, meanFrequency } from './spectral.ts';
import { mdfCourse, normalisedSlope, rmsCourse } from './trend.ts';

/** Ids of the feature vector, in its order. `h` is the hold, `m` the maximal squeeze. */
export const featureIds: readonly string[] = [
  'ln(m.RMS/h.RMS)',
  'h.MNF',
  'h.log10(FInsm5)',
  'h.MDF_SLOPE',
  'h.RMS_SLOPE',
  'm.MNF',
  'ln(m.RMS)',
  'ln(h.RMS)',
  ...powerBandsHz.map(([lowHz, highHz]) => `ln(m/h).BP_${lowHz}_${highHz}`),
];

/**
 * The feature vector of a recording: eight amplitude and spectral features of hold and maximal squeeze, and the
 * squeeze's log band powers relative to the hold's, which cancel electrode, skin and sensor gain [20].
 *
 * @throws ArgumentError when a feature has no finite value, naming it (a band that the sampling rate does not carry).
 */
export function featureVector(hold: ContractionSignal, mvc: ContractionSignal): Float64Array {
  const holdSpectrum = contractionSpectrum(hold);
  const mvcSpectrum = contractionSpectrum(mvc);
  const holdRms = rms(hold.samples);
  const mvcRms = rms(mvc.samples);
  const features = Float64Array.of(
    Math.log(mvcRms / holdRms),
    meanFrequency(holdSpectrum),
    Math.log10(dimitrovIndex(holdSpectrum)),
    normalisedSlope(mdfCourse(hold)),
    normalisedSlope(rmsCourse(hold)),
    meanFrequency(mvcSpectrum),
    Math.log(mvcRms),
    Math.log(holdRms),
    ...powerBandsHz.map((band) => Math.log(bandPower(mvcSpectrum, band) / bandPower(holdSpectrum, band))),
  );
  const bad = features.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new ArgumentError(
      `The feature ${featureIds[bad]} is ${features[bad]} at ${hold.fs} Hz — in featureVector.`,
      'Features need a hold and a maximal squeeze with power in 20–450 Hz: record at 1000 Hz or more.',
    );
  }
  return features;
}
