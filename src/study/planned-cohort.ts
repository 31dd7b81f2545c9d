import { seededRandom, type WorkContext } from '#base';
import { decisionThreshold, type FeatureView, featureBaseline } from '#model';
import { crossValidate, type StudyRow } from './cross-validation.ts';
import type { Decision } from './evaluation.ts';
import { overSubjects } from './people-interval.ts';
import { memoryStore } from './result-store.ts';
import { leaveOneSubjectOut } from './splits.ts';

/** One simulated study to be evaluated: plain data, so that another thread can do it. */
export interface CohortTask {
  readonly rows: readonly StudyRow<FeatureView>[];
  readonly seed: number;
}

/** What that study would have reported. */
export interface CohortResult {
  readonly accuracy: number;
  /** Its 95 % bootstrap interval over subjects. */
  readonly interval: readonly [low: number, high: number];
}

function accuracyOf(decisions: readonly Decision[]): number {
  let right = 0;
  for (const { truth, probability } of decisions) {
    if (probability >= decisionThreshold === (truth === 'fatigued')) right++;
  }
  return right / decisions.length;
}

/**
 * Evaluates one cohort as `evaluate` does: leave one subject out with the feature baseline, everything learned from the
 * others alone, and a bootstrap over subjects.
 *
 * @throws StudyError where a fold's training rows are all of one state.
 */
export async function judgeCohort({ rows, seed }: CohortTask, context: WorkContext = {}): Promise<CohortResult> {
  const folds = leaveOneSubjectOut(rows.map(({ subject }) => subject));
  const validation = { folds, seed, store: memoryStore(), digest: 'cohort' };
  const { signal } = context;
  const decisions = await crossValidate(featureBaseline<FeatureView>(), rows, validation, signal ? { signal } : {});
  const { value, interval } = overSubjects(decisions, accuracyOf, seededRandom(seed).fork('bootstrap'));
  return { accuracy: value, interval };
}
