import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readXdf } from './xdf.ts';

interface Golden {
  readonly tolerance_s: number;
  readonly cases: readonly {
    readonly name: string;
    readonly base64: string;
    readonly channels: readonly {
      readonly name: string;
      readonly unit: 'microvolts' | 'mV' | 'N';
      readonly fs: number;
      readonly values: readonly number[];
    }[];
    readonly events: readonly { readonly onsetS: number; readonly label: string }[];
    readonly gapsAt: readonly number[];
  }[];
}

const path = join(import.meta.dirname, '../../golden/recording/xdf.json');
const { cases, tolerance_s } = JSON.parse(readFileSync(path, 'utf8')) as Golden;
const factors = { microvolts: 1e-3, mV: 1, N: 1 };

describe('XDF files as pyxdf reads them', () => {
  it.each(cases)('$name', ({ base64, channels, events, gapsAt }) => {
    const recording = readXdf(new Uint8Array(Buffer.from(base64, 'base64')), { file: 'golden.xdf' });
    expect(recording.provenance.startedAt).toBe('2026-11-22T09:15:00');
    expect(recording.channels.map(({ name }) => name)).toEqual(channels.map(({ name }) => name));
    channels.forEach(({ unit, fs, values }, i) => {
      const channel = recording.channels[i];
      expect(channel).toMatchObject({ fs, kind: unit === 'N' ? 'force' : 'emg', unit: unit === 'N' ? 'N' : 'mV' });
      expect(channel?.samples).toEqual(Float64Array.from(values, (value) => value * factors[unit]));
      if (unit !== 'N') expect(channel?.gapsAt ?? []).toEqual(gapsAt);
    });
    expect(recording.events.map(({ label }) => label)).toEqual(events.map(({ label }) => label));
    events.forEach(({ onsetS }, i) => {
      expect(Math.abs((recording.events[i]?.onsetS ?? Number.NaN) - onsetS)).toBeLessThan(tolerance_s);
    });
  });
});
