import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { emgCounts } from './check-emg-counts.ts';
import { readEdf } from './edf.ts';
import { edfNumber } from './edf-fields.ts';
import { type EdfWriterOptions, writeEdf } from './edf-writer.ts';
import type { Channel, Recording, RecordingEvent } from './recording.ts';
import { calibrate } from './sensors.ts';

const random = seededRandom(3);
const counted = (bits: number, n: number, fs = 1000): Channel => ({
  name: 'A1',
  kind: 'other',
  unit: 'count',
  fs,
  samples: Float64Array.from(emgCounts(random, n, bits)),
  range: [0, 2 ** bits - 1],
});
const recordingOf = (channels: Channel[], events: RecordingEvent[] = [], more = {}): Recording => ({
  channels,
  events,
  provenance: { file: 'a', format: 'made', sha256: '', ...more },
  issues: [],
});
const again = (recording: Recording, options?: EdfWriterOptions) =>
  readEdf(writeEdf(recording, options), { file: 'a.edf' });
const header = (bytes: Uint8Array, from: number, length: number) =>
  String.fromCharCode(...bytes.subarray(from, from + length));

describe('writeEdf and readEdf', () => {
  it('give calibrated channels back to the last bit, whatever the length', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          ...([
            ['bitalino-emg', 10],
            ['bitalino-emg', 6],
            ['biosignalsplux-emg', 16],
            ['bioplux-emg', 12],
          ] as const),
        ),
        fc.integer({ min: 1, max: 2500 }),
        ([sensor, bits], n) => {
          const channel = calibrate({ ...counted(bits, n), sensorName: 'RAW', muscle: 'flexor', side: 'left' }, sensor);
          expect(again(recordingOf([channel])).channels).toEqual([channel]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('give the rails back', () => {
    const channel = calibrate(
      { ...counted(16, 4), samples: Float64Array.of(0, 1, 65534, 65535) },
      'biosignalsplux-emg',
    );
    expect(again(recordingOf([channel])).channels[0]).toEqual(channel);
  });

  it('give counts and whole forces back', () => {
    const force: Channel = { name: 'Grip', kind: 'force', unit: 'N', fs: 100, samples: Float64Array.of(0, 300, -2) };
    const raw = counted(10, 1234);
    expect(again(recordingOf([raw, force])).channels).toEqual([raw, { ...force, range: [-2, 300] }]);
  });

  it('give any other channel back within half a step of its range', () => {
    const value = fc.double({ min: -5e4, max: 5e4, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 50 }),
        fc.constantFrom('mV' as const, 'kgf' as const),
        (values, unit) => {
          const channel: Channel = { name: 'x', kind: 'force', unit, fs: 50, samples: Float64Array.from(values) };
          const [back] = again(recordingOf([channel])).channels;
          const [lo, hi] = back?.range ?? [0, 0];
          const half = (hi - lo) / 65535 / 2;
          values.forEach((sample, i) => {
            expect(Math.abs((back?.samples[i] as number) - sample)).toBeLessThanOrEqual(half * (1 + 1e-9) + 1e-12);
          });
          expect(back).toMatchObject({ kind: 'force', unit });
        },
      ),
    );
  });

  it('round a calibrated channel whose values are no counts, and drop its calibration', () => {
    const channel = calibrate(counted(10, 100), 'bitalino-emg');
    const simulated = { ...channel, samples: channel.samples.map((mv) => mv * 1.01) };
    const [back] = again(recordingOf([simulated])).channels;
    expect(back?.calibration).toBeUndefined();
    expect(back?.samples[7]).toBeCloseTo(simulated.samples[7] as number, 4);
  });

  it('keep the calibration whatever else the note of a channel must hold', () => {
    const muscle = 'flexor digitorum superficialis; humero-ulnar head';
    const channel = calibrate({ ...counted(10, 9), muscle, side: 'right', sensorName: 'x'.repeat(90) }, 'bitalino-emg');
    const [back] = again(recordingOf([channel])).channels;
    expect(back?.samples).toEqual(channel.samples);
    expect(back).toMatchObject({ calibration: channel.calibration, side: 'right' });
    expect(back?.muscle).toMatch(/^flexor digitorum superficialis, hum/);
    const { calibration } = channel;
    const odd = {
      ...channel,
      calibration: { ...(calibration as NonNullable<typeof calibration>), sensor: 'y'.repeat(90) },
    };
    expect(again(recordingOf([odd])).channels[0]?.calibration).toBeUndefined();
  });

  it('keep channels of different rates and lengths apart', () => {
    const channels = [counted(10, 2500), { ...counted(16, 17, 10), name: 'B' }];
    const back = again(recordingOf(channels));
    expect(back.channels.map(({ fs, samples }) => [fs, samples.length])).toEqual([
      [1000, 2500],
      [10, 17],
    ]);
    expect(back.channels[1]?.samples).toEqual(channels[1]?.samples);
    expect(back.events).toEqual([]);
  });

  it('keep events, start, device and firmware', () => {
    const events = [
      { onsetS: 0.1, durationS: 0, label: 'hold ü\nstart' },
      { onsetS: 1.75, durationS: 2.125, label: 'MVC' },
      { onsetS: 9, durationS: 0, label: 'after the end' },
    ];
    const about = { startedAt: '2024-09-11T12:14:24.504', device: 'bitalino_rev', firmware: '5.2' };
    const back = again(recordingOf([counted(10, 2200)], events, about));
    expect(back.events).toEqual([{ ...events[0], label: 'hold ü start' }, events[1], events[2]]);
    expect(back.provenance).toMatchObject(about);
    expect(again(recordingOf([counted(10, 5)])).provenance.startedAt).toBeUndefined();
  });

  it.each([
    ['bitalino_rev', '5.1 b'],
    ['bitalino rev', '5.1_b'],
    [' X ', '100 %'],
    ['Gerät 2_b', ''],
    ["['a']", '1'],
    ['X', '1'],
  ])('keep the device %j and its firmware %j as they are spelled', (device, firmware) => {
    expect(again(recordingOf([counted(10, 5)], [], { device, firmware })).provenance).toMatchObject({
      device,
      firmware,
    });
  });

  it('leave out whole what the field of 80 characters cannot hold', () => {
    const { provenance } = again(recordingOf([counted(10, 5)], [], { device: `${'d_'.repeat(20)}e`, firmware: '5.2' }));
    expect(provenance).toMatchObject({ device: `${'d '.repeat(20)}e`, firmware: '5.2' });
    const broken = { device: 'a\ud800_', firmware: 'f'.repeat(60) };
    expect(again(recordingOf([counted(10, 5)], [], broken)).provenance).toMatchObject({ device: 'a?_' });
  });

  it.each([
    '1985-01-01T00:00:00',
    '2084-12-31T23:59:59',
    '2085-01-01T00:00:00',
    '2185-06-30T12:00:00',
    '1979-02-28T01:02:03',
  ])('give the start %s back, whatever the century', (startedAt) => {
    expect(again(recordingOf([counted(10, 5)], [], { startedAt })).provenance.startedAt).toBe(startedAt);
  });

  it('make records longer where a rate needs it', () => {
    const slow = { ...counted(10, 7, 0.25), name: 'slow' };
    expect(again(recordingOf([counted(10, 3000), slow])).channels[1]?.samples).toEqual(slow.samples);
    expect(() => writeEdf(recordingOf([counted(10, 10, Math.PI)]))).toThrow(
      /No record of 1 s or its multiples holds whole samples at 3\.14/,
    );
    expect(again(recordingOf([counted(10, 10, 3.5)]), { recordDurationS: 2 }).channels[0]?.fs).toBe(3.5);
  });
});

describe('writeEdf', () => {
  it('writes the header as EDF+ wants it', () => {
    const bytes = writeEdf(
      recordingOf([calibrate(counted(10, 1500), 'bitalino-emg')], [], { startedAt: '2024-09-11T12:14:24' }),
      { patient: 'S01 X X X' },
    );
    expect(header(bytes, 0, 88).trimEnd()).toBe('0       S01 X X X');
    expect(header(bytes, 88, 80).trimEnd()).toBe('Startdate 11-SEP-2024 X X X');
    expect(header(bytes, 168, 24)).toBe('11.09.2412.14.24768     ');
    const later = writeEdf(recordingOf([counted(10, 5)], [], { startedAt: '2185-09-11T12:14:24' }));
    expect(header(later, 168, 16)).toBe('11.09.yy12.14.24');
    expect(header(later, 88, 80).trimEnd()).toBe('Startdate 11-SEP-2185 X X X');
    expect(header(bytes, 192, 64)).toBe(`${'EDF+C'.padEnd(44)}2       1       2   `);
    expect(header(bytes, 256, 32)).toBe('A1              EDF Annotations ');
    expect(header(bytes, 288, 80).trimEnd()).toBe('Myofade emg;bitalino-emg;3.3;1009;10');
    expect(header(bytes, 448 + 0, 16)).toBe('uV              ');
    expect(header(bytes, 464, 16)).toBe('-1635.28-1      ');
    expect(bytes.slice(0, 768).every((byte) => byte >= 32 && byte < 127)).toBe(true);
  });

  it('writes names as different ASCII labels', () => {
    const names = ['flexor digitorum superficialis', 'flexor digitorum profundus', 'Streckmuskel ö', 'EDF Annotations'];
    const back = again(recordingOf(names.map((name) => ({ ...counted(10, 10), name })))).channels.map(
      ({ name }) => name,
    );
    expect(back).toEqual(['flexor digitorum', 'flexor digi-2', 'Streckmuskel ?', 'EDF Annotat-2']);
  });

  it('refuses what EDF cannot hold', () => {
    const with0 = (value: number) => ({ ...counted(10, 1), samples: Float64Array.of(value) });
    expect(() => writeEdf(recordingOf([]))).toThrow(/has no samples/);
    for (const startedAt of ['2024-02-31T25:61:61', '2024-01-01T10:00:60', '2023-02-29T10:00:00', '2024-01-01']) {
      expect(() => writeEdf(recordingOf([with0(1)], [], { startedAt }))).toThrow(`startedAt is '${startedAt}'`);
    }
    expect(() => writeEdf(recordingOf([with0(Number.NaN)]))).toThrow(/samples of A1\[0\] is NaN/);
    const never = [{ onsetS: Number.NaN, durationS: 0, label: 'a' }];
    expect(() => writeEdf(recordingOf([with0(1)], never))).toThrow(/event times\[0\] is NaN/);
    expect(() => writeEdf(recordingOf([{ ...with0(0.5) }]), { digitalRange: [0, 70000] })).toThrow(
      /digitalRange must be/,
    );
  });
});

describe('edfNumber', () => {
  it('fits eight characters and lies on the side that is asked for', () => {
    const value = fc.oneof(
      fc.double({ min: -1e12, max: 1e12, noNaN: true }),
      fc.double({ min: -1e-3, max: 1e-3, noNaN: true }),
    );
    fc.assert(
      fc.property(value, (x) => {
        for (const direction of [undefined, 'up', 'down'] as const) {
          const text = edfNumber(x, direction);
          expect(text.length).toBeLessThanOrEqual(8);
          const off = Number(text) - x;
          expect(Math.abs(off)).toBeLessThanOrEqual(Math.abs(x) * 0.05 + 1e-5);
          if (direction === 'up') expect(off).toBeGreaterThanOrEqual(0);
          if (direction === 'down') expect(off).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 500 },
    );
    expect([edfNumber(-1635.2824), edfNumber(1), edfNumber(0), edfNumber(-32768)]).toEqual([
      '-1635.28',
      '1',
      '0',
      '-32768',
    ]);
  });
});
