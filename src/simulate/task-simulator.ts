import type { Recording } from '#recording';
import type { TaskStep } from './task-steps.ts';
import type { TaskTruth } from './task-truth.ts';

/**
 * Lets one simulated person do a flat list of steps from a state of fatigue on (the rested one where none is given), and
 * says what came of it. It must give the same for the same arguments, and a longer list must begin as a shorter one does.
 */
export type TaskSimulator<State> = (task: {
  readonly steps: readonly TaskStep[];
  readonly state?: State;
  readonly file: string;
}) => { readonly recording: Recording | null; readonly truth: TaskTruth; readonly state: State };
