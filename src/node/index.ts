/** What needs Node: files and folders on disk, the ONNX runtime, the desktop. */
export { diskFolder } from './disk-folder.ts';
export { diskStore } from './disk-store.ts';
export { readBytes, requireWritable, writeWhole } from './files.ts';
export { nodeRuntime } from './onnx-runtime.ts';
export { openFile } from './open-file.ts';
export { parquetOf } from './parquet.ts';
export { type PseudoTerminalOptions, pseudoTerminal } from './pseudo-terminal.ts';
export { runTasks } from './run-tasks.ts';
export { shippedModel, shippedModelFile } from './shipped-model.ts';
export { software } from './software.ts';
export { handedOver, type TaskOptions, type TaskPool, taskPool } from './task-pool.ts';
export { type BitalinoServer, type ServeBitalinoOptions, serveVirtualBitalino } from './virtual-bitalino-server.ts';
export { wholeFolder } from './whole-folder.ts';
