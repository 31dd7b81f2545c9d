import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEdf } from './edf.ts';
import type { Unit } from './recording.ts';

interface Golden {
  readonly tolerance: number;
  readonly cases: readonly {
    readonly name: string;
    readonly base64: string;
    readonly startedAt: string;
    readonly channels: readonly {
      readonly name: string;
      readonly unit: string;
      readonly fs: number;
      readonly values: readonly number[];
    }[];
    readonly events: readonly { readonly onsetS: number; readonly durationS: number; readonly label: string }[];
  }[];
}

const golden = (kind: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../golden/recording/${kind}.json`), 'utf8')) as Golden;
const { cases, tolerance } = golden('edf');
const all = [...cases, ...golden('bdf').cases];
const ours: { readonly [unit: string]: readonly [unit: Unit, factor: number] } = {
  uV: ['mV', 1e-3],
  mV: ['mV', 1],
  N: ['N', 1],
  kgf: ['kgf', 1],
  uS: ['other', 1],
};

describe('EDF and BDF files of other writers', () => {
  it.each(all)('$name', ({ base64, channels, events, startedAt }) => {
    const recording = readEdf(new Uint8Array(Buffer.from(base64, 'base64')), { file: 'golden.edf' });
    expect(recording.issues).toEqual([]);
    expect(recording.events).toEqual(events);
    expect(recording.provenance.startedAt).toBe(startedAt);
    expect(recording.channels.map(({ name }) => name)).toEqual(channels.map(({ name }) => name));
    channels.forEach(({ unit, fs, values }, i) => {
      const channel = recording.channels[i];
      const [toUnit, factor] = ours[unit] as readonly [Unit, number];
      expect(channel).toMatchObject({ unit: toUnit, fs });
      expect(channel?.samples).toHaveLength(values.length);
      const largest = Math.max(...values.map((value) => Math.abs(value * factor)));
      const error = Math.max(...values.map((value, k) => Math.abs((channel?.samples[k] as number) - value * factor)));
      expect(error / largest).toBeLessThan(tolerance);
    });
  });
});
