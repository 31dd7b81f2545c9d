import { ArgumentError } from '#base';
import type { StopRule } from './protocol.ts';
import type { StepDone, StepOutcome } from './protocol-step.ts';

/** What rules know of a repeat: its best two squeezes over all rounds, and what happened in the present round. */
export interface RepeatMarks {
  /** Efforts of the best two squeezes (N, or mV without a force), the better one first. */
  readonly best: readonly number[];
  readonly nSqueezes: number;
  /** Effort of the last squeeze of this round. */
  readonly last?: number;
  readonly hasFailed: boolean;
  /** Step of a squeeze without a value, which no rule can judge. */
  readonly unmeasured?: number;
}

export const noMarks: RepeatMarks = { best: [], nSqueezes: 0, hasFailed: false };

/** What a maximal squeeze reached: its force (N), or its EMG amplitude (mV) where no force was measured. */
export function effortOf({ mvcN, mvcMv }: StepOutcome): number | undefined {
  return mvcN ?? mvcMv;
}

/** The marks of a repeat after one more of its steps. */
export function marked(marks: RepeatMarks, { step, outcome }: StepDone): RepeatMarks {
  const hasFailed = marks.hasFailed || (step.failure !== undefined && outcome.heldS !== undefined);
  if (step.kind !== 'maximal') return { ...marks, hasFailed };
  const effort = effortOf(outcome);
  if (effort === undefined) return { ...marks, hasFailed, unmeasured: marks.unmeasured ?? step.index };
  const best = [...marks.best, effort].sort((a, b) => b - a).slice(0, 2);
  return { ...marks, hasFailed, best, last: effort, nSqueezes: marks.nSqueezes + 1 };
}

/** The marks with which the next round of a repeat begins. */
export function nextRound({ best, nSqueezes, unmeasured }: RepeatMarks): RepeatMarks {
  return { best, nSqueezes, hasFailed: false, ...(unmeasured !== undefined && { unmeasured }) };
}

/** The rested maximum (N): the largest of the trials marked as reference; undefined before the first. */
export function restedMaximumN(done: readonly StepDone[]): number | undefined {
  const forces = done.flatMap(({ step, outcome }) => (step.isReference ? (outcome.mvcN ?? []) : []));
  return forces.length === 0 ? undefined : Math.max(...forces);
}

/** Half a millionth of a percent is the rounding of a mean, not a difference. */
const rounding = 5e-7;

/**
 * Whether a rule ends its repeat, judged after a round.
 *
 * @param rested the rested maximum, in the unit of the marks.
 * @throws ArgumentError for a squeeze without a value in a repeat whose rule judges squeezes.
 */
export function isRuleMet(rule: StopRule, marks: RepeatMarks, rested: number | undefined): boolean {
  if (rule.rule === 'target-failed') return marks.hasFailed;
  if (marks.unmeasured !== undefined) {
    throw new ArgumentError(
      `mvcN must be the force of the squeeze that the rule ${rule.rule} judges, got nothing for step ${marks.unmeasured} — in walkProtocol.`,
      'Answer maximal steps of such a repeat by { mvcN } in newtons, or by { mvcMv } where only EMG was measured.',
    );
  }
  if (rule.rule === 'mvc-at-most') {
    // A parsed protocol has a squeeze in each round and has taken a rested maximum by now; in any other nothing is ever below none.
    return marks.last !== undefined && (100 * marks.last) / (rested ?? 0) <= rule.percent + rounding;
  }
  const [best, second] = marks.best;
  if (second === undefined || marks.nSqueezes < rule.fewest) return false;
  return (100 * (best - second)) / best <= rule.percent + rounding;
}
