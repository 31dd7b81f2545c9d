/**
 * What was recorded: channels with their calibration, events, provenance, and what is wrong with them. Bytes of a file
 * become a {@link Recording} (`readRecording`), and a recording becomes a file (`writeEdf`).
 */

export {
  applyForceSensor,
  beyondLoads,
  countsToN,
  type ForceLine,
  nToCounts,
  tareCountsOf,
} from './apply-force-sensor.ts';
export { applySensor } from './apply-sensor.ts';
export { channelsTsv, type EmgJsonOptions, emgJson, eventsTsv, tsvText } from './bids-sidecars.ts';
export { driftFilter, type SteadySignal, steadySignal, unpaddedLength } from './contraction-envelope.ts';
export {
  type ContractionQuality,
  type CrossTalk,
  contractionQuality,
  crossTalk,
  excludedWindows,
} from './contraction-quality.ts';
export { type ContractionOptions, type Contractions, findContractions } from './contractions.ts';
export { type CrossTalkStretches, type CrossTalkTest, crossTalkTest, type TimeStretch } from './cross-talk-test.ts';
export { type CsvColumn, type CsvMapping, mappingExample } from './csv-mapping.ts';
export { type EdfOptions, readEdf } from './edf.ts';
export type { EdfFormat } from './edf-form.ts';
export { type EdfLayout, edfLayout, edfRecordCount } from './edf-layout.ts';
export { type EdfWriterOptions, writeEdf } from './edf-writer.ts';
export type { Expectation } from './expected-search.ts';
export { type ForceEffortOptions, findForceEfforts } from './force-efforts.ts';
export {
  calibrateForceSensor,
  type ForceSensorCalibration,
  type ForceSensorFit,
  type ForceSensorPoint,
  type ForceSensorSource,
  type ForceSensorTare,
  type KnownLoad,
} from './force-sensor.ts';
export { parseForceSensor } from './force-sensor-file.ts';
export { forceSensorIssues, forceSensorLimits } from './force-sensor-issues.ts';
export { convertForce, type ForceUnit, newtonsPer } from './force-units.ts';
export { formats, type ReadOptions, type RecordingFormat, readRecording } from './formats.ts';
export { findHeartBeats, type HeartBeats } from './heart-beats.ts';
export { longestStill } from './longest-still.ts';
export { type LossCause, readLostEvent } from './lost-samples.ts';
export { lowestRateHz } from './lowest-rate.ts';
export { type MainsLevel, mainsLevel } from './mains.ts';
export { type MappedCsvOptions, readMappedCsv } from './mapped-csv.ts';
export { type OpenSignalsCsvOptions, readOpenSignalsCsv } from './opensignals-csv.ts';
export { type OpenSignalsDevice, openSignalsEntry } from './opensignals-header.ts';
export { bitalinoSlotBits, isBitalino, isEmgName } from './opensignals-sensor.ts';
export { type OpenSignalsTextOptions, readOpenSignalsText } from './opensignals-text.ts';
export { checkQuality, type QualityOptions } from './quality.ts';
export { restLevel } from './quality-levels.ts';
export {
  type WindowFault,
  type WindowJudge,
  type WindowQuality,
  type WindowQualityOptions,
  windowJudge,
  windowLimits,
} from './quality-windows.ts';
export type { RecordedChannel } from './recorded-channel.ts';
export {
  type Calibration,
  type Channel,
  type ChannelKind,
  durationS,
  type Provenance,
  type Recording,
  type RecordingEvent,
  type Unit,
} from './recording.ts';
export { recordingCsv } from './recording-csv.ts';
export { type RecordingWriter, type RecordingWriterOptions, recordingWriter } from './recording-writer.ts';
export { type Retared, retare, tareLimits } from './retare.ts';
export type { Segment, SegmentKind } from './segments.ts';
export { bitsOf, calibrate, countsToMv, mvToCounts, type Sensor, sensors, type TransferFunction } from './sensors.ts';
