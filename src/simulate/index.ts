/**
 * People who do not exist, and the tests that they do, with a known truth: `simulatePerson` lets a muscle of motor units
 * follow a protocol; `simulateStudy` is quick noise of the right spectrum and level, for tests of everything else. Every
 * result on either has to be labelled SIMULATED.
 */

export { type Difficulty, type DifficultyName, difficulties } from './difficulty.ts';
export { type ForceTaskPart, type SimulatedForceTask, simulateForceTask } from './force-task.ts';
export {
  type HandgripOptions,
  type HandgripTruth,
  type SimulatedRecording,
  simulateHandgrip,
} from './handgrip.ts';
export {
  type SimulatedStudy,
  type SimulatedStudyOptions,
  type SimulatedStudyRecording,
  simulateStudy,
} from './handgrip-study.ts';
export type { MuscleState } from './muscle-state.ts';
export {
  type HandgripEffort,
  type HandgripState,
  type SimulatedParticipant,
  simulatedParticipant,
} from './participant.ts';
export { type ProtocolKeeping, protocolAsKept } from './protocol-as-kept.ts';
export { type ShapedNoiseOptions, shapedNoise } from './shaped-noise.ts';
export {
  type SessionRecording,
  type SessionStep,
  type SimulatedSession,
  type SimulateProtocolOptions,
  simulateProtocol,
} from './simulate-protocol.ts';
export { type SimulatedTask, type SimulateTaskOptions, simulateTask } from './simulate-task.ts';
export {
  difficultyNames,
  type SimulatedPerson,
  type SimulatedPersonOptions,
  simulatePerson,
} from './simulated-person.ts';
export {
  type PowerResponse,
  type ShapeMdfOptions,
  type SpectrumShape,
  shapeMdfHz,
  shapePower,
  shapeWithMdf,
} from './spectrum-shape.ts';
export type { TaskSimulator } from './task-simulator.ts';
export type { TaskStep } from './task-steps.ts';
export { type TaskCue, type TaskStream, type TaskStreamOptions, taskStream } from './task-stream.ts';
export type { TaskTruth, TrueContraction } from './task-truth.ts';
export { type VirtualParticipant, type VirtualParticipantOptions, virtualParticipant } from './virtual-participant.ts';
