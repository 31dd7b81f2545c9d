import { type ChannelNote, readChannelNote } from './edf-channel-note.ts';
import { edfForms } from './edf-form.ts';
import type { EdfSignal } from './edf-header.ts';
import type { DigitalValues } from './edf-records.ts';
import type { Channel } from './recording.ts';
import { countsToMv } from './sensors.ts';
import { isCalledEmg, kindOfSignal, unitRule } from './signal-unit.ts';

/** `Float64Array.from(values, to)` without its iterator, which takes ten times as long. */
function mapped(values: DigitalValues, to: (value: number) => number): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = to(values[i] as number);
  return out;
}

/** Whether the physical range of a signal is the one that `calibration` gives its digital range. */
function agrees(signal: EdfSignal, rails: readonly [number, number], factor: number): boolean {
  const tolerance = (rails[1] - rails[0]) * 1e-3;
  const close = (physical: number, rail: number) => Math.abs(physical * factor - rail) <= tolerance;
  return close(signal.physicalMin, rails[0]) && close(signal.physicalMax, rails[1]);
}

/** A channel made of one EDF signal, or why that cannot be. */
export type EdfChannel =
  | {
      readonly channel: Channel;
      readonly defect?: string;
      /** The unit of a signal that is called EMG, where it is none that this product knows. */
      readonly unknownUnit?: string;
    }
  | { readonly fault: string };

/**
 * Turns a signal's digital values [nSamples] into a channel. Voltages are in mV. Where this product wrote the file and
 * the calibration stands in it, the ADC counts are had back and calibrated again, so nothing is lost to the eight
 * characters of the header. A signal without a usable range keeps its digital values.
 */
export function edfChannel(signal: EdfSignal, name: string, fs: number, digital: DigitalValues): EdfChannel {
  const { physicalMin, physicalMax, digitalMin, digitalMax, transducer } = signal;
  const { unit, factor } = unitRule(signal.unit);
  const note = readChannelNote(transducer);
  const foreign = transducer === '' ? {} : { sensorName: transducer };
  const { calibration, ...about }: Partial<ChannelNote> = note ?? foreign;
  if (physicalMin === physicalMax || digitalMin === digitalMax) {
    const channel: Channel = { name, kind: 'other', unit: 'other', fs, samples: Float64Array.from(digital) };
    return { channel, defect: `The range of ${name} is empty; its values stay as they are stored.` };
  }
  const called = `${signal.label} ${transducer}`;
  const kind = note?.kind ?? kindOfSignal(unit, called);
  if (calibration && unit === 'mV') {
    const { bits } = calibration;
    const half = 2 ** (bits - 1);
    const rails = countsToMv([0, 2 ** bits - 1], calibration) as unknown as [number, number];
    if (digitalMin === -half && digitalMax === half - 1 && agrees(signal, rails, factor)) {
      const counts = mapped(digital, (value) => value + half);
      const samples = countsToMv(counts, calibration);
      return { channel: { name, unit, fs, samples, range: [rails[0], rails[1]], calibration, ...about, kind } };
    }
  }
  const step = (physicalMax - physicalMin) / (digitalMax - digitalMin);
  const physical = (value: number) => (physicalMin + (value - digitalMin) * step) * factor;
  const rails = [physical(digitalMin), physical(digitalMax)].sort((a, b) => a - b) as [number, number];
  const stored = edfForms[digital instanceof Int16Array ? 'edf' : 'bdf'].digitalRange;
  if (![...stored.map(physical), ...rails].every(Number.isFinite)) {
    return { fault: `the physical range of ${name} is too large` };
  }
  const samples = mapped(digital, physical);
  const isUnknown = unit === 'other' && note === undefined && isCalledEmg(called);
  const channel: Channel = { name, unit, fs, samples, range: rails, ...about, kind };
  return { channel, ...(isUnknown && { unknownUnit: signal.unit }) };
}
