/** What needs Node: files and folders on disk, the ONNX runtime, serial ports, TCP, the clock, the desktop. */
export { deviceAt, deviceForms, hostAndPort } from './device-address.ts';
export { diskFolder } from './disk-folder.ts';
export { diskStore } from './disk-store.ts';
export { readBytes, reasonOf, requireWritable, writeWhole } from './files.ts';
export { type Journal, openJournal, readJournal } from './journal.ts';
export { type ListedPort, listPorts, type PortList } from './list-ports.ts';
export { makeFolder } from './make-folder.ts';
export { nodeRuntime } from './onnx-runtime.ts';
export { openFile } from './open-file.ts';
export { openModelFile } from './open-model-file.ts';
export { parquetOf } from './parquet.ts';
export { keepPeople, knownPeople } from './people-files.ts';
export { prepareStudy } from './prepare-study.ts';
export { type PseudoTerminalOptions, pseudoTerminal } from './pseudo-terminal.ts';
export { type RecordedTest, type RecordedTestOptions, recordTest, sessionResults } from './recorded-test.ts';
export {
  type ClosedRecording,
  openRecordingFile,
  type RecordingFile,
  type RecordingFileOptions,
} from './recording-file.ts';
export { writeSidecars } from './recording-sidecars.ts';
export { type Recovery, type RecoveryState, recoverRecording } from './recover-recording.ts';
export { runTasks } from './run-tasks.ts';
export { settleScansRow } from './scans-row.ts';
export { serialTransport } from './serial-transport.ts';
export { type DiskSessionStore, diskSessionStore, type SessionStoreOptions, writeTableRow } from './session-store.ts';
export { shippedModel, shippedModelFile, shippedModelKnown } from './shipped-model.ts';
export { software } from './software.ts';
export { type LockHolder, lockName, lockStudy, removeStaleLock, type StudyLock } from './study-lock.ts';
export { systemClock } from './system-clock.ts';
export { handedOver, type TaskOptions, type TaskPool, taskPool } from './task-pool.ts';
export { tcpTransport } from './tcp-transport.ts';
export { type BitalinoServer, type ServeBitalinoOptions, serveVirtualBitalino } from './virtual-bitalino-server.ts';
export { wholeFolder } from './whole-folder.ts';
export { isVirtualAddress, type WiredDevice } from './wired-device.ts';
export { wholeStudy, withdrawFiles } from './withdraw-files.ts';
