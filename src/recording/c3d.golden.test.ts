import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readC3d } from './c3d.ts';

interface Golden {
  readonly tolerance: number;
  readonly cases: readonly {
    readonly name: string;
    readonly base64: string;
    readonly channels: readonly {
      readonly name: string;
      readonly unit: 'V' | 'mV' | 'N';
      readonly fs: number;
      readonly values: readonly number[];
    }[];
  }[];
}

const path = join(import.meta.dirname, '../../golden/recording/c3d.json');
const { cases, tolerance } = JSON.parse(readFileSync(path, 'utf8')) as Golden;
const factors = { V: 1e3, mV: 1, N: 1 };

describe('C3D files of other writers', () => {
  it.each(cases)('$name', ({ base64, channels }) => {
    const recording = readC3d(new Uint8Array(Buffer.from(base64, 'base64')), { file: 'golden.c3d' });
    expect(recording.issues).toEqual([]);
    expect(recording.channels.map(({ name }) => name)).toEqual(channels.map(({ name }) => name));
    channels.forEach(({ name, unit, fs, values }, i) => {
      const channel = recording.channels[i];
      const kind = unit === 'N' ? 'force' : name.startsWith('EMG') ? 'emg' : 'other';
      expect(channel).toMatchObject({ fs, kind, unit: unit === 'N' ? 'N' : 'mV' });
      const wanted = values.map((value) => value * factors[unit]);
      const largest = Math.max(...wanted.map(Math.abs));
      const error = Math.max(...wanted.map((value, k) => Math.abs((channel?.samples[k] as number) - value)));
      expect(error / largest).toBeLessThan(tolerance);
    });
  });
});
