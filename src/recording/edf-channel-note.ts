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

const mark = 'Myofade';
const width = 80;

function word(text: string): string {
  return text.replace(/[;=]/g, ',');
}

/** The transducer field (80 characters) that {@link readChannelNote} understands; a long muscle name is cut. */
export function writeChannelNote(channel: Channel, isExact: boolean): string {
  const { calibration, sensorName, side, muscle } = channel;
  const parts = [`${mark} kind=${channel.kind}`];
  if (calibration && isExact) {
    const { sensor, supplyV, gain, bits } = calibration;
    parts.push(`sensor=${word(sensor)}`, `supply=${supplyV}`, `gain=${gain}`, `bits=${bits}`);
  }
  if (sensorName !== undefined) parts.push(`name=${word(sensorName)}`);
  if (side !== undefined) parts.push(`side=${side}`);
  if (muscle !== undefined) parts.push(`muscle=${word(muscle)}`);
  return asciiField(parts.join(';'), width);
}

/** Reads a transducer field that {@link writeChannelNote} wrote; undefined for any other. */
export function readChannelNote(transducer: string): ChannelNote | undefined {
  if (!transducer.startsWith(`${mark} `)) return undefined;
  const entries = transducer
    .slice(mark.length + 1)
    .split(';')
    .map((part) => part.split('=', 2) as [string, string | undefined]);
  const of = (key: string) => entries.find(([name]) => name === key)?.[1];
  const kind = of('kind');
  if (kind !== 'emg' && kind !== 'force' && kind !== 'other') return undefined;
  const [sensor, supplyV, gain, bits] = [of('sensor'), Number(of('supply')), Number(of('gain')), Number(of('bits'))];
  const isCalibrated =
    sensor &&
    supplyV > 0 &&
    supplyV < 1e3 &&
    gain > 1e-3 &&
    gain < 1e9 &&
    Number.isInteger(bits) &&
    bits > 0 &&
    bits <= 16;
  const [sensorName, side, muscle] = [of('name'), of('side'), of('muscle')];
  return {
    kind,
    ...(isCalibrated && { calibration: { sensor, supplyV, gain, bits } }),
    ...(sensorName !== undefined && { sensorName }),
    ...((side === 'left' || side === 'right') && { side }),
    ...(muscle !== undefined && { muscle }),
  };
}
