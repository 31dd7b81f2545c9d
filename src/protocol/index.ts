/**
 * The guided test: protocols as plain data that a lab can write itself, checked, and walked step by step with the answers
 * that their rules ask for. What is said and shown while a test runs is built on this.
 */
export { builtInProtocol, builtInProtocols } from './built-in-protocols.ts';
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
export type { ProtocolStep, StepDone, StepOutcome } from './protocol-step.ts';
export { restedMaximumN } from './stop-rule.ts';
export { nextStep, unrollProtocol } from './walk-protocol.ts';
