import { describe, expect, it } from 'vitest';
import { makeXdf, steadyTimes, xdfSamples } from './check-xdf-samples.ts';
import { readXdf } from './xdf.ts';

const rows = (n: number) => Array.from({ length: n }, (_, i) => [i]);
const emg = {
  name: 'EMG',
  type: 'EMG',
  fs: 1000,
  format: 'float32',
  channels: [{ label: 'FDS', unit: 'uV' }],
} as const;
const read = (...streams: Parameters<typeof makeXdf>[0]) => readXdf(makeXdf(streams), { file: 'a.xdf' });
const codes = (recording: { issues: readonly { code: string }[] }) => recording.issues.map(({ code }) => code);

describe('readXdf', () => {
  it('keeps the time that streams share, on one clock', () => {
    const grip = { name: 'Grip', fs: 100, format: 'double64', channels: [{ unit: 'N' }] } as const;
    const recording = read(
      { ...emg, rows: rows(1000), times: steadyTimes(1000, 1000, 5), clock: [[1, 95]] },
      { ...grip, rows: rows(100), times: steadyTimes(100, 100, 100.2) },
    );
    expect(recording.channels.map(({ name, kind, unit, samples }) => [name, kind, unit, samples.length])).toEqual([
      ['FDS', 'emg', 'mV', 800],
      ['Grip', 'force', 'N', 80],
    ]);
    expect(recording.channels[0]?.samples[0]).toBe(0.2);
    expect(codes(recording)).toEqual(['UNEVEN_DEVICES', 'UNEVEN_DEVICES']);
  });

  it('knows loss by a gap in time and by the counter of OpenSignals', () => {
    const recording = readXdf(xdfSamples()[2]?.bytes as Uint8Array, { file: 'a.xdf' });
    expect(recording.channels.map(({ name }) => name)).toEqual(['EMG1']);
    expect(recording.channels[0]?.gapsAt).toEqual([30]);
    const counted = read({
      ...{ ...emg, name: 'OpenSignals', channels: [{ label: 'nSeq' }, { label: 'EMG1', unit: 'mV' }] },
      ...{ rows: rows(60).map(([i = 0]) => [(i < 40 ? i : i + 3) % 16, i]), times: steadyTimes(60, 1000, 1) },
    });
    expect(counted.channels[0]?.gapsAt).toEqual([40]);
    expect(counted.issues.map(({ message }) => message)).toEqual([
      '3 samples are missing in 1 gaps of stream OpenSignals.',
    ]);
  });

  it('takes the measured rate where the stated one is wrong, and says so', () => {
    const recording = read({ ...emg, rows: rows(1000), times: steadyTimes(1000, 900, 1) });
    expect(recording.channels[0]?.fs).toBeCloseTo(900, 0);
    expect(codes(recording)).toEqual(['RATE_DIFFERS']);
  });

  it('makes events of texts and of single irregular numbers, and leaves other irregular streams out', () => {
    const irregular = { name: 'Keys', fs: 0, format: 'int32', channels: [{}] } as const;
    const recording = read(
      { ...emg, rows: rows(100), times: steadyTimes(100, 1000, 1) },
      { ...irregular, rows: [[7]], times: [1.05] },
      { ...irregular, name: 'Mouse', channels: [{}, {}], rows: [[1, 2]], times: [1.05] },
    );
    expect(recording.events).toEqual([{ onsetS: 0.05, durationS: 0, label: '7' }]);
    expect(codes(recording)).toEqual(['SIGNALS_LEFT_OUT']);
  });

  it('refuses another rate, and a file without a steady stream', () => {
    const bytes = makeXdf([{ ...emg, rows: rows(100), times: steadyTimes(100, 1000, 1) }]);
    expect(() => readXdf(bytes, { file: 'a.xdf', fs: 500 })).toThrow('fs is 500, but a.xdf stores 1000 Hz');
    expect(() => read({ ...emg, fs: 0, rows: rows(2), times: [1, 2] })).toThrow(
      'no stream of numbers at a steady rate',
    );
  });
});
