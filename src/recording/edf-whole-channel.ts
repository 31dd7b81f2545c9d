import type { EdfForm } from './edf-form.ts';
import { type DigitalValues, digitalValues } from './edf-records.ts';
import { countsCoding, roundedCoding, type SignalCoding, type SignalFields, wholeCoding } from './edf-signal.ts';
import type { Channel } from './recording.ts';
import { mvToCounts } from './sensors.ts';

/** A whole channel as EDF stores it. */
export interface EncodedSignal extends SignalFields {
  /** Stored values [nSamples]. */
  readonly digital: DigitalValues;
}

function isWholeWithin(values: Float64Array, lo: number, hi: number): boolean {
  return values.every((value) => Number.isInteger(value) && value >= lo && value <= hi);
}

function extremes(values: Float64Array): [number, number] {
  let lo = Number.POSITIVE_INFINITY;
  let hi = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < lo) lo = value;
    if (value > hi) hi = value;
  }
  return lo <= hi ? [lo, hi] : [0, 0];
}

function encoded({ toDigital, ...fields }: SignalCoding, values: Float64Array, form: EdfForm): EncodedSignal {
  const digital = digitalValues(form, values.length);
  for (let i = 0; i < digital.length; i++) digital[i] = toDigital(values[i] as number);
  return { ...fields, digital };
}

/** ADC counts less half of full scale, where the channel's samples are whole counts of its calibration. */
function encodeCounts(channel: Channel, form: EdfForm): EncodedSignal | undefined {
  const coding = countsCoding(channel, form);
  if (!coding || !channel.calibration) return undefined;
  const counts = mvToCounts(channel.samples, channel.calibration);
  return isWholeWithin(counts, 0, 2 ** channel.calibration.bits - 1) ? encoded(coding, counts, form) : undefined;
}

/** Whole numbers as they are. */
function encodeWhole(channel: Channel, form: EdfForm): EncodedSignal | undefined {
  const { samples, unit } = channel;
  if (unit === 'mV') return undefined;
  const [lowest, highest] = extremes(samples);
  const [lo, hi] = channel.range ?? [lowest, Math.max(highest, lowest + 1)];
  const coding = wholeCoding(channel, [lo, hi], form);
  return coding && isWholeWithin(samples, lo, hi) ? encoded(coding, samples, form) : undefined;
}

/** Stores a channel exactly where that is possible, and else rounded to `digitalRange`. */
export function encodeSignal(channel: Channel, digitalRange: readonly [number, number], form: EdfForm): EncodedSignal {
  const exact = encodeCounts(channel, form) ?? encodeWhole(channel, form);
  if (exact) return exact;
  const [lo, hi] = extremes(channel.samples);
  const range = [Math.min(lo, channel.range?.[0] ?? lo), Math.max(hi, channel.range?.[1] ?? hi)] as const;
  return encoded(roundedCoding(channel, range, digitalRange, form), channel.samples, form);
}
