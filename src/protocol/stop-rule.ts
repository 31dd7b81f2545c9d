import { ArgumentError } from '#base';
import type { StopRule } from './protocol.ts';
import type { StepDone } from './protocol-step.ts';

/** What a rule may look at: all steps so far, and where the repeat and its present round began among them. */
interface Progress {
  readonly all: readonly StepDone[];
  readonly repeatFirst: number;
  readonly roundFirst: number;
}

/** Forces of the maximal squeezes among steps (N). */
function forcesN(done: readonly StepDone[], rule: StopRule['rule']): number[] {
  return done
    .filter(({ step }) => step.kind === 'maximal')
    .map(({ step, outcome }) => {
      if (outcome.mvcN !== undefined) return outcome.mvcN;
      throw new ArgumentError(
        `mvcN must be the force of the squeeze that the rule ${rule} judges, got nothing for step ${step.index} — in walkProtocol.`,
        'Answer maximal steps of such a repeat by { mvcN } in newtons.',
      );
    });
}

/** The rested maximum (N): the largest of the trials marked as reference; undefined before the first. */
export function restedMaximumN(done: readonly StepDone[]): number | undefined {
  const forces = done.flatMap(({ step, outcome }) => (step.isReference ? (outcome.mvcN ?? []) : []));
  return forces.length === 0 ? undefined : Math.max(...forces);
}

/** Half a millionth of a percent is the rounding of a mean, not a difference. */
const rounding = 5e-7;

/** Whether a rule ends its repeat, judged after a round. */
export function isRuleMet(rule: StopRule, { all, repeatFirst, roundFirst }: Progress): boolean {
  const round = all.slice(roundFirst);
  switch (rule.rule) {
    case 'mvc-at-most': {
      const last = forcesN(round, rule.rule).at(-1) as number;
      // A parsed protocol has taken a rested maximum by now; in any other nothing is ever below none.
      return (100 * last) / (restedMaximumN(all) ?? 0) <= rule.percent + rounding;
    }
    case 'best-two-within': {
      const [best, second, ...rest] = forcesN(all.slice(repeatFirst), rule.rule).sort((a, b) => b - a);
      if (second === undefined || rest.length + 2 < rule.fewest) return false;
      return (100 * (best - second)) / best <= rule.percent + rounding;
    }
    case 'target-failed':
      return round.some(({ step, outcome }) => step.failure !== undefined && outcome.heldS !== undefined);
  }
}
