import type { Issue } from '#base';
import type { ForceSensorCalibration } from './force-sensor.ts';

/** What a channel measures. `other` is anything this product does not analyse (EDA, acceleration, …). */
export type ChannelKind = 'emg' | 'force' | 'other';

/** Unit of a channel's samples: `mV` for sEMG, a force unit, `count` for raw ADC values that no sensor is known for. */
export type Unit = 'mV' | 'N' | 'kgf' | 'lbf' | 'count' | 'other';

/** How ADC counts became the unit: kept, so that the counts can be had back. */
export interface Calibration {
  /** Id of the sensor in the sensor catalogue, such as `bitalino-emg`. */
  readonly sensor: string;
  /** Supply voltage (V) that full scale stands for. */
  readonly supplyV: number;
  /** Amplifier gain. */
  readonly gain: number;
  /** Bits of the ADC in this channel. */
  readonly bits: number;
}

/** One recorded signal: samples at a constant rate from the start of the recording. */
export interface Channel {
  readonly name: string;
  readonly kind: ChannelKind;
  readonly unit: Unit;
  /** Sampling rate (Hz). */
  readonly fs: number;
  /** Samples in `unit` [nSamples]. */
  readonly samples: Float64Array;
  /** Samples [nGaps], rising, before which others were lost: their neighbours in the list are none in time. */
  readonly gapsAt?: readonly number[];
  /**
   * Stretches [from, to) of samples, rising and apart, that were not measured: a recorder put the last value there, so
   * that times stay true. Other than at `gapsAt`, nothing is missing in the list.
   */
  readonly filled?: readonly (readonly [from: number, to: number])[];
  /** Lowest and highest value the recorder can store, in `unit`: at these a sample is clipped. */
  readonly range?: readonly [lo: number, hi: number];
  readonly calibration?: Calibration;
  /** How counts of a load cell became newtons. */
  readonly forceSensor?: ForceSensorCalibration;
  /** Name of the sensor as the file spells it (`RAW`, `EMGBITREV`, …). */
  readonly sensorName?: string;
  readonly muscle?: string;
  readonly side?: 'left' | 'right';
}

/** Something that happened at a time: a marker of the device, an annotation of the file. */
export interface RecordingEvent {
  readonly onsetS: number;
  readonly durationS: number;
  readonly label: string;
}

/** Where a recording comes from. */
export interface Provenance {
  /** File name as the user gave it, without folders. */
  readonly file: string;
  /** Id of the format it was read as. */
  readonly format: string;
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly sha256: string;
  readonly device?: string;
  readonly firmware?: string;
  /** Local start time as the file tells it, `YYYY-MM-DDTHH:MM:SS[.sss]`. */
  readonly startedAt?: string;
}

/** What was recorded: channels, events, where it comes from, and what the reader noticed. */
export interface Recording {
  readonly channels: readonly Channel[];
  readonly events: readonly RecordingEvent[];
  readonly provenance: Provenance;
  readonly issues: readonly Issue[];
}

/** Length of a recording in seconds: that of its longest channel. */
export function durationS(recording: Recording): number {
  return Math.max(0, ...recording.channels.map((channel) => channel.samples.length / channel.fs));
}
