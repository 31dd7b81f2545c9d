/**
 * People who do not exist: recordings of the handgrip test with a known truth, for trying and testing everything else.
 * For now sEMG is noise of the right spectrum and level. Every result on it has to be labelled SIMULATED.
 */

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
export {
  type HandgripEffort,
  type HandgripState,
  type SimulatedParticipant,
  simulatedParticipant,
} from './participant.ts';
export { type ShapedNoiseOptions, shapedNoise } from './shaped-noise.ts';
export {
  type PowerResponse,
  type ShapeMdfOptions,
  type SpectrumShape,
  shapeMdfHz,
  shapePower,
  shapeWithMdf,
} from './spectrum-shape.ts';
