import { describe, expect, it } from 'vitest';
import type { Channel, Recording } from './recording.ts';
import { recordingCsv } from './recording-csv.ts';

const channel = (name: string, samples: number[], more: Partial<Channel> = {}): Channel => ({
  name,
  kind: 'other',
  unit: 'other',
  fs: 1000,
  samples: Float64Array.from(samples),
  ...more,
});
const csv = (...channels: Channel[]) => {
  const provenance: Recording['provenance'] = { file: 'a', format: 'made', sha256: '' };
  return recordingCsv({ channels, events: [], provenance, issues: [] });
};

describe('recordingCsv', () => {
  it('writes a row per sample, with units in the head and empty cells behind a channel’s end', () => {
    const text = csv(channel('FDS', [0.1 + 0.2, -1e-9, 3], { unit: 'mV' }), channel('a "b", c', [7, 8]));
    expect(text).toBe('time_s,FDS (mV),"a ""b"", c"\n0,0.30000000000000004,7\n0.001,-1e-9,8\n0.002,3,\n');
  });

  it('refuses channels of different rates', () => {
    expect(() => csv(channel('a', [1]), channel('b', [1], { fs: 10 }))).toThrow(/different rates, 1000, 10 Hz/);
  });
});
