/** A running test: device, recorder, protocol, indices and classifier as one session, the same for terminal and page. */
export { type ContractionCourse, type ContractionReading, contractionCourse } from './contraction-course.ts';
export { type EmgMonitor, type EmgMonitorOptions, type EmgUpdate, emgMonitor, type LiveColumn } from './emg-monitor.ts';
export {
  type ForceMonitor,
  type ForceMonitorOptions,
  type ForceUpdate,
  forceMonitor,
} from './force-monitor.ts';
export { type LiveAnalysis, type LiveAnalysisOptions, type LiveUpdate, liveAnalysis } from './live-analysis.ts';
export { inOwnUnit, type LiveChannel, placedChannels } from './live-channel.ts';
export type { LiveJudgement } from './live-judge.ts';
export { type LiveStrength, liveStrength, type MeasuredSqueeze } from './live-strength.ts';
export type { LivePhase, LiveWindow } from './live-window.ts';
export type { LiveMark } from './phases.ts';
export { type LiveSession, liveSession, type SessionOptions, type SessionResult } from './session.ts';
export { type ChannelRole, type ChannelRoles, sessionChannels } from './session-channels.ts';
export { outcomesOf } from './session-outcomes.ts';
export { betweenName } from './session-recorder.ts';
export type { RecordingEnd, RecordingSink, RecordingStart, SessionStore } from './session-store.ts';
export type { QualityLight, SessionView, TracePoint } from './session-view.ts';
