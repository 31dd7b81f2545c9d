/**
 * Who is train and who is test: studies and their folders, what is read of each recording, splits by subject, metrics
 * with intervals over subjects, confounds and controls, and the evaluation that puts them together.
 */
export { emgRecordings } from './bids-paths.ts';
export { readDescription } from './bids-reader.ts';
export {
  type BidsContents,
  type BidsDataset,
  type BidsPerson,
  type BidsRecording,
  type BidsStudy,
  bidsDatasetFiles,
  bidsFiles,
  bidsSubjectFiles,
  type StudyFile,
} from './bids-writer.ts';
export { compareConditions } from './compare-conditions.ts';
export type { CompareOptions, ComparisonTable, ConditionComparison, ConditionValue } from './comparison-table.ts';
// A study's states compared.
export { type ComparedSegment, conditionValues, isComparedAsLog } from './condition-values.ts';
// What is known of a person before a test.
export { type Consent, isConsentValid, parseConsent } from './consent.ts';
export { crossValidate, type StudyRow } from './cross-validation.ts';
// Force from EMG: recordings with both, and what an estimate reaches on them.
export {
  correlatedTrials,
  type ForceSummary,
  type ForceTrial,
  type ForceWay,
  forceWays,
  halvedTrial,
  type JudgedTrial,
  judgeEmgForce,
  summariseForce,
} from './emg-force-evaluation.ts';
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
// Spoken exertion from the indices of repetitions.
export {
  type ExertionError,
  type ExertionSummary,
  type ExertionWay,
  exertionDifference,
  exertionWays,
  type JudgedExertion,
  judgeExertion,
  summariseExertion,
} from './exertion-regression.ts';
export { type ExertionRow, exertionRows, type RatedRepetition } from './exertion-rows.ts';
export {
  type FatigueWay,
  fatigueWays,
  type JudgedTask,
  judgeFatigueAware,
  summariseFatigueWay,
  type TiringTask,
  tiringTask,
} from './fatigue-aware-force.ts';
export { type Intervals, subjectBootstrap } from './intervals.ts';
export { swapWithinSubjects } from './label-swaps.ts';
export { manifestName, readManifestStudy } from './manifest.ts';
export { areaUnderRoc, confusionOf, metricsOf, pairedAccuracy, type RocPoint, rocCurve } from './metrics.ts';
export { nuisances } from './nuisance.ts';
export { openStudy } from './open-study.ts';
export { consentVersion, consentWords, type PeopleFirst, requireMayStart } from './people-first.ts';
export { overSubjects, type WithInterval } from './people-interval.ts';
export { personFile } from './person-fields.ts';
// How many people a study needs, by simulation.
export { type CohortResult, type CohortTask, judgeCohort } from './planned-cohort.ts';
export { type PlannedPerson, type PlannedRecording, plannedPerson } from './planned-person.ts';
export { readStudyRecording, readStudyRecordings, type StudyContents } from './read-recordings.ts';
// A study that grows as tests are recorded.
export {
  emptyStudyFiles,
  nextSession,
  type SessionPlace,
  sessionFolder,
  sessionScans,
  sessionStem,
  subjectCode,
  subjectSessions,
} from './recorded-session.ts';
export { memoryStore, type ResultStore } from './result-store.ts';
export {
  mayStart,
  parseScreen,
  type SafetyScreen,
  type ScreenAnswer,
  type ScreenAnswers,
  type ScreenVerdict,
  screenVerdict,
} from './safety-screen.ts';
export {
  type ScreenQuestion,
  type ScreenQuestionId,
  screenQuestionIds,
  screenQuestions,
  screenVersion,
} from './screen-questions.ts';
export { parseSessionFacts, type SessionFacts, sessionFactsSchema, statedSessionFacts } from './session-facts.ts';
export { divide, type Fold, foldsOf, groupedFolds, leaveOneSubjectOut } from './splits.ts';
export type { State, Study, StudyEntry, StudyReading, StudyRecording, Trace } from './study.ts';
export {
  compareStudy,
  type StudyComparison,
  type StudyComparisonOptions,
  usualComparedIds,
} from './study-comparison.ts';
export type { ColumnValue } from './study-conditions.ts';
export type { StudyFolder } from './study-folder.ts';
export {
  type Estimate,
  type FewestPeople,
  type PlanGoals,
  type PlannedSize,
  planStudy,
  requirePlan,
  type StudyPlan,
  type StudyPlanOptions,
} from './study-plan.ts';
// A guided test that was recorded.
export {
  type KnownCells,
  readStudySession,
  type SessionRecording,
  type SessionRow,
  type StudySession,
  studySessions,
} from './study-session.ts';
export { parseTable } from './table.ts';
export { type TableCells, withTableRow } from './table-row.ts';
export { traceOf } from './trace.ts';
// What is true of a simulated study.
export { bidsPersonOf, recordingsOfPerson, truthDatasetFiles, truthFilesOfPerson } from './truth-files.ts';
// A person taken out of a study.
export { planWithdrawal, type WholeStudy, type WithdrawalPlan, type WithdrawnFile } from './withdrawal.ts';
