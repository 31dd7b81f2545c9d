import { describe, expect, it } from 'vitest';
import { ArgumentError, FormatError } from '#base';
import { bitalinoDatasets, pluxAttributes, pluxDatasets } from './check-hdf5-datasets.ts';
import { type MadeDataset, type MadeHdf5Device, makeOpenSignalsHdf5 } from './check-hdf5-samples.ts';
import { bitalinoColumns, makeOpenSignalsText } from './check-opensignals-text.ts';
import { loadHdf5 } from './hdf5-library.ts';
import { readOpenSignalsHdf5 } from './opensignals-hdf5.ts';
import { readOpenSignalsText } from './opensignals-text.ts';
import type { Recording } from './recording.ts';
import { mvToCounts } from './sensors.ts';

await loadHdf5();

const bitalinoId = '98:D3:00:00:AB:01';
const pluxId = '00:07:80:00:CD:02';
const bitalino: MadeHdf5Device = { id: bitalinoId, datasets: bitalinoDatasets(150, 2) };
const plux: MadeHdf5Device = { id: pluxId, attributes: pluxAttributes, datasets: pluxDatasets(150, 1, 13911) };

const read = (bytes: Uint8Array, fs?: number) =>
  readOpenSignalsHdf5(bytes, { file: 'a.h5', ...(fs !== undefined && { fs }) });
const readMade = (...devices: MadeHdf5Device[]) => read(makeOpenSignalsHdf5(devices));
const codes = ({ issues }: Recording) => issues.map(({ code }) => code);
const withDataset = (device: MadeHdf5Device, path: string, change: Partial<MadeDataset>): MadeHdf5Device => ({
  ...device,
  datasets: { ...device.datasets, [path]: { ...(device.datasets[path] as MadeDataset), ...change } },
});
const withAttributes = (device: MadeHdf5Device, attributes: MadeHdf5Device['attributes']): MadeHdf5Device => ({
  ...device,
  attributes: { ...device.attributes, ...attributes },
});

describe('readOpenSignalsHdf5', () => {
  it('reads what the text file of the same recording gives', () => {
    const text = makeOpenSignalsText([{ id: bitalinoId, columns: bitalinoColumns(150, 2) }]);
    const { provenance, ...wanted } = readOpenSignalsText(text, { file: 'a.txt' });
    const recording = readMade(bitalino);
    expect(recording).toMatchObject(wanted);
    expect(recording.events).toEqual([{ onsetS: 0.01, durationS: 0.01, label: 'I1' }]);
    expect(recording.provenance).toMatchObject({
      file: 'a.h5',
      format: 'opensignals-hdf5',
      device: provenance.device,
      firmware: '5.2',
      startedAt: '2024-09-01T09:05:07.125',
    });
  });

  it('reads several devices, each with its rate, its length and its resolution', () => {
    const slow = withAttributes(
      { ...plux, datasets: pluxDatasets(20, 1, 24) },
      { 'sampling rate': 10, resolution: [8], channels: [3] },
    );
    const eight = withDataset(slow, 'raw/channel_3', {
      values: Array.from({ length: 20 }, (_, i) => 120 + i),
    });
    const recording = readMade(bitalino, eight);
    expect(
      recording.channels.map(({ name, fs, samples, calibration }) => [name, fs, samples.length, calibration?.bits]),
    )
      // The library gives groups by name.
      .toEqual([
        ['PORT3_CHN1', 10, 20, 8],
        ['A1', 1000, 150, 10],
        ['A2', 1000, 150, 10],
      ]);
    const [first] = recording.channels;
    expect(first?.calibration && mvToCounts(first.samples, first.calibration)).toEqual(
      Float64Array.from({ length: 20 }, (_, i) => 120 + i),
    );
    expect(recording.events.map(({ label }) => label)).toEqual(['AB01-I1']);
    expect(codes(recording)).toEqual([]);
  });

  it('names equal labels of two devices apart', () => {
    const other = { ...bitalino, id: '98:D3:00:00:AB:02' };
    expect(readMade(bitalino, other).channels.map(({ name }) => name)).toEqual([
      'AB01-A1',
      'AB01-A2',
      'AB02-A1',
      'AB02-A2',
    ]);
  });

  it('makes devices of one rate equally long, and says so', () => {
    const recording = readMade(bitalino, { ...plux, datasets: pluxDatasets(160, 1, 0) });
    expect(recording.channels.map(({ samples }) => samples.length)).toEqual([150, 150, 150]);
    expect(recording.issues).toMatchObject([
      {
        code: 'UNEVEN_DEVICES',
        message: `Device ${pluxId} has 10 samples more than another device at 1000 Hz; they were left out.`,
        where: { file: 'a.h5', sample: 150, atS: 0.15 },
      },
    ]);
  });

  it('takes a counter that stops at 65535 for full, and other jumps for lost samples', () => {
    const counter = (values: readonly number[]) => readMade(withDataset(plux, 'raw/nSeq', { values }));
    const from = (first: number) => Array.from({ length: 150 }, (_, i) => Math.min(65535, first + i));
    expect(codes(counter(from(65500)))).toEqual([]);
    expect(codes(counter(new Array(150).fill(65535)))).toEqual([]);
    const jumps = from(100).map((value, i) => value + (i < 90 ? 0 : 7));
    expect(counter(jumps).issues).toMatchObject([
      { code: 'DROPPED_SAMPLES', message: '7 samples were lost in 1 gap; the first is before sample 90.' },
    ]);
    const cycle = Array.from({ length: 150 }, (_, i) => (i < 90 ? i : i + 7) % 16);
    expect(codes(readMade(withDataset(bitalino, 'raw/nSeq', { values: cycle })))).toEqual(['DROPPED_SAMPLES']);
  });

  it('orders channels by their port number and reads every width', () => {
    const values = (add: number) => Array.from({ length: 5 }, (_, i) => add + i);
    const datasets = {
      'raw/channel_10': { values: values(300), type: '<i' as const, label: 'A10', sensor: 'RAW' },
      'raw/channel_2': { values: values(200), type: '<I' as const, label: 'A2', sensor: 'RAW' },
      'raw/channel_1': { values: values(100), label: 'A1', sensor: 'RAW' },
      'raw/channel_11': { values: values(400.5), type: '<f' as const, label: '', sensor: '' },
    };
    const recording = readMade({ id: bitalinoId, attributes: { resolution: undefined, device: 'x' }, datasets });
    expect(recording.channels.map(({ name, samples }) => [name, samples[4]])).toEqual([
      ['A1', 104],
      ['A2', 204],
      ['A10', 304],
      ['channel 4', 404.5],
    ]);
    expect(codes(recording)).toEqual(['SENSOR_UNKNOWN', 'SENSOR_UNKNOWN', 'SENSOR_UNKNOWN', 'SENSOR_UNKNOWN']);
  });

  it('does without attributes that are missing', () => {
    const attributes = Object.fromEntries(
      ['device', 'resolution', 'firmware version', 'date', 'digital IO', 'channels'].map((name) => [name, undefined]),
    );
    const { channels, provenance, issues } = readMade(withAttributes(bitalino, attributes));
    expect(channels.map(({ unit }) => unit)).toEqual(['count', 'count']);
    expect(Object.keys(provenance)).toEqual(['file', 'format', 'sha256']);
    expect(issues.map(({ message }) => message)).toContain(
      "The file names no known resolution ('EMGBITREV') for channel A1.",
    );
  });

  it('calls the digital inputs of a hub DI, and of a BITalino I1 and I2; outputs are no events', () => {
    const rise = Array.from({ length: 150 }, (_, i) => (i > 20 && i < 40 ? 1 : 0));
    const hub = withDataset(plux, 'digital/digital_1', { values: rise });
    expect(readMade(hub).events).toEqual([{ onsetS: 0.021, durationS: 0.019, label: 'DI' }]);
    const board = ['digital/digital_2', 'digital/digital_3'].reduce(
      (device, path) => withDataset(device, path, { values: rise }),
      bitalino,
    );
    expect(readMade(board).events.map(({ label }) => label)).toEqual(['I1', 'I2']);
  });

  it('takes a rate only if it is the one that is stored', () => {
    const bytes = makeOpenSignalsHdf5([bitalino]);
    expect(read(bytes, 1000).channels[0]?.fs).toBe(1000);
    expect(() => read(bytes, 500)).toThrow(ArgumentError);
    expect(() => read(bytes, 500)).toThrow('fs is 500, but a.h5 stores 1000 Hz');
  });

  it.each([
    [
      'no sampling rate',
      withAttributes(bitalino, { 'sampling rate': undefined }),
      /sampling rate of device '98:D3:00:00:AB:01' is 'undefined'/,
    ],
    ['a rate of zero', withAttributes(bitalino, { 'sampling rate': 0 }), /is '0' — OpenSignals HDF5, device/],
    [
      'columns of two lengths',
      withDataset(bitalino, 'raw/channel_1', { values: [1, 2] }),
      /columns have 150 and 2 samples/,
    ],
    ['no samples', { ...bitalino, datasets: bitalinoDatasets(0) }, /it holds no samples/],
    ['no channel', { ...bitalino, datasets: { 'raw/nSeq': { values: [1, 2] } } }, /0 analog channels/],
    ['compressed samples', withDataset(bitalino, 'raw/channel_1', { compression: 'gzip' }), /samples are compressed/],
    [
      'a value beyond the resolution',
      withDataset(bitalino, 'raw/channel_1', { values: new Array(150).fill(1024) }),
      /gives A1 10 bits but sample 0 holds 1024/,
    ],
    [
      'a value that is no number',
      withDataset(bitalino, 'raw/channel_1', { type: '<f', values: new Array(150).fill(Number.NaN) }),
      /sample 0 of 'A1' is no number/,
    ],
  ])('refuses a file with %s', (_, device, message) => {
    expect(() => readMade(device)).toThrow(FormatError);
    expect(() => readMade(device)).toThrow(message);
  });

  it('refuses HDF5 of another kind, and what is damaged', () => {
    const bytes = makeOpenSignalsHdf5([bitalino]);
    const refusal = (some: Uint8Array) => {
      try {
        return read(some).provenance.format;
      } catch (error) {
        return (error as FormatError).message;
      }
    };
    expect(refusal(makeOpenSignalsHdf5([]))).toBe(
      "Cannot read a.h5: it is HDF5, but holds no device of OpenSignals — OpenSignals HDF5, '/'.",
    );
    expect(refusal(bytes.subarray(0, 30))).toMatch(/its header is cut off or of an unknown version — HDF5, byte 8/);
    expect(refusal(bytes.subarray(0, 5000))).toBe(
      `Cannot read a.h5: it breaks off after 5000 bytes of ${bytes.length} — HDF5, byte 40.`,
    );
    expect(refusal(bytes.with(8, 9))).toMatch(/of an unknown version/);
    expect(refusal(bytes.with(13, 4))).toMatch(/its addresses are not those of OpenSignals — HDF5, byte 13/);
    // The address of the root group.
    expect(refusal(bytes.with(66, 9))).toMatch(/the list of its devices is damaged — HDF5, byte 64\./);
  });

  it('reads the next file right after a damaged one', () => {
    const bytes = makeOpenSignalsHdf5([bitalino]);
    const good = read(bytes);
    for (let at = 64; at < 6000; at += 61) {
      try {
        read(bytes.slice().fill(0xff, at, at + 4));
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }
    expect(read(bytes)).toEqual(good);
  });

  describe('does not hand over what the library would loop on or ask for gigabytes for:', () => {
    const bytes = makeOpenSignalsHdf5([bitalino]);
    const view = new DataView(bytes.buffer);
    const find = (text: string) => {
      return bytes.findIndex((_, i) => [...text].every((c, k) => bytes[i + k] === c.charCodeAt(0)));
    };
    const withNumber = (at: number, value: bigint) => {
      const changed = bytes.slice();
      new DataView(changed.buffer).setBigUint64(at, value, true);
      return changed;
    };

    it('texts with free space of no bytes', () => {
      const heap = find('GCOL');
      let free = heap + 16;
      while (view.getUint16(free, true) !== 0)
        free += 16 + 8 * Math.ceil(Number(view.getBigUint64(free + 8, true)) / 8);
      expect(() => read(withNumber(free + 8, 0n))).toThrow(`a table of its texts is damaged — HDF5, byte ${heap}.`);
    });

    it('names whose free blocks go in a circle', () => {
      const heap = find('HEAP');
      const first = view.getBigUint64(heap + 16, true);
      const block = Number(view.getBigUint64(heap + 24, true) + first);
      expect(() => read(withNumber(block, first))).toThrow(`a table of its names is damaged — HDF5, byte ${heap}.`);
    });

    it('an attribute whose text is longer than the file', () => {
      // Length, address and number of the text: the first attribute that points to the table of texts, and one of a device.
      const address = BigInt(find('GCOL'));
      const places = Array.from({ length: bytes.length - 8 }, (_, i) => i).filter(
        (i) => i % 8 === 4 && view.getBigUint64(i, true) === address,
      );
      expect(places.length).toBeGreaterThan(3);
      for (const place of places) {
        const changed = bytes.slice();
        new DataView(changed.buffer).setUint32(place - 4, 0x21000014, true);
        expect(() => read(changed)).toThrow(/(its contents|its devices) is damaged/);
      }
    });

    it('an object header that reaches beyond the file', () => {
      const table = find('SNOD');
      const header = Number(view.getBigUint64(table + 16, true));
      const changed = bytes.slice();
      new DataView(changed.buffer).setUint32(header + 8, 0x7fffffff, true);
      expect(() => read(changed)).toThrow(`a table of its contents is damaged — HDF5, byte ${table}.`);
    });
  });
});
