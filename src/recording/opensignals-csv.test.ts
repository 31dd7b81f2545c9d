import { describe, expect, it } from 'vitest';
import { bytesOf } from './check-bytes.ts';
import { makeOpenSignalsCsv } from './check-opensignals-csv.ts';
import { isOpenSignalsCsv, readOpenSignalsCsv } from './opensignals-csv.ts';
import { mvToCounts } from './sensors.ts';

const read = (text: string | Uint8Array, options = {}) =>
  readOpenSignalsCsv(typeof text === 'string' ? bytesOf(text) : text, { file: 'S01.csv', ...options });
const rows = '0,0,0,0,0,511\r\n1,0,0,0,0,600\r\n2,0,0,0,0,0\r\n';

describe('readOpenSignalsCsv', () => {
  it('assumes rate and sensor, and says so', () => {
    const { channels, issues, provenance } = read(`,,,,,amplitudo\r\n${rows}`);
    expect(channels).toMatchObject([
      { name: 'A1', kind: 'emg', unit: 'mV', fs: 1000, calibration: { sensor: 'bitalino-emg', bits: 10 } },
    ]);
    expect(mvToCounts(channels[0]?.samples ?? [], channels[0]?.calibration as never)).toEqual(
      Float64Array.of(511, 600, 0),
    );
    expect(issues.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
      'RATE_ASSUMED info',
      'SENSOR_ASSUMED info',
    ]);
    expect(provenance).toMatchObject({ file: 'S01.csv', format: 'opensignals-csv' });
  });

  it('assumes nothing that is passed', () => {
    const { channels, issues } = read(rows, { fs: 500, sensor: 'bitalino-emg-original' });
    expect(channels).toMatchObject([{ fs: 500, calibration: { gain: 1000 } }]);
    expect(issues).toEqual([]);
  });

  it.each([',,,,,amplitudo\r\n', ',,,,,EMG\n', ',,,,,\n', '\xef\xbb\xbf,,,,,A1\r\n', ''])(
    'accepts the first line %j',
    (head) => {
      expect(isOpenSignalsCsv(bytesOf(head + rows))).toBe(true);
      expect(read(head + rows).channels[0]?.samples).toEqual(read(rows).channels[0]?.samples);
    },
  );

  it('gives the fifth and sixth channel six bits', () => {
    const { channels } = read(makeOpenSignalsCsv(20, { nAnalog: 6 }));
    expect(channels.map(({ name, calibration }) => `${name} ${calibration?.bits}`)).toEqual([
      'A1 10',
      'A2 10',
      'A3 10',
      'A4 10',
      'A5 6',
      'A6 6',
    ]);
  });

  it('reports gaps of the counter and a line that is cut off', () => {
    const { issues, channels } = read('4,0,0,0,0,511\n5,0,0,0,0,600\n8,0,0,0,0,512\n9,0,0,0,0', {
      fs: 1000,
      sensor: 'bitalino-emg',
    });
    expect(issues).toMatchObject([
      { code: 'DROPPED_SAMPLES', where: { sample: 2 } },
      { code: 'RAGGED_ROWS', message: 'Line 4, the last one, is cut off.' },
    ]);
    expect(channels[0]?.samples).toHaveLength(3);
    expect(channels[0]?.gapsAt).toEqual([2]);
  });

  it('leaves out a last number that may have been cut through', () => {
    const { issues, channels } = read(rows.replace('600\r\n2,0,0,0,0,0', '600\r\n2,0,0,0,0,498').slice(0, -3), {
      fs: 1000,
      sensor: 'bitalino-emg',
    });
    expect(channels[0]?.samples).toHaveLength(2);
    expect(issues).toMatchObject([{ code: 'RAGGED_ROWS', message: 'Line 3, the last one, is cut off.' }]);
    expect(read('0,0,0,0,0,511\n1,0,0,0,0,600').channels[0]?.samples).toHaveLength(2);
  });

  it('refuses other layouts', () => {
    expect(() => read('0,0,0,0,511\n')).toThrow(/line 1 has 5 values instead of 6 to 11/);
    expect(() => read(`${rows}3,0,0,0,0,1024\r\n`)).toThrow(/line 4 holds 1024, which does not fit the 10 bits of A1/);
    expect(() => read(`${rows}3,0,0,0\r\n4,0,0,0,0,511\r\n`)).toThrow(/line 4 has 4 values instead of 6/);
  });

  it.each(['Time,A1,A2\n1,2,3\n', '16,0,0,0,0,511\n', '0.5,1,2,3,4,5\n', '1,2,3,4,5,6\n', 'hello'])(
    'does not claim %j',
    (text) => {
      expect(isOpenSignalsCsv(bytesOf(text))).toBe(false);
    },
  );
});
