/** Where samples come from: one interface for hardware, streams, virtual people and recordings that are played. */
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
export type { Transport, TransportEvents, TransportLine } from './transport.ts';
