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
// Strength: maxima, decline, norms, reliability, labels.
export { type GripAsymmetry, gripAsymmetry } from './asymmetry.ts';
export { indexCatalogue } from './catalogue.ts';
export { chooseEmgChannel } from './channel-choice.ts';
export type { RestedMvc, StrengthBlock } from './compared-blocks.ts';
export { bandAt, type ContractionSignal, contractionSignal, edgeMarginS, emgBandHz, emgFilter } from './contraction.ts';
export { contractionSpectrum } from './contraction-spectrum.ts';
export { type CourseChange, courseChange } from './course-change.ts';
export { type CourseTrend, type CourseWithTrend, courseTrend, withTrend } from './course-trend.ts';
// Force from EMG.
export {
  electromechanicalDelay,
  type ForceEnvelopeOptions,
  forceEnvelope,
  relativeEnvelope,
} from './emg-envelope.ts';
export { type EmgForceModel, type ForceForm, forceFromEmg } from './emg-force.ts';
export { type EmgForceFitOptions, fitEmgForce, fitFatigueExponent } from './emg-force-fit.ts';
export {
  type EmgForcePoints,
  type EmgForceScale,
  emgForcePoints,
  joinedPoints,
  levelPoints,
  usualDelayS,
} from './emg-force-points.ts';
export { type Endurance, type EnduranceOptions, endurance } from './endurance.ts';
export {
  emgIsNoStrength,
  type LabelledLoss,
  type LabelRule,
  labelOfLoss,
  type StrengthReading,
  type StrengthState,
  strengthState,
  usualLabelRule,
} from './fatigue-label.ts';
export { featureIds, featureRecipe, featureVector } from './features.ts';
export { type CalibrationSource, calibrateForce, type ForceCalibration } from './force-calibration.ts';
export { forceCalibrationOf } from './force-calibration-file.ts';
export { type ForceChannelOptions, forceChannel } from './force-channel.ts';
export { type ForceError, forceError } from './force-errors.ts';
export { estimateForce, estimateForceError, type ForceEstimate } from './force-estimate.ts';
export {
  type GripHand,
  type GripMeasurement,
  type GripNorm,
  type GripNorms,
  gripNorms,
  gripNormTables,
  type Sex,
} from './grip-norms.ts';
export {
  differingFacts,
  type GripProtocol,
  type GripProtocolId,
  type GripScore,
  gripProtocols,
  gripScore,
  type StrengthFacts,
  statedFacts,
} from './grip-protocol.ts';
export { type Band, type IndexDefinition, type IndexGroup, indexGroups } from './index-definition.ts';
export { type IndexInput, indexInput, type RestKnowledge } from './index-input.ts';
export { contractionIndexNumbers, contractionIndices, type IndexNumber, type IndexValue } from './indices.ts';
export { type InstantaneousEpochs, instantaneousEpochs } from './instantaneous-epochs.ts';
export {
  type InstantaneousFrequency,
  type InstantaneousFrequencyOptions,
  instantaneousFrequency,
} from './instantaneous-frequency.ts';
export {
  type CriticalForce,
  criticalForce,
  fiveOnFiveOff,
  type IntermittentTiming,
  type RepeatedContraction,
  repeatedContractions,
} from './intermittent.ts';
export { type JasaPlane, type JasaReading, jasaPlane, jasaWords, type TrendEllipse } from './jasa.ts';
export { type LossInterval, lossInterval } from './loss-interval.ts';
export type { MeasuredContraction } from './measured-contraction.ts';
export { judgeMvc, type Mvc, type MvcRules } from './mvc.ts';
export { emgMvcTrial } from './mvc-emg.ts';
export { forceMvcTrial, type MvcTrial, type MvcTrialRules } from './mvc-trial.ts';
export { type DenoisedSpectrum, withoutNoise } from './noise-rule.ts';
export { type PermutationEntropyOptions, permutationEntropy } from './permutation-entropy.ts';
export { bestPlateau, type Plateau } from './plateau.ts';
export { type RecoveryLimits, type RecoveryPoint, recoveryMinutes, recoveryRatios } from './recovery-ratio.ts';
export {
  minimalDetectableChange,
  type Reliability,
  reliability,
  type SessionChange,
  sessionChange,
} from './reliability.ts';
export type { IntermittentTest, RepeatedMaxima } from './repeated-maxima.ts';
export { type MeasuredRepetitions, type RepetitionCourses, repetitionCourses } from './repetition-courses.ts';
export { sampleEntropy } from './sample-entropy.ts';
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
export { spectrogramPictures } from './spectrogram-picture.ts';
export { isSpectrogramRate, spectrogramRateHz } from './spectrogram-rate.ts';
export {
  bandLimits,
  type SpectrogramPair,
  type SpectrogramTensor,
  spectrogramRecipe,
  spectrogramTensors,
} from './spectrogram-tensor.ts';
export {
  type FallTimes,
  fallTimes,
  type StaticFatigueIndex,
  type StaticFatigueOptions,
  staticFatigueIndex,
} from './static-fatigue.ts';
export { estimateStrength, type StrengthEstimate } from './strength.ts';
export type { ForceRecording, StrengthBlockOptions } from './strength-blocks.ts';
export {
  changeSince,
  type EarlierSession,
  type HandsCompared,
  handsCompared,
  type NormPerson,
  type StrengthChange,
} from './strength-context.ts';
export {
  declineRatePercentPerMin,
  fatigueIndex3,
  fatigueIndexFirstLast,
  mvcLossPercent,
  type TimedStrength,
} from './strength-decline.ts';
export type { HoldStrength } from './strength-hold.ts';
export { type StrengthTest, type StrengthTestOptions, strengthTest } from './strength-test.ts';
export { type Course, epochS, halfOverlap, mdfCourse, normalisedSlope, rmsCourse, stepS } from './trend.ts';
export { momentRatio, strongestLevel, type WaveletScale, type WaveletScales, waveletScales } from './wavelet-scales.ts';
