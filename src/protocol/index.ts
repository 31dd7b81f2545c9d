/**
 * The guided test: protocols as plain data that a lab can write itself, checked, and walked step by step with the answers
 * that their rules ask for. What is said and shown while a test runs is built on this.
 */
export { builtInProtocol, builtInProtocols } from './built-in-protocols.ts';
export type { CueWord } from './cue-words.ts';
export { emgAloneCaution, protocolForEmg } from './emg-alone.ts';
export { advanceGuide, startGuide } from './guide.ts';
export type { GuideCommand, GuideInput, GuideNotice } from './guide-notice.ts';
export type {
  AddedStep,
  EffortKind,
  GuideDoing,
  GuideEnd,
  GuideOptions,
  GuidePhase,
  GuideRating,
  GuideSettings,
  GuideState,
  GuideTrial,
} from './guide-state.ts';
export { type GuideView, guideView, type SeenEffort, type SeenNext, type SeenTrial } from './guide-view.ts';
export { parseProtocol } from './parse-protocol.ts';
export type {
  HoldFailure,
  MaximalStep,
  Protocol,
  ProtocolPart,
  ProtocolRecording,
  Repeat,
  RestStep,
  StopRule,
  TargetStep,
} from './protocol.ts';
export { type ProtocolDuration, protocolDuration } from './protocol-duration.ts';
export { protocolSchema } from './protocol-schema.ts';
export type { ProtocolStep, StepDone, StepOutcome } from './protocol-step.ts';
export {
  type AskMoment,
  isRating,
  type ProtocolAsks,
  type RatingScale,
  type RatingScaleId,
  ratingScales,
} from './rating-scale.ts';
export { restedMaximumN } from './stop-rule.ts';
export { nextStep, unrollProtocol } from './walk-protocol.ts';
