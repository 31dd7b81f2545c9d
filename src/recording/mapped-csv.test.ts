import { describe, expect, it } from 'vitest';
import { FormatError } from '#base';
import type { CsvMapping } from './csv-mapping.ts';
import { readMappedCsv } from './mapped-csv.ts';
import { sampleTimes } from './sample-times.ts';

const columns: CsvMapping['columns'] = [{ column: 'EMG', name: 'FDS', unit: 'mV' }];
const read = (text: string, mapping: CsvMapping) =>
  readMappedCsv(new TextEncoder().encode(text), { file: 'dir/a.csv', ...mapping });

describe('readMappedCsv', () => {
  it('finds columns by head and by place', () => {
    const text = 'Time,EMG,Force\n0,0.1,5\n0.002,-0.2,6\n0.004,0.3,7\n';
    const recording = read(text, {
      timeColumn: 'Time',
      columns: [...columns, { column: 2, name: 'grip', unit: 'kgf', side: 'right' }],
    });
    expect(recording.channels).toEqual([
      { name: 'FDS', kind: 'emg', unit: 'mV', fs: 500, samples: Float64Array.of(0.1, -0.2, 0.3) },
      { name: 'grip', kind: 'force', unit: 'kgf', fs: 500, samples: Float64Array.of(5, 6, 7), side: 'right' },
    ]);
    expect(recording.issues).toEqual([]);
    expect(recording.provenance).toMatchObject({ file: 'a.csv', format: 'mapped-csv' });
  });

  it('reads decimal commas, semicolons, quotes and lines before the table', () => {
    const text = 'Versuch 3\r\n"Zeit; s";"EMG"\r\n"0,5";"-1,25"\r\n1;2e-1\r\n';
    expect(read(text, { fs: 100, decimal: ',', skipRows: 1, columns }).channels[0]?.samples).toEqual(
      Float64Array.of(-1.25, 0.2),
    );
  });

  it('needs no head where columns are named by place', () => {
    const mapping = { fs: 10, columns: [{ column: 1, name: 'x' }] };
    expect(read('1\t2\n3\t4\n', mapping).channels[0]).toMatchObject({
      unit: 'count',
      kind: 'other',
      samples: Float64Array.of(2, 4),
    });
    expect(read('a\tb\n1\t2\n3\t4\n', mapping).channels[0]?.samples).toEqual(Float64Array.of(2, 4));
  });

  it('turns counts into millivolts where a sensor is named', () => {
    const of = (sensor: string, bits?: number) =>
      read('EMG\n0\n512\n', { fs: 1000, columns: [{ column: 'EMG', name: 'A1', sensor, ...(bits && { bits }) }] })
        .channels[0];
    expect(of('bitalino-emg')).toMatchObject({ kind: 'emg', unit: 'mV', calibration: { bits: 10 } });
    expect(of('bitalino-emg')?.samples[1]).toBe(0);
    expect(of('biosignalsplux-emg', 12)?.samples[0]).toBe(-1.5);
  });

  it('turns voltages into millivolts', () => {
    const of = (unit: 'uV' | 'V') =>
      read('EMG\n250\n', { fs: 1, columns: [{ column: 'EMG', name: 'x', unit }] }).channels[0]?.samples[0];
    expect([of('uV'), of('V')]).toEqual([0.25, 250_000]);
  });

  it('leaves out a last line that is cut off', () => {
    const recording = read('t,EMG\n0,1\n1,2\n2', { fs: 1, columns });
    expect(recording.channels[0]?.samples).toEqual(Float64Array.of(1, 2));
    expect(recording.issues).toMatchObject([{ code: 'RAGGED_ROWS', message: 'Line 4, the last one, is cut off.' }]);
  });

  it('says between which samples of a channel some were lost', () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i < 25 ? i : i + 3},1`).join('\n');
    const { channels, issues } = read(`t,EMG\n${rows}\n`, { timeColumn: 't', columns });
    expect(channels[0]?.gapsAt).toEqual([25]);
    expect(issues).toMatchObject([{ code: 'DROPPED_SAMPLES', where: { sample: 25 } }]);
  });

  it.each([
    ['EMG\n1\nx\n', { fs: 1, columns }, "column 'EMG' of line 3 holds 'x', which is not a number"],
    ['t,EMG\n1,\n2,2\n', { fs: 1, columns }, "column 'EMG' of line 2 holds '', which is not a number"],
    ['1;2\n3;\n4;4\n', { fs: 1, columns: [{ column: 1, name: 'x' }] }, "column 1 of line 2 holds ''"],
    ['EMG\nInfinity\n', { fs: 1, columns }, "holds 'Infinity', which is not a number"],
    ['a,b\n1,2\n', { fs: 1, columns }, "it has no column 'EMG', only columns 'a', 'b'"],
    ['1,2\n', { fs: 1, columns: [{ column: 2, name: 'x' }] }, 'it has no column 2, only 2 columns'],
    ['', { fs: 1, columns }, 'it holds no rows'],
    ['EMG\n', { fs: 1, columns }, 'it holds no rows below its head'],
    ['EMG\n"1\n2\n', { fs: 1, columns }, 'line 2 opens a quote and does not close it'],
    ['t,EMG\n0,1\n0,2\n0,3\n9,4\n', { timeColumn: 't', columns }, 'its time stamps are not evenly spaced'],
    [
      'EMG\n1024\n',
      { fs: 1, columns: [{ column: 'EMG', name: 'A1', sensor: 'bitalino-emg' }] },
      'A1 holds 1024, which does not fit 10 bits',
    ],
  ] as [string, CsvMapping, string][])('refuses %j', (text, mapping, what) => {
    expect(() => read(text, mapping)).toThrow(FormatError);
    expect(() => read(text, mapping)).toThrow(what);
  });

  it.each([
    [{ columns }, /gives no sampling rate/],
    [{ fs: 0, columns }, /fs must be a number above 0/],
    [{ fs: 1, columns: [] }, /names no columns/],
    [{ fs: 1, columns: [...columns, ...columns] }, /Two columns are named FDS/],
    [{ fs: 1, delimiter: ',', decimal: ',', columns }, /both ','/],
    [
      { fs: 1, columns: [{ column: 0, name: 'x', sensor: 'bitalino-emg', unit: 'mV' }] },
      /has a sensor and the unit mV/,
    ],
    [{ fs: 1, columns: [{ column: -1, name: 'x' }] }, /column must be a whole number/],
    [{ fs: 1, columns: [{ column: 0, name: 'x', bits: 33 }] }, /bits of channel x must be at most 32, got 33/],
    [{ fs: 2e6, columns }, /fs must be a number above 0 and at most 1000000 Hz, got 2000000/],
  ] as [CsvMapping, RegExp][])('refuses the mapping %j', (mapping, what) => {
    expect(() => read('EMG\n1\n', mapping)).toThrow(what);
  });
});

describe('sampleTimes', () => {
  const stamps = (n: number, fs: number) =>
    Float64Array.from({ length: n }, (_, i) => 100 + Math.round((i / fs) * 1e4) / 1e4);

  it('finds the rate behind rounded stamps', () => {
    expect(sampleTimes(stamps(2000, 1000))).toMatchObject({ fs: 1000, gapsAt: [] });
    expect(sampleTimes(stamps(2000, 1259.3))?.fs).toBeCloseTo(1259.3, 0);
  });

  it('counts what is missing', () => {
    const times = stamps(2000, 1000).filter((_, i) => i < 700 || i >= 712);
    expect(sampleTimes(times)).toEqual({ fs: 1000, missing: 12, gapsAt: [700] });
  });

  it('gives no rate for stamps of arrival', () => {
    expect(sampleTimes(Float64Array.from({ length: 100 }, (_, i) => Math.floor(i / 10)))).toBeUndefined();
    expect(sampleTimes(Float64Array.of(1))).toBeUndefined();
  });
});
