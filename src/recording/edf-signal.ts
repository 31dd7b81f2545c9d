import { ArgumentError } from '#base';
import { readChannelNote, writeChannelNote } from './edf-channel-note.ts';
import { edfNumber } from './edf-fields.ts';
import type { Channel } from './recording.ts';
import { countsToMv, mvToCounts, sensors } from './sensors.ts';

/** A channel as EDF stores it. */
export interface EncodedSignal {
  readonly label: string;
  readonly transducer: string;
  readonly unit: string;
  /** Physical minimum and maximum, in eight characters each. */
  readonly physical: readonly [lo: string, hi: string];
  readonly digitalRange: readonly [lo: number, hi: number];
  readonly prefilter: string;
  /** Stored values [nSamples]. */
  readonly digital: Int16Array;
}

const largestSpan = 65535;
const lowest = -32768;

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

function digitalOf(values: Float64Array, valueToDigital: (value: number) => number): Int16Array {
  const digital = new Int16Array(values.length);
  for (let i = 0; i < digital.length; i++) digital[i] = valueToDigital(values[i] as number);
  return digital;
}

/** ADC counts less half of full scale, where the channel's samples are whole counts of its calibration. */
function encodeCounts(channel: Channel): EncodedSignal | undefined {
  const { calibration, samples } = channel;
  if (!calibration || calibration.bits > 16) return undefined;
  const { bits, sensor, supplyV, gain } = calibration;
  const half = 2 ** (bits - 1);
  const counts = mvToCounts(samples, calibration);
  if (!isWholeWithin(counts, 0, 2 ** bits - 1)) return undefined;
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
    digital: digitalOf(counts, (count) => count - half),
  };
}

/** Whole numbers as they are: one step of the stored value is one unit. */
function encodeWhole(channel: Channel): EncodedSignal | undefined {
  const { samples, unit } = channel;
  if (unit === 'mV') return undefined;
  const [lowestSample, highestSample] = extremes(samples);
  const [lo, hi] = channel.range ?? [lowestSample, Math.max(highestSample, lowestSample + 1)];
  const isExact = edfNumber(lo) === String(lo) && edfNumber(hi) === String(hi);
  if (!isExact || !Number.isInteger(lo) || hi - lo > largestSpan || !isWholeWithin(samples, lo, hi)) return undefined;
  if (!Number.isInteger(hi) || hi <= lo) return undefined;
  return {
    label: channel.name,
    transducer: writeChannelNote(channel, false),
    unit: unit === 'other' ? '' : unit,
    physical: [String(lo), String(hi)],
    digitalRange: [lowest, lowest + hi - lo],
    prefilter: '',
    digital: digitalOf(samples, (value) => value - lo + lowest),
  };
}

function encodeRounded(channel: Channel, [digitalLo, digitalHi]: readonly [number, number]): EncodedSignal {
  const isWhole = Number.isInteger(digitalLo) && Number.isInteger(digitalHi);
  if (!isWhole || digitalLo < lowest || digitalHi > -lowest - 1 || digitalLo >= digitalHi) {
    throw new ArgumentError(
      `digitalRange must be two rising whole numbers of 16 bits, got ${digitalLo} and ${digitalHi} — in writeEdf.`,
      'Leave it out, or pass for example [-32768, 32767].',
    );
  }
  const factor = channel.unit === 'mV' ? 1e3 : 1;
  const found = extremes(channel.samples);
  const lo = Math.min(found[0], channel.range?.[0] ?? found[0]) * factor;
  const hi = Math.max(found[1], channel.range?.[1] ?? found[1]) * factor;
  const physical = [edfNumber(lo, 'down'), edfNumber(hi > lo ? hi : lo + 1, 'up')] as const;
  const step = (Number(physical[1]) - Number(physical[0])) / (digitalHi - digitalLo);
  return {
    label: channel.name,
    transducer: writeChannelNote(channel, false),
    unit: channel.unit === 'mV' ? 'uV' : channel.unit === 'other' ? '' : channel.unit,
    physical,
    digitalRange: [digitalLo, digitalHi],
    prefilter: '',
    digital: digitalOf(channel.samples, (value) => {
      const nearest = digitalLo + Math.round((value * factor - Number(physical[0])) / step);
      return Math.min(digitalHi, Math.max(digitalLo, nearest));
    }),
  };
}

/** Stores a channel exactly where that is possible, and else rounded to `digitalRange`. */
export function encodeSignal(channel: Channel, digitalRange: readonly [number, number]): EncodedSignal {
  return encodeCounts(channel) ?? encodeWhole(channel) ?? encodeRounded(channel, digitalRange);
}
