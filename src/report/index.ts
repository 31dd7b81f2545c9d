/**
 * What people read: one self-contained HTML file per evaluation and per recording, and the same in short for the
 * terminal. Both say what an evaluation shows and what it does not. Data in, text out.
 */
export { type BatchEntry, type BatchReportOptions, batchEntry, batchReport } from './batch-report.ts';
export { evaluationReport } from './evaluation-report.ts';
export { type MethodsOptions, methodsParagraph } from './methods-paragraph.ts';
export { type RecordingReportOptions, recordingReport } from './recording-report.ts';
export { type RecordingView, recordingView } from './recording-view.ts';
export { evaluationSummary, recordingSummary } from './text-summary.ts';
export { type Cell, columnsOfRows, type RowHead, type TidyRow, tidyCsv, tidyRows } from './tidy-rows.ts';
