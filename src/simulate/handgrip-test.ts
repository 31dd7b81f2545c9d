import type { WorkContext } from '#base';
import type { MuscleState } from './muscle-state.ts';
import { type SimulatedTask, simulateTask } from './simulate-task.ts';
import type { TaskStep } from './task-steps.ts';
import type { TaskTruth } from './task-truth.ts';
import type { VirtualParticipant } from './virtual-participant.ts';

/** A handgrip fatigue test that nobody did, with one recording before and one after. SIMULATED. */
export interface SimulatedHandgripTest {
  readonly simulated: true;
  readonly fresh: SimulatedTask;
  readonly fatigued: SimulatedTask;
  /** Best half second of the first maximum (N), from which the target follows. */
  readonly mvcN: number;
  /** Best half second of the maximum of every cycle of the loop, as a share of `mvcN`. */
  readonly cycles: readonly number[];
  /** Whether the loop ended by its stop rule, not because it reached its largest number of cycles. */
  readonly stopped: boolean;
}

/** Share of the measured maximum that is held. */
const targetShare = 0.7;
const mostCycles = 40;
const restBeforeFreshS = 300;
/** Between the fresh recording and the loop. */
const restBeforeLoopS = 30;

const rest = (durationS: number, record = false): TaskStep => ({ kind: 'rest', durationS, record });
const maximal = (record = false): TaskStep => ({ kind: 'maximal', durationS: 5, record });
const bestMaximum = ({ contractions }: TaskTruth): number =>
  Math.max(0, ...contractions.filter(({ kind }) => kind === 'mvc').map(({ bestN }) => bestN));

/**
 * The whole test of one virtual participant: a maximum, five minutes of rest, a recording (rest 15 s, hold 10 s at 70 % of
 * that maximum, 5 s to relax, maximum 5 s, 3 s of rest); then a loop of hold 10 s, rest 5 s, maximum 5 s until the maximum has
 * fallen by the participant's `stopLoss`; a rest of `restBeforeLastS`; and the same recording again. The loop is not
 * recorded, so only its force is simulated. SIMULATED.
 *
 * @throws CancelledError when stopped.
 */
export function simulateHandgripTest(
  participant: VirtualParticipant,
  context: WorkContext = {},
): SimulatedHandgripTest {
  let state: MuscleState | undefined;
  const run = (steps: readonly TaskStep[], file?: string): SimulatedTask => {
    const task = simulateTask(
      { participant, steps, ...(state && { state }), ...(file !== undefined && { file }) },
      context,
    );
    state = task.state;
    return task;
  };
  const mvcN = bestMaximum(run([rest(5), maximal(), rest(restBeforeFreshS)]).truth);
  const target = (record: boolean): TaskStep => ({
    kind: 'target',
    durationS: 10,
    targetShare: (targetShare * mvcN) / participant.mvcN,
    record,
  });
  const recorded = [rest(15, true), target(true), rest(5, true), maximal(true), rest(3, true)];
  const fresh = run(recorded, `simulated-${participant.id}-fresh`);
  run([rest(restBeforeLoopS)]);
  const cycles: number[] = [];
  const stopAt = 1 - participant.stopLoss;
  while (cycles.length < mostCycles && !(cycles[cycles.length - 1] <= stopAt)) {
    cycles.push(bestMaximum(run([target(false), rest(5), maximal(), rest(5)]).truth) / mvcN);
  }
  run([rest(participant.restBeforeLastS)]);
  const fatigued = run(recorded, `simulated-${participant.id}-fatigued`);
  return { simulated: true, fresh, fatigued, mvcN, cycles, stopped: cycles[cycles.length - 1] <= stopAt };
}
