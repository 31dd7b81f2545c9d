import { describe, expect, it } from 'vitest';
import type { FormatError } from '#base';
import { applySensor } from './apply-sensor.ts';
import { bytesOf } from './check-bytes.ts';
import { makeEdf } from './check-edf-samples.ts';
import { checkFormat } from './check-format.ts';
import { type FormatSample, formatSamples } from './check-format-samples.ts';
import { makeOpenSignalsCsv } from './check-opensignals-csv.ts';
import { bitalinoColumns, makeOpenSignalsText, pluxColumns } from './check-opensignals-text.ts';
import { writeEdf } from './edf-writer.ts';
import { formats, type RecordingFormat, readRecording } from './formats.ts';
import type { Channel, Recording } from './recording.ts';
import { countsToMv } from './sensors.ts';

const counts = (n: number) => Array.from({ length: n }, (_, i) => i);

const rawText = makeOpenSignalsText([
  { id: '98:D3:00:00:00:01', fields: { sensor: ['RAW', 'CUSTOM/0.5/1.0/V'] }, columns: bitalinoColumns(50, 2) },
]);

describe('every format', () => {
  it.each(formats)('$id passes the battery', async (format) => {
    await format.prepare?.();
    const samples = formatSamples[format.id];
    expect(samples?.length).toBeGreaterThan(0);
    expect(checkFormat(format, samples ?? [])).toEqual([]);
  });
});

describe('the battery', () => {
  const text = formats[0] as RecordingFormat;
  const samples = formatSamples['opensignals-text'] ?? [];
  const [first] = samples as [FormatSample];
  const faultsOf = (read: RecordingFormat['read'], bytes = first.bytes) =>
    checkFormat({ ...text, read }, [{ ...first, bytes: bytes.slice() }]).join('\n');

  it.each([
    ['sample 3 is NaN', (r: Recording) => r.channels[0]?.samples.fill(Number.NaN, 3, 4)],
    ['there are no channels', (r: Recording) => Object.assign(r, { channels: [] })],
    ['provenance has another digest', (r: Recording) => Object.assign(r.provenance, { sha256: '0' })],
    ['kind is eeg', (r: Recording) => Object.assign(r.channels[0] ?? {}, { kind: 'eeg' })],
    ['event 0 has no label', (r: Recording) => Object.assign(r.events[0] ?? {}, { label: '' })],
  ])('finds that %s', (fault, spoil) => {
    const faults = faultsOf((bytes, options) => {
      const recording = text.read(bytes, options);
      spoil(recording);
      return recording;
    });
    expect(faults).toContain(fault);
  });

  it('finds that a cut EDF, which may grow by what fills its records, gives other samples', () => {
    const channel = (name: string, fs: number, n: number): Channel => {
      return { name, kind: 'other', unit: 'count', fs, samples: Float64Array.from(counts(n)) };
    };
    const provenance = { file: 'a', format: 'made', sha256: '' };
    // The second channel is filled up to the length of the first, and the end mark stands in the last record.
    const channels = [channel('A', 20, 95), channel('B', 10, 13)];
    const bytes = writeEdf({ channels, events: [], provenance, issues: [] });
    const edf = formats[1];
    const sample = { name: 'filled.edf', bytes };
    expect(checkFormat(edf, [sample])).toEqual([]);
    const shifting: RecordingFormat['read'] = (some, options) => {
      const recording = edf.read(some, options);
      const [, { samples }] = recording.channels;
      if (samples.length > 13) samples[3] += 1;
      return recording;
    };
    expect(checkFormat({ ...edf, read: shifting }, [sample]).join('\n')).toContain('bytes gives other samples');
  });

  it('finds other errors, changed input, and a reader that looks beyond its bytes', () => {
    const careless: RecordingFormat['read'] = (bytes, options) => {
      if (bytes.length < first.bytes.length) throw new TypeError('undefined is not a function');
      return text.read(bytes, options);
    };
    expect(faultsOf(careless)).toContain('threw TypeError: undefined is not a function');
    const scribbling: RecordingFormat['read'] = (bytes, options) => {
      const recording = text.read(bytes, options);
      bytes[2] = 0x6f;
      return recording;
    };
    expect(faultsOf(scribbling)).toContain('is changed by reading');
    const beyond: RecordingFormat['read'] = (bytes, options) =>
      text.read(new Uint8Array(bytes.buffer, Math.max(0, bytes.byteOffset - 6), bytes.length), options);
    expect(faultsOf(beyond)).toContain('depends on what is around');
  });
});

describe('readRecording', () => {
  it('goes by the content, not by the name', async () => {
    const text = formatSamples['opensignals-text']?.[0]?.bytes as Uint8Array;
    expect((await readRecording(text, { file: 'renamed.edf' })).provenance.format).toBe('opensignals-text');
    expect((await readRecording(makeOpenSignalsCsv(40), { file: 'x' })).provenance.format).toBe('opensignals-csv');
    const edf = makeEdf([{ label: 'EMG', perRecord: 2, values: [1, 2] }], 1);
    expect((await readRecording(edf, { file: 'x.txt' })).provenance.format).toBe('edf');
  });

  it('reads BDF files, whatever their name, and names their format in a refusal', async () => {
    const bdf = makeEdf([{ label: 'EMG', perRecord: 2, values: [1, 2] }], 1, { bdf: true });
    expect((await readRecording(bdf, { file: 'a.edf' })).provenance.format).toBe('bdf');
    await expect(readRecording(bytesOf('\xffBIOSEMI'.padEnd(600)), { file: 'a.bdf' })).rejects.toThrow(
      /a.bdf: its number of signals is '' — BDF, byte 252/,
    );
  });

  it('says of an empty and of an unknown file what can be read', async () => {
    const fix = expect.stringContaining('EDF and EDF+');
    await expect(readRecording(new Uint8Array(0), { file: 'a.txt' })).rejects.toThrow(expect.objectContaining({ fix }));
    await expect(readRecording(bytesOf('hello'), { file: 'a.txt' })).rejects.toThrow(expect.objectContaining({ fix }));
    await expect(readRecording(bytesOf('x'), { file: 'dir/cut.edf' })).rejects.toThrow(
      'Cannot read cut.edf: its header is cut off after 1 byte — EDF, byte 0.',
    );
  });

  it('names what a file is packed or encoded in', async () => {
    const refusal = async (bytes: Uint8Array, name: string) => {
      try {
        return (await readRecording(bytes, { file: name })) && '';
      } catch (error) {
        return `${(error as FormatError).message} ${(error as FormatError).fix}`;
      }
    };
    expect(await refusal(Uint8Array.of(0x1f, 0x8b, 8, 0), 'a.csv.gz')).toMatch(/packed with gzip\. Unpack it/);
    const text = 'nSeq,A1\r\n0,511\r\n';
    const utf16 = (bom: number[], at: number) =>
      Uint8Array.from([...bom, ...bytesOf(text).reduce<number[]>((all, b) => all.concat(at ? [0, b] : [b, 0]), [])]);
    for (const bytes of [utf16([0xff, 0xfe], 0), utf16([0xfe, 0xff], 1), utf16([], 0), utf16([], 1)]) {
      expect(await refusal(bytes, 'a.txt')).toMatch(/text in UTF-16.* Save it as UTF-8/);
    }
  });

  it('says where no mapping is needed', async () => {
    const mapping = { fs: 1000, columns: [{ column: 'EMG', name: 'FDS' }] };
    const edf = makeEdf([{ label: 'EMG', perRecord: 2, values: [0x220a, 0x0a22] }], 1);
    await expect(readRecording(edf, { file: 'a.edf', mapping })).rejects.toThrow(
      expect.objectContaining({
        message: 'Cannot read a.edf by the mapping: it is no table.',
        fix: 'Leave out --mapping: the file begins as EDF and EDF+, which needs none.',
      }),
    );
    await expect(readRecording(makeOpenSignalsCsv(40), { file: 'a.csv', mapping })).rejects.toThrow(
      expect.objectContaining({
        message: expect.stringContaining("it has no column 'EMG'"),
        fix: expect.stringMatching(/^Correct the mapping.* Or leave out --mapping/),
      }),
    );
  });

  it('takes no accelerometer for EMG because the EMG channels have their sensors already', async () => {
    const fields = { device: 'biosignalsplux', sensor: ['EMG', 'EMG', 'XYZ'], resolution: [16, 16, 16] };
    const gesture = makeOpenSignalsText([{ id: '00:07:80:00:00:02', fields, columns: pluxColumns(40, 3) }]);
    await expect(readRecording(gesture, { file: 'a.txt', sensor: 'biosignalsplux-emg' })).rejects.toThrow(
      /2 channels could be meant: CH1, CH2/,
    );
    const xyz = makeOpenSignalsText([
      { id: '00:07:80:00:00:02', fields: { ...fields, sensor: ['XYZ'] }, columns: pluxColumns(40) },
    ]);
    await expect(readRecording(xyz, { file: 'a.txt', sensor: 'biosignalsplux-emg' })).rejects.toThrow(
      /no channel is EMG or unnamed and in raw counts: CH1 \(XYZ\) in count/,
    );
    const named = await readRecording(xyz, { file: 'a.txt', sensor: 'biosignalsplux-emg', channel: 'CH1' });
    expect(named.channels).toMatchObject([{ kind: 'emg', unit: 'mV' }]);
  });

  it('takes the sensor for the channel that is meant', async () => {
    const recording = await readRecording(rawText, { file: 'raw.txt', sensor: 'bitalino-emg', channel: 'A1' });
    expect(recording.channels.map(({ kind, unit }) => `${kind} ${unit}`)).toEqual(['emg mV', 'other count']);
    expect(recording.issues.map(({ code, where }) => `${code} ${where.channel}`)).toEqual(['SENSOR_UNKNOWN A2']);
    await expect(readRecording(rawText, { file: 'raw.txt', sensor: 'bitalino-emg' })).rejects.toThrow(
      /2 channels could be meant: A1, A2/,
    );
    const csv = await readRecording(makeOpenSignalsCsv(40), { file: 'a.csv', sensor: 'bitalino-emg-original' });
    expect(csv.channels[0]?.calibration?.gain).toBe(1000);
    expect(csv.issues.map(({ code }) => code)).toEqual(['RATE_ASSUMED']);
  });
});

describe('applySensor', async () => {
  const recording = await readRecording(rawText, { file: 'raw.txt' });

  it('turns counts into millivolts and keeps the name of the file’s sensor', () => {
    const [before] = recording.channels;
    const [after] = applySensor(recording, 'A1', 'bitalino-emg').channels;
    const calibration = { sensor: 'bitalino-emg', supplyV: 3.3, gain: 1009, bits: 10 };
    expect(after).toMatchObject({ name: 'A1', kind: 'emg', unit: 'mV', sensorName: 'RAW', calibration });
    expect(after?.samples).toEqual(countsToMv(before?.samples ?? [], calibration));
    expect(recording.channels[0]?.unit).toBe('count');
  });

  it('goes back to the counts when another sensor is named', () => {
    const twice = applySensor(applySensor(recording, 'A1', 'biosignalsplux-emg'), 'A1', 'bitalino-emg');
    expect(twice).toEqual(applySensor(recording, 'A1', 'bitalino-emg'));
  });

  it('refuses unknown channels and sensors, and channels that are not in counts', async () => {
    expect(() => applySensor(recording, 'A9', 'bitalino-emg')).toThrow(/one of A1, A2; got 'A9'/);
    expect(() => applySensor(recording, 'A1', 'emg')).toThrow(/one of bitalino-emg, .*; got 'emg'/);
    const edf = await readRecording(makeEdf([{ label: 'EMG', perRecord: 2, values: [1, 2] }], 1), { file: 'a.edf' });
    expect(() => applySensor(edf, 'EMG', 'bitalino-emg')).toThrow(/EMG is in mV already/);
  });
});
