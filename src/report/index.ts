/**
 * What people read: one self-contained HTML file per evaluation and per recording, the same in short for the terminal,
 * and the sentences that say what an evaluation shows and what it does not. Pure text in, pure text out.
 */
export { evaluationReport, type ReportOptions } from './evaluation-report.ts';
export { type Banner, banners, headline } from './headline.ts';
export { type RecordingReportOptions, recordingReport } from './recording-report.ts';
export { type RecordingView, recordingView } from './recording-view.ts';
export { statements } from './statements.ts';
export { evaluationSummary, recordingSummary } from './text-summary.ts';
