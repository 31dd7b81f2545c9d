import type { ChannelKind, Unit } from '#recording';

/** A channel as a device delivers it. */
export interface DeviceChannel {
  /** As the device calls it, such as `A1`. */
  readonly name: string;
  /** `count` for raw ADC values; a device that measures force itself delivers `N`. */
  readonly unit: Unit;
  /** Bits of the ADC of a channel in counts. */
  readonly bits?: number;
  /** What it measures, where the device itself knows. */
  readonly kind?: ChannelKind;
}

/** What an acquisition delivers: all channels at one rate. */
export interface DeviceFormat {
  readonly channels: readonly DeviceChannel[];
  /** Sampling rate (Hz). */
  readonly fs: number;
}

/** What a device tells about itself. */
export interface DeviceFacts {
  /** Maker's name of the model, such as `BITalino (r)evolution`. */
  readonly model: string;
  readonly firmware?: string;
  readonly batteryV?: number;
  readonly batteryPercent?: number;
  /** True where nobody is measured. SIMULATED. */
  readonly simulated?: true;
}

/** Samples that arrived. */
export interface SamplesEvent {
  readonly kind: 'samples';
  /** Number of the first sample since the start, lost ones counted: its time is `firstIndex / fs`. */
  readonly firstIndex: number;
  /** [nChannels][nSamples] in the channels' units. */
  readonly values: readonly Float64Array[];
  /** Digital lines of each sample [nSamples]: bit 3 to 0 are I1, I2, O1, O2. */
  readonly digital?: Uint8Array;
  /** When the last of them arrived, by the clock of the host (s). */
  readonly arrivedS: number;
}

/** Samples that will never come. */
export interface LostEvent {
  readonly kind: 'lost';
  readonly firstIndex: number;
  readonly nSamples: number;
  /** `dropped` on the way, `corrupt` when they came, or the line was `disconnected`. */
  readonly cause: 'dropped' | 'corrupt' | 'disconnected';
  /** True where the number follows from the host's clock, not from the device's own counting. */
  readonly isEstimated: boolean;
}

/** The line broke or works again; `message` says it in words. */
export interface LinkEvent {
  readonly kind: 'link';
  readonly state: 'lost' | 'restored';
  /** Number of the next sample. */
  readonly atIndex: number;
  readonly message: string;
}

/** What an acquisition tells, in the order of samples: every sample is either delivered or told as lost, once. */
export type DeviceEvent = SamplesEvent | LostEvent | LinkEvent;

/** What is asked of whoever grips, for devices whose person can be told: virtual ones. */
export type DeviceCue =
  | { readonly kind: 'rest' }
  | { readonly kind: 'maximal' }
  /** `forceN` is what shall be held; where no force is measured, `percent` of the person's own maximum. */
  | { readonly kind: 'target'; readonly forceN: number }
  | { readonly kind: 'target'; readonly percent: number };

/** What to acquire. */
export interface AcquireOptions {
  /** Names of channels, in any order; all where nothing is said. */
  readonly channels?: readonly string[];
  /** Sampling rate (Hz). @default 1000 */
  readonly fs?: number;
}

/** A running acquisition. */
export interface Acquisition {
  readonly format: DeviceFormat;
  /**
   * What happens until `stop`; to be read by one reader. It ends by itself where a recording that is played ends.
   *
   * @throws DeviceError, from the reader's loop, when the device is gone and did not come back in time.
   */
  readonly events: AsyncIterable<DeviceEvent>;
  /** Ends it: what arrived before is still delivered. */
  stop(): Promise<void>;
  /** Sets the digital outputs, where the device has such. */
  setOutputs?(outputs: { readonly o1: boolean; readonly o2: boolean }): Promise<void>;
  /** Tells the virtual person what to do from now on. */
  cue?(cue: DeviceCue): void;
}

/** Where samples come from: hardware, a virtual person, a stream, a recording that is played. */
export interface Device {
  /** Address as people type it, such as `virtual`, `tcp:127.0.0.1:8001`, `file:rec.edf`. */
  readonly address: string;
  /**
   * Connects and asks the device who it is.
   *
   * @throws DeviceError when it cannot be reached or does not answer as it should, within a stated time.
   */
  open(signal?: AbortSignal): Promise<DeviceFacts>;
  /**
   * Starts acquiring. Needs `open`.
   *
   * @throws ArgumentError for a channel or a rate that the device has not. @throws DeviceError when it does not start.
   */
  acquire(options?: AcquireOptions): Promise<Acquisition>;
  /** Stops and disconnects, as often as one likes. */
  close(): Promise<void>;
}
