import { describe, expect, it } from 'vitest';
import { readC3d } from './c3d.ts';
import { c3dSamples, makeC3d } from './check-c3d-samples.ts';

const base = {
  processor: 84,
  perFrame: 2,
  frameHz: 500,
  analog: [
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ],
} as const;
const read = (made: Parameters<typeof makeC3d>[0]) => readC3d(makeC3d(made), { file: 'a.c3d' });

describe('readC3d', () => {
  it('puts events on the time of the first frame', () => {
    const dec = c3dSamples()[1];
    const { events, channels } = readC3d(dec?.bytes ?? new Uint8Array(0), { file: 'dec.c3d' });
    const startS = 10 / 100.5;
    expect(events.map(({ label }) => label)).toEqual(['rest', 'Left squeeze']);
    expect(events[1]?.onsetS).toBeCloseTo(0.25 - startS, 6);
    expect(channels[0]?.fs).toBe(1005);
  });

  it('takes numbers without a unit for counts and says what is called EMG and is no voltage', () => {
    const { channels, issues } = read({ ...base, parameters: { 'ANALOG:USED': 2, 'ANALOG:LABELS': ['EMG', 'x'] } });
    expect(channels.map(({ kind, unit }) => `${kind} ${unit}`)).toEqual(['other count', 'other count']);
    expect(channels[1]?.samples).toEqual(Float64Array.of(5, 6, 7, 8));
    expect(issues.map(({ code, where }) => `${code} ${where.channel}`)).toEqual(['UNIT_UNKNOWN EMG']);
  });

  it('reads what is whole of a file that is cut off', () => {
    const bytes = makeC3d({ ...base, parameters: { 'ANALOG:USED': 2 } });
    const { channels, issues } = readC3d(bytes.subarray(0, -1), { file: 'a.c3d' });
    expect(channels.map(({ samples }) => [...samples])).toEqual([
      [1, 2],
      [5, 6],
    ]);
    expect(issues.map(({ code }) => code)).toEqual(['INCOMPLETE_FILE']);
  });

  it('refuses another rate, no analog channels, and headers that contradict themselves', () => {
    const bytes = makeC3d({ ...base, parameters: { 'ANALOG:USED': 2 } });
    expect(() => readC3d(bytes, { file: 'a.c3d', fs: 2000 })).toThrow('fs is 2000, but a.c3d stores 1000 Hz');
    expect(() => read({ ...base, parameters: {} })).toThrow('it holds no analog channels');
    expect(() => read({ ...base, parameters: { 'ANALOG:USED': 3 } })).toThrow('2 analog channels, its parameters 3');
  });
});
