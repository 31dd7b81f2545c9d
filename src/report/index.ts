/**
 * What people read: one self-contained HTML file per evaluation and per recording, and the same in short for the
 * terminal. Both say what an evaluation shows and what it does not. Data in, text out.
 */
export { type AnalysisJson, analysisJson } from './analysis-json.ts';
export { type BatchEntry, type BatchReportOptions, batchEntry, batchReport } from './batch-report.ts';
export { colourLevel, mapColours } from './colour-map.ts';
// Fresh and fatigued compared.
export { comparisonReport } from './comparison-report.ts';
export { comparisonCsv, comparisonSummary } from './comparison-text.ts';
export { evaluationReport } from './evaluation-report.ts';
// What an evaluation shows, as a page draws it.
export {
  type CalibrationBin,
  type EvidenceRow,
  type EvidenceView,
  evidenceView,
  type ShownMetric,
} from './evidence-view.ts';
export { forceReport } from './force-report.ts';
// Force from EMG.
export { forceSensorText } from './force-sensor-text.ts';
export {
  type ForceSummary,
  type ForceView,
  forceCalibrationText,
  forceCsv,
  forceEstimateText,
  forceSummaryOf,
} from './force-words.ts';
export { type MethodsOptions, methodsParagraph } from './methods-paragraph.ts';
// How many people a study needs.
export { planReport } from './plan-report.ts';
export { planSummary } from './plan-words.ts';
export { type RecordingReportOptions, recordingReport } from './recording-report.ts';
export { type RecordingOutline, type RecordingView, recordingOutline, recordingView } from './recording-view.ts';
export { sessionJudgements } from './session-judgements.ts';
export type * from './session-parts.ts';
export { sessionReport } from './session-report.ts';
export type { SessionAnalysis } from './session-signal.ts';
// A guided test as a whole.
export { cuedSegments } from './session-strength.ts';
export { type SessionSummaryOptions, sessionAnalyses, sessionSummary } from './session-summary.ts';
export { sessionText } from './session-text.ts';
export { reasonWords } from './session-words.ts';
export { isSimulatedSource } from './simulated-source.ts';
// Measured strength.
export { strengthTestReport } from './strength-test-report.ts';
export { strengthTestText } from './strength-test-text.ts';
export { type StrengthTestSummary, type StrengthTestView, strengthTestSummary } from './strength-test-words.ts';
// A test at its end.
export { type TestSummaryInput, testSummary } from './test-summary.ts';
export { evaluationSummary, recordingSummary } from './text-summary.ts';
export { type Cell, columnsOfRows, type RowHead, type TidyRow, tidyCsv, tidyRows } from './tidy-rows.ts';
