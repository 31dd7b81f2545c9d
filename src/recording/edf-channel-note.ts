import { asciiField } from './edf-fields.ts';
import type { Calibration, Channel, ChannelKind } from './recording.ts';

/** What a channel's transducer field tells when this product wrote the file. */
export interface ChannelNote {
  readonly kind: ChannelKind;
  /** Present when digital values are ADC counts less half of full scale. */
  readonly calibration?: Calibration;
  readonly sensorName?: string;
  readonly side?: 'left' | 'right';
  readonly muscle?: string;
}

const mark = 'Myofade ';
const width = 80;
const mostBits = 24;

/** A text as one part of the note: without the sign that separates parts. */
function part(text: string | undefined): string {
  return (text ?? '').replaceAll(';', ',');
}

/**
 * The transducer field (80 characters) that {@link readChannelNote} understands:
 * `Myofade kind;sensor;supply (V);gain;bits;side;muscle;name of the sensor`, with empty parts for what is not known.
 * What does not fit is cut off, the sensor's name first.
 */
export function writeChannelNote(channel: Omit<Channel, 'samples'>, isExact: boolean): string {
  const { kind, sensorName, side, muscle } = channel;
  const { sensor, supplyV, gain, bits } = (isExact && channel.calibration) || {};
  const parts = [kind, part(sensor), supplyV, gain, bits, side, part(muscle), part(sensorName)];
  return asciiField(`${mark}${parts.join(';')}`, width)
    .trimEnd()
    .replace(/;+$/, '');
}

/** Reads a transducer field that {@link writeChannelNote} wrote; undefined for any other. */
export function readChannelNote(transducer: string): ChannelNote | undefined {
  if (!transducer.startsWith(mark)) return undefined;
  const [kind, sensor, supply, gains, bit, side, muscle, sensorName] = transducer.slice(mark.length).split(';');
  if (kind !== 'emg' && kind !== 'force' && kind !== 'other') return undefined;
  const [supplyV, gain, bits] = [Number(supply), Number(gains), Number(bit)];
  const isPlausible = supplyV > 1e-3 && supplyV < 1e3 && gain > 1e-3 && gain < 1e9;
  const isCalibrated = sensor && isPlausible && Number.isInteger(bits) && bits > 0 && bits <= mostBits;
  return {
    kind,
    ...(isCalibrated && { calibration: { sensor, supplyV, gain, bits } }),
    ...((side === 'left' || side === 'right') && { side }),
    ...(muscle && { muscle }),
    ...(sensorName && { sensorName }),
  };
}
