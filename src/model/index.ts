/**
 * Fatigue classifiers behind one interface: the feature baseline, the custom CNN and residual networks, what they may see of a recording,
 * and the model file they are kept in.
 */

export type { Architecture } from './architecture.ts';
export {
  type BeforeAfter,
  brierScore,
  type Calibration,
  calibrate,
  calibrationError,
  fitTemperature,
} from './calibration.ts';
export {
  type Classifier,
  decisionThreshold,
  type Example,
  type FittedClassifier,
  type Labelled,
  labels,
  type ModelTexts,
} from './classifier.ts';
export { cnnClassifier } from './cnn-classifier.ts';
export { type Conformal, conformalOf, peopleNeeded, type Verdict, verdictOf } from './conformal.ts';
export { cropDurationS, networkCrop } from './crops.ts';
export { type CnnRecipe, cnnRecipe, customCnn } from './custom-cnn.ts';
export { exampleOf } from './example.ts';
export {
  type ExplanationOptions,
  type NetworkExplainer,
  type NetworkExplanation,
  openNetworkExplainer,
  type SpectrogramMap,
} from './explanation.ts';
export { finishedClassifier } from './finished-classifier.ts';
export type { Judged } from './judged.ts';
export { type FeatureView, featureBaseline, type LogisticOptions, logisticClassifier } from './logistic-classifier.ts';
export { applyLogistic, fitLogistic, type LogisticModel } from './logistic-regression.ts';
export { type ModelCalibration, modelCalibration } from './model-calibration.ts';
export { type OpenModel, openModel } from './model-file.ts';
export { isOfSimulated, type ModelCard, modelMetadata, readModelCard } from './model-metadata.ts';
export type { PretrainedFile } from './pretrained-start.ts';
export {
  type ResidualClassifierOptions,
  residualClassifier,
  residualRecipe,
} from './residual-classifier.ts';
export { type ResidualDepth, type ResidualOptions, residualNetwork } from './residual-network.ts';
export { applyRidge, fitRidge, type RidgeModel } from './ridge-regression.ts';
export { type StudyCnnOptions, studyCnn } from './study-cnn.ts';
export type { TrainingRecipe } from './training-recipe.ts';
