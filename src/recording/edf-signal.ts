import { ArgumentError } from '#base';
import { readChannelNote, writeChannelNote } from './edf-channel-note.ts';
import { edfNumber } from './edf-fields.ts';
import type { EdfForm } from './edf-form.ts';
import type { Channel } from './recording.ts';
import { countsToMv, sensors } from './sensors.ts';

/** What a header tells of a signal, beside its rate. */
export interface SignalFields {
  readonly label: string;
  readonly transducer: string;
  readonly unit: string;
  /** Physical minimum and maximum, in eight characters each. */
  readonly physical: readonly [lo: string, hi: string];
  readonly digitalRange: readonly [lo: number, hi: number];
  readonly prefilter: string;
}

/** How a channel is stored: its fields of the header, and what becomes of its values. */
export interface SignalCoding extends SignalFields {
  /** The stored value of a sample, within `digitalRange`. */
  readonly toDigital: (value: number) => number;
}

/** What is known of a channel before its samples. */
export type ChannelHead = Omit<Channel, 'samples'>;

/** A unit as EDF headers write it: sEMG in microvolts. */
function unitOf({ unit }: ChannelHead): string {
  return unit === 'mV' ? 'uV' : unit === 'other' ? '' : unit;
}

/**
 * ADC counts less half of full scale, with the calibration in the transducer field: `readEdf` gives back the same
 * millivolts to the last bit. `toDigital` takes counts. Undefined where the field cannot hold the calibration.
 */
export function countsCoding(channel: ChannelHead, form: EdfForm): SignalCoding | undefined {
  const { calibration } = channel;
  if (!calibration || 2 ** calibration.bits - 1 > form.digitalRange[1] - form.digitalRange[0]) return undefined;
  const { bits, sensor, supplyV, gain } = calibration;
  const half = 2 ** (bits - 1);
  const transducer = writeChannelNote(channel, true);
  const kept = readChannelNote(transducer)?.calibration;
  // A sensor id too long for the field, say: then the reader could not go back to the counts.
  const isKept = kept?.sensor === sensor && kept.supplyV === supplyV && kept.gain === gain && kept.bits === bits;
  if (!isKept) return undefined;
  const [lo, hi] = countsToMv([0, 2 ** bits - 1], calibration) as unknown as [number, number];
  const band = sensors.find(({ id }) => id === sensor)?.bandHz;
  return {
    label: channel.name,
    transducer,
    unit: 'uV',
    physical: [edfNumber(lo * 1e3), edfNumber(hi * 1e3)],
    digitalRange: [-half, half - 1],
    prefilter: band ? `HP:${band[0]}Hz LP:${band[1]}Hz` : '',
    toDigital: (count) => count - half,
  };
}

/** Whole numbers from `lo` to `hi` as they are: one step of the stored value is one unit. Undefined where they do not fit. */
export function wholeCoding(
  channel: ChannelHead,
  [lo, hi]: readonly [number, number],
  { digitalRange: [lowest, highest] }: EdfForm,
): SignalCoding | undefined {
  const isExact = edfNumber(lo) === String(lo) && edfNumber(hi) === String(hi);
  if (!isExact || !Number.isInteger(lo) || !Number.isInteger(hi) || hi <= lo || hi - lo > highest - lowest) {
    return undefined;
  }
  return {
    label: channel.name,
    transducer: writeChannelNote(channel, false),
    unit: unitOf(channel),
    physical: [String(lo), String(hi)],
    digitalRange: [lowest, lowest + hi - lo],
    prefilter: '',
    toDigital: (value) => value - lo + lowest,
  };
}

/** ADC counts of `bits` that stand for `low` at 0 and `high` at full scale on a straight line. `toDigital` takes counts. */
export function lineCoding(channel: ChannelHead, bits: number, [low, high]: readonly [number, number]): SignalCoding {
  const half = 2 ** (bits - 1);
  return {
    label: channel.name,
    transducer: writeChannelNote(channel, false),
    unit: unitOf(channel),
    physical: [edfNumber(low), edfNumber(high)],
    digitalRange: [-half, half - 1],
    prefilter: '',
    toDigital: (count) => count - half,
  };
}

/** Values within a range [lo, hi] in the channel's unit, rounded to steps of the digital range. */
export function roundedCoding(
  channel: ChannelHead,
  range: readonly [number, number],
  digitalRange: readonly [number, number],
  form: EdfForm,
): SignalCoding {
  const [digitalLo, digitalHi] = digitalRange;
  const [lowest, highest] = form.digitalRange;
  const isWhole = Number.isInteger(digitalLo) && Number.isInteger(digitalHi);
  if (!isWhole || digitalLo < lowest || digitalHi > highest || digitalLo >= digitalHi) {
    throw new ArgumentError(
      `digitalRange must be two rising whole numbers of ${8 * form.sampleBytes} bits, got ${digitalLo} and ${digitalHi} — in writeEdf.`,
      `Leave it out, or pass for example [${lowest}, ${highest}].`,
    );
  }
  const factor = channel.unit === 'mV' ? 1e3 : 1;
  const [lo, hi] = [range[0] * factor, range[1] * factor];
  const physical = [edfNumber(lo, 'down'), edfNumber(hi > lo ? hi : lo + 1, 'up')] as const;
  const bottom = Number(physical[0]);
  const step = (Number(physical[1]) - bottom) / (digitalHi - digitalLo);
  return {
    label: channel.name,
    transducer: writeChannelNote(channel, false),
    unit: unitOf(channel),
    physical,
    digitalRange: [digitalLo, digitalHi],
    prefilter: '',
    toDigital: (value) => {
      const nearest = digitalLo + Math.round((value * factor - bottom) / step);
      return Math.min(digitalHi, Math.max(digitalLo, nearest));
    },
  };
}
