import { ArgumentError, requirePositive, requireWhole } from '#base';
import type { Calibration, Channel } from './recording.ts';

/** A sensor whose transfer function is known. */
export interface Sensor {
  /** What `--sensor` and calibrations call it. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'emg';
  /** Unit that {@link calibrate} gives. */
  readonly unit: 'mV';
  /** Supply voltage (V) that the full scale of the ADC stands for. */
  readonly supplyV: number;
  /** Amplifier gain. */
  readonly gain: number;
  /** Bits of the ADC it usually hangs on. */
  readonly bits: number;
  /** Corner frequencies (Hz) of the analog filter. */
  readonly bandHz: readonly [low: number, high: number];
  /** Where the numbers come from, and what is uncertain about them. */
  readonly note: string;
}

/** Every sensor that this version can turn into millivolts. */
export const sensors: readonly Sensor[] = [
  {
    id: 'bitalino-emg',
    name: 'BITalino (r)evolution EMG',
    kind: 'emg',
    unit: 'mV',
    supplyV: 3.3,
    gain: 1009,
    bits: 10,
    bandHz: [25, 480],
    note: 'Gain 1009 as in the PLUX sensor sheet; PLUX notebooks print 1008. Range ±1.64 mV.',
  },
  {
    id: 'bitalino-emg-original',
    name: 'BITalino EMG (first generation)',
    kind: 'emg',
    unit: 'mV',
    supplyV: 3.3,
    gain: 1000,
    bits: 10,
    bandHz: [25, 480],
    note: 'Sources name a gain of 1000 or 1008; 1000 is used. Range ±1.65 mV.',
  },
  {
    id: 'biosignalsplux-emg',
    name: 'biosignalsplux EMG',
    kind: 'emg',
    unit: 'mV',
    supplyV: 3,
    gain: 1000,
    bits: 16,
    bandHz: [25, 500],
    note: 'PLUX data sheet EMG 26012018: ±1.5 mV, CMRR 100 dB.',
  },
  {
    id: 'bioplux-emg',
    name: 'bioPLUX EMG',
    kind: 'emg',
    unit: 'mV',
    supplyV: 3,
    gain: 1000,
    bits: 12,
    bandHz: [25, 500],
    note: 'The transfer function of the biosignalsplux sensor on a 12-bit hub.',
  },
];

/** @throws ArgumentError for an unknown id, with the ids that exist. */
export function sensorById(id: string): Sensor {
  const sensor = sensors.find((entry) => entry.id === id);
  if (sensor) return sensor;
  const ids = sensors.map((entry) => entry.id).join(', ');
  throw new ArgumentError(`sensor must be one of ${ids}; got '${id}' — in sensorById.`, `Choose one of ${ids}.`);
}

/** Bits of the widest ADC that a file or a mapping may name: beyond these a value is no count. */
export const mostBits = 32;

/** The three numbers of a sensor's transfer function. */
export type TransferFunction = Pick<Calibration, 'supplyV' | 'gain' | 'bits'>;

function requireTransfer({ supplyV, gain, bits }: TransferFunction, where: string): void {
  requirePositive('supplyV', supplyV, where);
  requirePositive('gain', gain, where);
  requireWhole('bits', bits, 1, where);
}

/**
 * ADC counts to millivolts at the electrodes: `(counts / 2^bits − 0.5) · supplyV / gain · 1000` [nSamples].
 *
 * Source: PLUX, EMG sensor data sheets of BITalino and biosignalsplux.
 *
 * @throws ArgumentError unless supply and gain are positive and bits is a whole number.
 */
export function countsToMv(counts: ArrayLike<number>, transfer: TransferFunction): Float64Array {
  requireTransfer(transfer, 'countsToMv');
  const fullScale = 2 ** transfer.bits;
  const mvPerFullScale = (transfer.supplyV / transfer.gain) * 1000;
  const mv = new Float64Array(counts.length);
  for (let i = 0; i < mv.length; i++) mv[i] = ((counts[i] as number) / fullScale - 0.5) * mvPerFullScale;
  return mv;
}

/** How far from a whole number a count may lie and still be taken for one: rounding noise, far below one LSB. */
const wholeWithin = 1e-6;

/**
 * The inverse of {@link countsToMv} [nSamples]. Counts that were whole come back whole.
 *
 * @throws ArgumentError unless supply and gain are positive and bits is a whole number.
 */
export function mvToCounts(mv: ArrayLike<number>, transfer: TransferFunction): Float64Array {
  requireTransfer(transfer, 'mvToCounts');
  const fullScale = 2 ** transfer.bits;
  const mvPerFullScale = (transfer.supplyV / transfer.gain) * 1000;
  const counts = new Float64Array(mv.length);
  for (let i = 0; i < counts.length; i++) {
    const value = ((mv[i] as number) / mvPerFullScale + 0.5) * fullScale;
    const whole = Math.round(value);
    counts[i] = Math.abs(value - whole) < wholeWithin ? whole : value;
  }
  return counts;
}

/** Bits of the ADC behind a channel in counts, from its range `[0, 2^bits − 1]`; undefined where it has none. */
export function bitsOf(channel: Channel): number | undefined {
  if (channel.calibration) return channel.calibration.bits;
  if (channel.unit !== 'count' || channel.range?.[0] !== 0) return undefined;
  const bits = Math.log2(channel.range[1] + 1);
  return Number.isInteger(bits) && bits > 0 ? bits : undefined;
}

function noCounts({ name, unit }: Channel): ArgumentError {
  if (unit === 'mV')
    return new ArgumentError(`Channel ${name} is in mV already — no sensor is needed.`, 'Leave out --sensor.');
  const shown = unit === 'other' ? 'an unknown unit' : unit;
  return new ArgumentError(
    `Channel ${name} is in ${shown}, which is not a voltage — in calibrate.`,
    unit === 'other'
      ? 'Correct the unit in the file to uV, mV or V; a sensor is named only for a channel in raw counts.'
      : 'Name a sensor only for a channel in raw counts.',
  );
}

/**
 * The same channel as sEMG in millivolts: samples, range (counts 0 and 2^bits − 1 in mV) and calibration of `sensorId`.
 * A channel that another sensor's calibration made is taken back to its counts first.
 *
 * @throws ArgumentError for an unknown sensor (the message lists the known ones), and for a channel that is not in counts
 * or whose ADC resolution is unknown.
 */
export function calibrate(channel: Channel, sensorId: string): Channel {
  const { supplyV, gain, kind, unit } = sensorById(sensorId);
  if (channel.unit !== 'count' && !channel.calibration) throw noCounts(channel);
  const bits = bitsOf(channel);
  if (bits === undefined) {
    throw new ArgumentError(
      `The ADC resolution of channel ${channel.name} is unknown — in calibrate.`,
      'Import the file with a mapping that names the bits of this channel.',
    );
  }
  const counts = channel.calibration ? mvToCounts(channel.samples, channel.calibration) : channel.samples;
  const calibration: Calibration = { sensor: sensorId, supplyV, gain, bits };
  const [lo, hi] = countsToMv([0, 2 ** bits - 1], calibration) as unknown as [number, number];
  return { ...channel, kind, unit, samples: countsToMv(counts, calibration), range: [lo, hi], calibration };
}
