import { ArgumentError, requirePositive } from '#base';

/** One step of a task, as a cue would tell it; what the person does follows a reaction time later. */
export type TaskStep = { readonly durationS: number; readonly record: boolean } & (
  | { readonly kind: 'rest' }
  | {
      readonly kind: 'target';
      /** Force asked for, as a share of the participant's `mvcN`. */
      readonly targetShare: number;
      /** The step ends when the force cannot be held any more. @default false */
      readonly untilFailure?: boolean;
    }
  | { readonly kind: 'maximal' }
);

/** Longest task (s): beyond it the course of a recording would not fit into memory. */
const longestS = 4 * 3600;

/**
 * @throws ArgumentError for no step, a duration or a target that is not positive, a task beyond four hours, or recorded
 * steps with others between them.
 */
export function requireSteps(steps: readonly TaskStep[], where: string): void {
  if (steps.length === 0) {
    throw new ArgumentError(`steps must hold at least one step, got none — in ${where}.`, 'Pass the steps of a task.');
  }
  for (const step of steps) {
    requirePositive('durationS', step.durationS, where);
    if (step.kind === 'target') requirePositive('targetShare', step.targetShare, where);
  }
  const totalS = steps.reduce((sum, { durationS }) => sum + durationS, 0);
  if (totalS > longestS) {
    throw new ArgumentError(
      `steps must last at most ${longestS} s together, got ${totalS} s — in ${where}.`,
      'Simulate the task in parts, each from the state the last one ended with.',
    );
  }
  const recorded = steps.flatMap(({ record }, i) => (record ? [i] : []));
  if (recorded.length > 0 && recorded[recorded.length - 1] - recorded[0] + 1 !== recorded.length) {
    throw new ArgumentError(
      `Recorded steps must follow one another, got recorded steps ${recorded.join(', ')} — in ${where}.`,
      'Simulate each recording by a call of its own, from the state the last one ended with.',
    );
  }
}
