/**
 * Who is train and who is test: studies and their folders, what is read of each recording, splits by subject, metrics
 * with intervals over subjects, confounds and controls, and the evaluation that puts them together.
 */
export { type BidsRecording, type BidsStudy, bidsFiles, type StudyFile } from './bids-writer.ts';
export { compareConditions } from './compare-conditions.ts';
export type { CompareOptions, ComparisonTable, ConditionComparison, ConditionValue } from './comparison-table.ts';
export { crossValidate, type StudyRow } from './cross-validation.ts';
export { type EvaluationOptions, evaluate } from './evaluate.ts';
export {
  type Confound,
  type Confusion,
  type Decision,
  type Evaluation,
  type MetricId,
  type Metrics,
  type ModelResult,
  metricIds,
} from './evaluation.ts';
export { type Intervals, subjectBootstrap } from './intervals.ts';
export { swapWithinSubjects } from './label-swaps.ts';
export { manifestName, readManifestStudy } from './manifest.ts';
export { areaUnderRoc, confusionOf, metricsOf, pairedAccuracy, type RocPoint, rocCurve } from './metrics.ts';
export { nuisances } from './nuisance.ts';
export { openStudy } from './open-study.ts';
export { readStudyRecording, readStudyRecordings, type StudyContents } from './read-recordings.ts';
export { memoryStore, type ResultStore } from './result-store.ts';
export { divide, type Fold, foldsOf, groupedFolds, leaveOneSubjectOut } from './splits.ts';
export type { State, Study, StudyEntry, StudyRecording, Trace } from './study.ts';
export type { StudyFolder } from './study-folder.ts';
export { traceOf } from './trace.ts';
