import type { Json } from '#base';
import type { StepOutcome } from '#protocol';

/**
 * What came of the steps of a test that was interrupted, from its journal: `startGuide` goes on behind them. A step that
 * was taken again replaces its outcome and those behind it.
 */
export function outcomesOf(journal: readonly Json[]): readonly StepOutcome[] {
  let outcomes: StepOutcome[] = [];
  for (const entry of journal) {
    const { kind, index, outcome } = { ...(entry as Record<string, unknown>) };
    if (kind !== 'outcome' || typeof index !== 'number' || index > outcomes.length) continue;
    outcomes = [...outcomes.slice(0, index), outcome as StepOutcome];
  }
  return outcomes;
}
