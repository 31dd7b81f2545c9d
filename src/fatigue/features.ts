import { ArgumentError } from '#base';
import { rms } from '#signal';
import { type ContractionSignal, contractionRecipe, emgBandHz } from './contraction.ts';
import { contractionSpectrum, welchWindowS } from './contraction-spectrum.ts';
import { dimitrovIndex, meanFrequency } from './spectral.ts';
import { epochS, mdfCourse, normalisedSlope, rmsCourse, stepS } from './trend.ts';

const spectrum = `Welch PSD (Hann ${welchWindowS} s, half overlap, mean removed) in the band`;
const epochs = `epochs of ${epochS} s every ${stepS} s; 100 · least-squares slope / fitted value at the first epoch, in %/s`;

/** The features with their formulas, in the order of the vector. `h` is the hold, `m` the maximal squeeze. */
const formulas: Readonly<Record<string, string>> = {
  'ln(m.RMS/h.RMS)': 'ln of the RMS of m over the RMS of h',
  'h.MNF': `Σ f·P / Σ P over the ${spectrum}, in Hz`,
  'h.log10(FInsm5)': `log10 of Σ P/f over Σ P·f⁵, over the ${spectrum}`,
  'h.MDF_SLOPE': `median frequency, interpolated in the cumulative sum, of the PSD in the band (one Hann window per epoch, mean removed); ${epochs}`,
  'h.RMS_SLOPE': `RMS; ${epochs}`,
  'm.MNF': 'as h.MNF',
  'ln(m.RMS)': 'ln of the RMS in mV',
  'ln(h.RMS)': 'ln of the RMS in mV',
};

/** Ids of the feature vector, in its order. */
export const featureIds: readonly string[] = Object.keys(formulas);

/** How {@link featureVector} makes its features: what a model file says about its input. */
export const featureRecipe = {
  contraction: contractionRecipe,
  segments: { h: 'hold', m: 'maximal squeeze' },
  features: formulas,
  ids: featureIds,
} as const;

/**
 * The feature vector of a recording: amplitude and spectrum of hold and maximal squeeze, their ratio, and how amplitude
 * and MDF move during the hold [8]. Few on purpose: with tens of people every further feature costs more than it tells.
 * They were chosen knowing results on the handgrip-fds study, so scores on that study are optimistic.
 *
 * Golden: `golden/fatigue/features.json`.
 *
 * @throws ArgumentError when the band ends below 450 Hz (a recording slower than 1000 Hz), where spectral features mean
 * something else, or a feature has no finite value, naming it.
 */
export function featureVector(hold: ContractionSignal, mvc: ContractionSignal): Float64Array {
  const top = Math.min(hold.bandHz[1], mvc.bandHz[1]);
  if (top < emgBandHz[1]) {
    throw new ArgumentError(
      `Features need the band up to ${emgBandHz[1]} Hz, got it up to ${top} Hz — in featureVector.`,
      'Record at 1000 Hz or more: slower recordings do not hold these frequencies.',
    );
  }
  const holdSpectrum = contractionSpectrum(hold);
  const holdRms = rms(hold.samples);
  const mvcRms = rms(mvc.samples);
  const features = Float64Array.of(
    Math.log(mvcRms / holdRms),
    meanFrequency(holdSpectrum),
    Math.log10(dimitrovIndex(holdSpectrum)),
    normalisedSlope(mdfCourse(hold)) ?? Number.NaN,
    normalisedSlope(rmsCourse(hold)) ?? Number.NaN,
    meanFrequency(contractionSpectrum(mvc)),
    Math.log(mvcRms),
    Math.log(holdRms),
  );
  const bad = features.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new ArgumentError(
      `The feature ${featureIds[bad]} is ${features[bad]} at ${hold.fs} Hz — in featureVector.`,
      'Choose a hold and a maximal squeeze with power in 20–450 Hz.',
    );
  }
  return features;
}
