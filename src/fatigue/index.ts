/**
 * What a contraction says: its steady part, indices with band, window and method, the strength that sEMG suggests, and
 * the features and spectrograms that classifiers read.
 */
export {
  integratedEmg,
  kurtosis,
  meanAbsoluteValue,
  slopeSignChanges,
  waveformLength,
  zeroCrossings,
} from './amplitude.ts';
export { type Analysis, type AnalysisOptions, analyze, defaultTargetPercent, type SegmentIndex } from './analysis.ts';
export { indexCatalogue } from './catalogue.ts';
export { chooseEmgChannel } from './channel-choice.ts';
export { type ContractionSignal, contractionSignal, edgeMarginS, emgBandHz } from './contraction.ts';
export { contractionSpectrum } from './contraction-spectrum.ts';
export { featureIds, featureRecipe, featureVector } from './features.ts';
export { type Band, type IndexDefinition, type IndexGroup, indexGroups } from './index-definition.ts';
export { type IndexInput, indexInput, type RestKnowledge } from './index-input.ts';
export { contractionIndices, type IndexValue } from './indices.ts';
export { type DenoisedSpectrum, withoutNoise } from './noise-rule.ts';
export { type PermutationEntropyOptions, permutationEntropy } from './permutation-entropy.ts';
export { type RepetitionCourses, repetitionCourses } from './repetition-courses.ts';
export { type SampleEntropyOptions, sampleEntropy } from './sample-entropy.ts';
export {
  bandPower,
  dimitrovIndex,
  inBand,
  meanFrequency,
  medianFrequency,
  type Spectrum,
  spectralMoment,
} from './spectral.ts';
export { bandPowerRatio, peakFrequency, spectralEntropy } from './spectral-shape.ts';
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
export { momentRatio, strongestLevel, type WaveletScales, waveletScales } from './wavelet-scales.ts';
