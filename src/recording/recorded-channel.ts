import { ArgumentError } from '#base';
import { countsToN, type ForceLine } from './apply-force-sensor.ts';
import type { EdfForm } from './edf-form.ts';
import {
  type ChannelHead,
  countsCoding,
  lineCoding,
  roundedCoding,
  type SignalCoding,
  wholeCoding,
} from './edf-signal.ts';
import type { Calibration, ChannelKind, Unit } from './recording.ts';

/** A channel that is being recorded. */
export interface RecordedChannel {
  readonly name: string;
  readonly kind: ChannelKind;
  readonly side?: 'left' | 'right';
  readonly muscle?: string;
  /** Name of the sensor as people spell it. */
  readonly sensorName?: string;
  /**
   * What is handed over. `count`: whole ADC counts of `bits`, stored as they are; a calibration says what they stand for and
   * is stored with them: that of an sEMG sensor exactly, that of a load cell to the six or seven digits of a header's field. Any other
   * unit: values of that unit, rounded to steps of `range`, outside of which they are cut off.
   */
  readonly values:
    | {
        readonly unit: 'count';
        readonly bits: number;
        readonly calibration?: Omit<Calibration, 'bits'> | ForceLine;
      }
    | { readonly unit: Exclude<Unit, 'count'>; readonly range: readonly [lo: number, hi: number] };
}

/** How a channel is stored, what is known of it before its samples, and which values can be handed over. */
export interface ChannelCoding {
  readonly head: Omit<ChannelHead, 'fs'>;
  readonly coding: SignalCoding;
  /** Lowest and highest value that is stored; the middle stands for samples that were lost before the first one came. */
  readonly limits: readonly [lo: number, hi: number];
}

function requireBits(name: string, bits: number, form: EdfForm): void {
  const most = 8 * form.sampleBytes;
  if (Number.isInteger(bits) && bits >= 1 && bits <= most) return;
  throw new ArgumentError(
    `bits of ${name} must be a whole number from 1 to ${most}, got ${bits} — in recordingWriter.`,
    most < 24 ? 'Record as bdf, which has 24 bits, or correct the number.' : 'Correct the number.',
  );
}

function noCoding(name: string): ArgumentError {
  return new ArgumentError(
    `The calibration of ${name} does not fit the header — in recordingWriter.`,
    'Pass a sensor of the catalogue, or finite numbers that are not 0.',
  );
}

/**
 * Decides how a channel is stored.
 *
 * @throws ArgumentError for bits that the format has not, an empty range, or a calibration that the header cannot hold.
 */
export function channelCoding(channel: RecordedChannel, fs: number, form: EdfForm): ChannelCoding {
  const { values, ...about } = channel;
  const { name } = channel;
  if (values.unit !== 'count') {
    const { unit, range } = values;
    const [lo, hi] = range;
    if (!(Number.isFinite(lo) && Number.isFinite(hi) && lo < hi)) {
      throw new ArgumentError(
        `range of ${name} must be two rising numbers, got ${lo} and ${hi} — in recordingWriter.`,
        'Pass the lowest and highest value that the sensor can give.',
      );
    }
    const head = { ...about, unit, range };
    return { head, coding: roundedCoding({ ...head, fs }, range, form.digitalRange, form), limits: range };
  }
  const { bits, calibration } = values;
  requireBits(name, bits, form);
  const limits = [0, 2 ** bits - 1] as const;
  if (calibration === undefined) {
    const head = { ...about, unit: 'count', range: limits } as const;
    const coding = wholeCoding({ ...head, fs }, limits, form);
    if (!coding) throw noCoding(name);
    return { head, coding, limits };
  }
  if ('sensor' in calibration) {
    const head = { ...about, unit: 'mV', calibration: { ...calibration, bits } } as const;
    const coding = countsCoding({ ...head, fs }, form);
    if (!coding) throw noCoding(name);
    return { head, coding, limits };
  }
  const [low = 0, high = 0] = countsToN(limits, calibration);
  if (!Number.isFinite(low) || !Number.isFinite(high) || low === high) throw noCoding(name);
  const range = [Math.min(low, high), Math.max(low, high)] as const;
  const head = { ...about, kind: 'force', unit: 'N', range } as const;
  return { head, coding: lineCoding({ ...head, fs }, bits, [low, high]), limits };
}
