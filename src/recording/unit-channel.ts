import { type Issue, issue } from '#base';
import { cannotRead, quoted } from './cannot-read.ts';
import type { Channel } from './recording.ts';
import { isCalledEmg, kindOfSignal, unitRule } from './signal-unit.ts';

/** A signal with what its file says about it. */
export interface UnitSignal {
  readonly name: string;
  /** All that may call it EMG: label, type, sensor. */
  readonly about: string;
  /** Unit as the file spells it; empty where it names none. */
  readonly unit: string;
  readonly fs: number;
  /** Values in `unit` [nSamples]; changed here into those of the channel. */
  readonly samples: Float64Array;
  /** Lowest and highest value that can be stored, in `unit`. */
  readonly range?: readonly [lo: number, hi: number];
  readonly sensorName?: string;
}

/**
 * Makes a channel of a signal in the unit of its file: voltages in mV. Whole numbers without a unit are taken for raw
 * counts, so that a sensor can still be named for them. Something called EMG that is no voltage is an issue.
 *
 * @throws FormatError for a sample that is no finite number.
 */
export function unitChannel(
  { name, about, unit: unitText, fs, samples, range, sensorName }: UnitSignal,
  { file, formatName }: { readonly file: string; readonly formatName: string },
): { channel: Channel; issues: Issue[] } {
  const rule = unitRule(unitText);
  let isWhole = true;
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i] * rule.factor;
    if (!Number.isFinite(value)) {
      const what = `sample ${i} of ${quoted(name)} is ${samples[i]}, which is no usable number`;
      throw cannotRead(file, what, formatName, 'Leave that sample out, or export the recording again.');
    }
    if (isWhole && !Number.isInteger(value)) isWhole = false;
    samples[i] = value;
  }
  const unit = unitText.trim() === '' && isWhole ? 'count' : rule.unit;
  const [lo, hi] = (range ?? [0, 0]).map((rail) => rail * rule.factor) as [number, number];
  const hasRange = range !== undefined && lo < hi && Number.isFinite(hi - lo);
  const channel: Channel = {
    name,
    kind: kindOfSignal(unit, about),
    unit,
    fs,
    samples,
    ...(hasRange && { range: [lo, hi] as const }),
    ...(sensorName !== undefined && { sensorName }),
  };
  if (rule.unit !== 'other' || !isCalledEmg(about)) return { channel, issues: [] };
  const given = unitText.trim() === '' ? 'no unit' : `the unit ${quoted(unitText)}`;
  const message = `The file gives ${given} for ${name}, which is no voltage.`;
  return { channel, issues: [issue('UNIT_UNKNOWN', message, { file, channel: name })] };
}
