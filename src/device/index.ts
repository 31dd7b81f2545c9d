/** Where samples come from: one interface for hardware, streams, virtual people and recordings that are played. */
export {
  type BitalinoCommand,
  type BitalinoMode,
  type BitalinoRate,
  bitalinoRates,
  decodeCommand,
  encodeCommand,
} from './bitalino-commands.ts';
export { type BitalinoOptions, bitalinoDevice } from './bitalino-device.ts';
export type { BitalinoFaults, InjectedFault, Recurring } from './bitalino-faults.ts';
export { type BitalinoFrame, bitsOfSlot, crc4, decodeFrame, encodeFrame, frameBytes } from './bitalino-frame.ts';
export { type BitalinoState, batteryPercent, batteryVolts, decodeState, encodeState } from './bitalino-state.ts';
export { type BitalinoFirmware, bitalinoFirmware, decodeVersion, encodeVersion } from './bitalino-version.ts';
export type {
  AcquireOptions,
  Acquisition,
  Device,
  DeviceChannel,
  DeviceCue,
  DeviceEvent,
  DeviceFacts,
  DeviceFormat,
  LinkEvent,
  LostEvent,
  SamplesEvent,
} from './device.ts';
export { EventQueue } from './event-queue.ts';
export { type OpenSignalsOptions, openSignalsStream, openSignalsWaits } from './opensignals-stream.ts';
export { recordingSource } from './recording-source.ts';
export type { SampleSource } from './sample-source.ts';
export { SteadyRate } from './steady-rate.ts';
export type { Transport, TransportEvents, TransportLine } from './transport.ts';
export { type VirtualBitalino, type VirtualBitalinoOptions, virtualBitalino } from './virtual-bitalino.ts';
export { type VirtualDeviceOptions, virtualDevice } from './virtual-device.ts';
export { loadCellCounts, loadCellForceN, virtualCalibration, virtualLoadCell } from './virtual-load-cell.ts';
export {
  handgripScript,
  type ScriptStep,
  type VirtualPersonSource,
  type VirtualPersonSourceOptions,
  virtualPersonSource,
} from './virtual-person-source.ts';
