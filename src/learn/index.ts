/**
 * Training and running small networks on any ONNX runtime. A network is a function that puts layers together; forward
 * pass, gradients and optimiser update become one ordinary ONNX graph, so training needs no more than inference does: a
 * {@link Runtime}. Results of a seed are bit-identical on one machine and thread count.
 */
export type { Augment, Batch } from './batches.ts';
export type { BestEpoch, RunIdentity, TrainingCheckpoint } from './checkpoint.ts';
export { readCheckpoint, writeCheckpoint } from './checkpoint-file.ts';
export { balancedClassWeights } from './class-weights.ts';
export { type Examples, oneHot } from './examples.ts';
export type { ExplainedScore } from './explained-score.ts';
export { type ExportOptions, exportInference } from './export.ts';
export type { EpochRecord, TrainedNetwork } from './fit.ts';
export { type GradCam, openGradCam } from './grad-cam.ts';
export type { Tensor } from './graph.ts';
export { type ExampleShape, type LoadedModel, loadModel, predict } from './inference.ts';
export {
  type AttributedExample,
  type Attribution,
  type IntegratedGradients,
  openIntegratedGradients,
} from './integrated-gradients.ts';
export type { ConvOptions, LayerBuilder, Pair, PoolOptions } from './layer-builder.ts';
export { type LayerCost, layerCosts, trainingFlops } from './layer-costs.ts';
export type { RateSweep, RateSweepOptions } from './learning-rate-finder.ts';
export { type Network, networkParameters } from './network.ts';
export { readNetworkWeights } from './network-weights.ts';
export { readOnnxConstants, readOnnxMetadata } from './onnx-reader.ts';
export { type OnnxGraph, writeOnnx } from './onnx-writer.ts';
export { type AdamW, adamw, type Optimiser, type Sgd, sgd } from './optimisers.ts';
export { ortSession, wordsOf } from './ort-session.ts';
export { initialWeights, type ParameterRole, type ParameterSpec, type Weights } from './parameters.ts';
export { type PretrainedOptions, pretrainedWeights } from './pretrained.ts';
export { resizeBilinear } from './resize-bilinear.ts';
export type { Runtime, Session, TensorData } from './runtime.ts';
export { readSafetensors, type Safetensors, writeSafetensors } from './safetensors.ts';
export { learningRateAt, type Schedule, type Warmup } from './schedule.ts';
export { composeAugments, jitterGain, maskFrequency, maskTime, shiftTime } from './spectrogram-augment.ts';
export { type GroupSplit, splitByGroup } from './split-groups.ts';
export type { Ema, StepOptions } from './step-options.ts';
export { readStoredWeights } from './stored-weights.ts';
export { compileTraining, type Trainer, train } from './training.ts';
export type { CheckpointOptions, CompiledOptions, TrainingOptions } from './training-options.ts';
