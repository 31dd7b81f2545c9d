/**
 * What a contraction says: its steady part, indices with band, window and method, the strength that sEMG suggests, and
 * the features and spectrograms that classifiers read.
 */
export { meanAbsoluteValue, waveformLength, zeroCrossings } from './amplitude.ts';
export { type Analysis, type AnalysisOptions, analyze, defaultTargetPercent, type SegmentIndex } from './analysis.ts';
export { chooseEmgChannel } from './channel-choice.ts';
export { type ContractionSignal, contractionSignal, edgeMarginS, emgBandHz } from './contraction.ts';
export { featureIds, featureRecipe, featureVector } from './features.ts';
export { contractionIndices, contractionSpectrum, type IndexValue } from './indices.ts';
export {
  type InstantaneousFrequency,
  type InstantaneousFrequencyOptions,
  instantaneousFrequency,
} from './instantaneous-frequency.ts';
export { type RepetitionCourses, repetitionCourses } from './repetition-courses.ts';
export {
  bandPower,
  dimitrovIndex,
  inBand,
  meanFrequency,
  medianFrequency,
  type Spectrum,
  spectralMoment,
} from './spectral.ts';
export { isSpectrogramRate, spectrogramRateHz } from './spectrogram-rate.ts';
export {
  bandLimits,
  type SpectrogramPair,
  type SpectrogramTensor,
  spectrogramRecipe,
  spectrogramTensors,
} from './spectrogram-tensor.ts';
export { estimateStrength, type StrengthEstimate } from './strength.ts';
export { type Course, mdfCourse, normalisedSlope, rmsCourse } from './trend.ts';
