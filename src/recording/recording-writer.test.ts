import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { readEdf } from './edf.ts';
import { joinedBytes } from './edf-annotations.ts';
import { writeEdf } from './edf-writer.ts';
import { windowJudge } from './quality-windows.ts';
import type { RecordedChannel } from './recorded-channel.ts';
import { type RecordingWriter, type RecordingWriterOptions, recordingWriter } from './recording-writer.ts';
import { countsToMv } from './sensors.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const emg: RecordedChannel = {
  name: 'FDS',
  kind: 'emg',
  side: 'right',
  muscle: 'flexor digitorum superficialis',
  values: { unit: 'count', bits: 10, calibration: { sensor: 'bitalino-emg', supplyV: 3.3, gain: 1009 } },
};
const grip: RecordedChannel = {
  name: 'Grip',
  kind: 'force',
  values: { unit: 'count', bits: 10, calibration: { nPerCount: 0.8, tareCounts: 102.5 } },
};
const raw: RecordedChannel = { name: 'A3', kind: 'other', values: { unit: 'count', bits: 6 } };
const held: RecordedChannel = { name: 'Hand', kind: 'force', values: { unit: 'N', range: [-50, 1000] } };
const options: RecordingWriterOptions = { format: 'edf', channels: [emg, grip, raw], fs: 100 };

/** A recorder and the bytes that it gave so far. */
function recorder(more: Partial<RecordingWriterOptions> = {}) {
  const writer = recordingWriter({ ...options, ...more });
  const parts: Uint8Array[] = [];
  return {
    writer,
    take: (records: readonly Uint8Array[]) => parts.push(...records),
    torn: () => joinedBytes([writer.header(), ...parts]),
    closed() {
      const { records, header } = writer.finish();
      return joinedBytes([header, ...parts, ...records]);
    },
  };
}
const read = (bytes: Uint8Array) => readEdf(bytes, { file: 'a.edf' });
const random = seededRandom(8);
const counts = (n: number, bits: number) => Float64Array.from({ length: n }, () => random.below(2 ** bits));
const three = (n: number) => [counts(n, 10), counts(n, 10), counts(n, 6)];

describe('recordingWriter', () => {
  it.each(['edf', 'bdf'] as const)(
    'gives %s counts and millivolts back to the last bit, however they are handed over',
    (format) => {
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 0, max: 330 }), { minLength: 1, maxLength: 6 }), (sizes) => {
          const { writer, take, closed } = recorder({ format });
          const all = sizes.map(three);
          for (const values of all) take(writer.add(values));
          const whole = [0, 1, 2].map((c) =>
            Float64Array.from(all.flatMap((values) => [...(values[c] as Float64Array)])),
          );
          const n = whole[0]?.length ?? 0;
          expect(writer.nSamples).toBe(n);
          if (n === 0) return;
          const { channels, issues, events } = read(closed());
          expect(issues).toEqual([]);
          expect(events).toEqual([]);
          const calibration = { sensor: 'bitalino-emg', supplyV: 3.3, gain: 1009, bits: 10 };
          expect(channels[0]).toMatchObject({ name: 'FDS', kind: 'emg', unit: 'mV', side: 'right', calibration });
          expect(channels[0]?.samples).toEqual(countsToMv(whole[0] as Float64Array, calibration));
          expect(channels[1]).toMatchObject({ name: 'Grip', kind: 'force', unit: 'N' });
          channels[1]?.samples.forEach((forceN, i) => {
            expect(forceN).toBeCloseTo(0.8 * ((whole[1]?.[i] as number) - 102.5), 3);
          });
          expect(channels[2]).toMatchObject({ unit: 'count', range: [0, 63], samples: whole[2] });
        }),
        { numRuns: 40 },
      );
    },
  );

  it('writes what writeEdf writes, record for record', () => {
    const values = counts(250, 10);
    const { writer, take, closed } = recorder({ channels: [emg], startedAt: '2026-11-24T10:00:00.250' });
    take(writer.add([values]));
    const bytes = closed();
    const again = writeEdf(read(bytes));
    // The room for annotations differs, and with it the size of a record.
    const samplesOf = (file: Uint8Array) => {
      const size = (file.length - 768) / 3;
      return [0, 1, 2].map((record) => [...file.subarray(768 + record * size, 768 + record * size + 200)]);
    };
    expect(samplesOf(bytes)).toEqual(samplesOf(again));
    expect(read(again)).toMatchObject({ channels: read(bytes).channels, events: [] });
  });

  it('cuts off values outside of the range of a force in newtons', () => {
    const { writer, take, closed } = recorder({ channels: [held] });
    take(writer.add([Float64Array.of(-60, 0, 500.25, 2000)]));
    const [channel] = read(closed()).channels;
    [-50, 0, 500.25, 1000].forEach((forceN, i) => {
      expect(channel?.samples[i]).toBeCloseTo(forceN, 1);
    });
    expect(channel?.samples).toHaveLength(4);
  });

  it('can be read while it is open, and cut anywhere', () => {
    const { writer, take, torn } = recorder();
    take(writer.add(three(250)));
    const bytes = torn();
    const recording = read(bytes);
    expect(recording.channels[0]?.samples).toHaveLength(200);
    expect(recording.issues.map(({ code }) => code)).toEqual(['INCOMPLETE_FILE']);
    const cut = read(bytes.subarray(0, bytes.length - 7));
    expect(cut.channels[0]?.samples).toEqual(recording.channels[0]?.samples.slice(0, 100));
  });

  it('keeps every event with its own time, however many there are and however late they come', () => {
    const { writer, take, closed } = recorder({ startedAt: '2026-11-24T10:00:00.125' });
    const told = Array.from({ length: 200 }, (_, i) => ({ onsetS: i / 100, durationS: i % 3, label: `event ${i} ü` }));
    take(writer.add(three(150)));
    for (const event of told) writer.event(event);
    take(writer.add(three(100)));
    writer.event({ onsetS: 0.5, durationS: 0, label: 'late' });
    writer.event({ onsetS: 2.5, durationS: 0, label: 'x'.repeat(950) });
    const { events, channels, provenance } = read(closed());
    expect(channels[0]?.samples).toHaveLength(250);
    expect(provenance.startedAt).toBe('2026-11-24T10:00:00.125');
    for (const event of told) expect(events).toContainEqual(event);
    expect(events).toContainEqual({ onsetS: 0.5, durationS: 0, label: 'late' });
    const long = events.filter(({ label }) => /^x+$/.test(label));
    expect(long.map(({ label }) => label).join('')).toBe('x'.repeat(950));
    expect(events).toHaveLength(told.length + 1 + 3);
  });

  it('keeps times true over lost samples, and leaves out exactly the windows that they touch', () => {
    const { writer, take, closed } = recorder();
    const marked = (n: number) => three(n).map((values) => values.with(0, 63));
    take(writer.add(three(130)));
    take(writer.lost(40, 'dropped'));
    take(writer.add(marked(30)));
    take(writer.lost(250, 'disconnected'));
    take(writer.add(marked(150)));
    const { channels, events, issues } = read(closed());
    const [first] = channels;
    expect(first?.samples).toHaveLength(600);
    expect(first?.samples.subarray(130, 170).every((value) => value === first?.samples[129])).toBe(true);
    expect(channels[2]?.samples[170]).toBe(63);
    expect(channels[2]?.samples[450]).toBe(63);
    expect(first?.filled).toEqual([
      [130, 170],
      [200, 450],
    ]);
    expect(events).toEqual([
      { onsetS: 1.3, durationS: 0.4, label: 'Lost 40 samples (dropped)' },
      { onsetS: 2, durationS: 2.5, label: 'Lost 250 samples (disconnected)' },
    ]);
    expect(issues.map(({ code }) => code)).toEqual(['SAMPLES_FILLED']);
    expect(issues[0]?.message).toBe('290 samples never came, in 2 stretches; the last value before stands there.');
    const judged = windowJudge(first as NonNullable<typeof first>)();
    const bad = judged.filter(({ faults }) => faults.some(({ code }) => code === 'DROPPED_SAMPLES'));
    expect(bad.map(({ startS }) => startS)).toEqual([1, 2, 3, 4]);
  });

  it('tells a stretch that comes in pieces once per record, and leaves room for what else was lost', () => {
    const { writer, take, closed } = recorder({ fs: 1000 });
    take(writer.add(three(100)));
    for (let i = 0; i < 95; i++) take(writer.lost(10, 'disconnected'));
    take(writer.lost(5, 'dropped'));
    take(writer.add(three(400)));
    take(writer.lost(1, 'corrupt'));
    take(writer.add(three(544)));
    const { channels, events } = read(closed());
    expect(events).toEqual([
      { onsetS: 0.1, durationS: 0.9, label: 'Lost 900 samples (disconnected)' },
      { onsetS: 1, durationS: 0.05, label: 'Lost 50 samples (disconnected)' },
      { onsetS: 1.05, durationS: 0.005, label: 'Lost 5 samples (dropped)' },
      { onsetS: 1.455, durationS: 0.001, label: 'Lost 1 sample (corrupt)' },
    ]);
    expect(channels[0]?.filled).toEqual([
      [100, 1055],
      [1455, 1456],
    ]);
  });

  it('counts every lost sample even where a record has no room to tell them apart', () => {
    const { writer, take, closed } = recorder({ fs: 1000 });
    for (let i = 0; i < 300; i++) {
      take(writer.add(three(4)));
      take(writer.lost(1 + (i % 3), i % 2 === 0 ? 'dropped' : 'corrupt'));
    }
    const { channels, issues } = read(closed());
    const lost = Array.from({ length: 300 }, (_, i) => 1 + (i % 3)).reduce((sum, n) => sum + n);
    expect(issues[0]?.message).toContain(`${lost} samples never came`);
    const filled = channels[0]?.filled ?? [];
    let at = 0;
    for (let i = 0; i < 300; i++) {
      at += 4;
      const from = at;
      at += 1 + (i % 3);
      expect(filled.some(([first, behind]) => first <= from && behind >= at)).toBe(true);
    }
  });

  it('begins with lost samples in the middle of the range', () => {
    const { writer, take, closed } = recorder();
    take(writer.lost(30, 'disconnected'));
    take(writer.add(three(70)));
    const { channels } = read(closed());
    expect(channels[2]?.samples[0]).toBe(32);
    expect(channels[2]?.filled).toEqual([[0, 30]]);
  });

  it('refuses what it cannot store, and takes nothing of a bad call', () => {
    const { writer } = recorder();
    expect(() => writer.add([new Float64Array(3)])).toThrow(/those of 3 channels, got 1/);
    expect(() => writer.add([new Float64Array(3), new Float64Array(3), new Float64Array(2)])).toThrow(
      /A3 has 2 samples and FDS has 3/,
    );
    expect(() => writer.add([counts(3, 6), counts(3, 6), Float64Array.of(1, Number.NaN, 2)])).toThrow(
      /samples of A3\[1\]/,
    );
    expect(writer.nSamples).toBe(0);
    expect(() => writer.lost(1.5, 'dropped')).toThrow(/nSamples must be/);
    expect(() => writer.event({ onsetS: Number.NaN, durationS: 0, label: 'a' })).toThrow(/event times/);
    writer.finish();
    expect(() => writer.add(three(1))).toThrow(/is finished/);
    expect(() => recordingWriter({ ...options, channels: [] })).toThrow(/no channels/);
    expect(() => recordingWriter({ ...options, fs: 0 })).toThrow(/fs must be/);
    const wide = (bits: number): RecordedChannel => ({ ...raw, values: { unit: 'count', bits } });
    expect(() => recordingWriter({ ...options, channels: [wide(17)] })).toThrow(/bits of A3 .* from 1 to 16, got 17/);
    expect(recordingWriter({ ...options, format: 'bdf', channels: [wide(24)] }).recordS).toBe(1);
    const empty: RecordedChannel = { ...held, values: { unit: 'N', range: [5, 5] } };
    expect(() => recordingWriter({ ...options, channels: [empty] })).toThrow(/two rising numbers/);
  });

  it('holds no more after a long recording than after a short one', () => {
    const writer: RecordingWriter = recordingWriter({ ...options, fs: 1000 });
    const values = three(100);
    const record = (nSeconds: number): number => {
      for (let i = 0; i < 10 * nSeconds; i++) writer.add(values);
      return writer.nRecords;
    };
    record(50);
    collectGarbage();
    const before = process.memoryUsage();
    expect(record(1500)).toBe(1550);
    collectGarbage();
    const after = process.memoryUsage();
    // 1500 records that were kept would be ten megabytes.
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(5e6);
  });
});
