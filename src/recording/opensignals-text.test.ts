import { describe, expect, it } from 'vitest';
import { ArgumentError, FormatError } from '#base';
import { bytesOf } from './check-bytes.ts';
import {
  bitalinoColumns,
  type MadeDevice,
  makeOpenSignalsText,
  pluxColumns,
  type Spelling,
} from './check-opensignals-text.ts';
import { readOpenSignalsText } from './opensignals-text.ts';
import { countsToMv, mvToCounts } from './sensors.ts';

const id = '98:D3:00:00:AB:01';
const bitalino: MadeDevice = { id, columns: bitalinoColumns(50) };
const counts = bitalino.columns.at(-1)?.[1] as number[];
const calibration = { sensor: 'bitalino-emg', supplyV: 3.3, gain: 1009, bits: 10 };
const plux: MadeDevice = {
  id: '00:07:80:00:CD:02',
  fields: { device: 'biosignalsplux', sensor: ['EMG'], resolution: [16], 'firmware version': 773 },
  columns: pluxColumns(50, 1, 13911),
};

const read = (bytes: Uint8Array) => readOpenSignalsText(bytes, { file: 'a.txt' });
const readMade = (devices: readonly MadeDevice[], spelling?: Spelling) => read(makeOpenSignalsText(devices, spelling));
const codes = (recording: ReturnType<typeof read>) => recording.issues.map(({ code }) => code);
const withColumn = (columns: MadeDevice['columns'], name: string, values: readonly (number | string)[]) =>
  columns.map((column) => (column[0] === name ? ([name, values] as const) : column));

describe('readOpenSignalsText', () => {
  it('reads a BITalino recording in millivolts', () => {
    const recording = readMade([bitalino]);
    expect(recording.channels).toHaveLength(1);
    expect(recording.channels[0]).toMatchObject({
      name: 'A1',
      kind: 'emg',
      unit: 'mV',
      fs: 1000,
      calibration,
      sensorName: 'EMGBITREV',
    });
    expect(recording.channels[0]?.samples).toEqual(countsToMv(counts, calibration));
    expect(recording.issues).toEqual([]);
    expect(recording.provenance).toMatchObject({
      file: 'a.txt',
      format: 'opensignals-text',
      device: 'bitalino_rev',
      firmware: '5.2',
      startedAt: '2024-09-01T09:05:07.125',
    });
  });

  it('gives the same samples in every spelling', () => {
    const usual = readMade([bitalino]);
    const spellings: Spelling[] = [
      { eol: '\r\n' },
      { trailingTab: false },
      { end: 'EndOfHeaders' },
      { title: 'OpenSignals Text File Format', trailingTab: false, eol: '\r\n' },
    ];
    for (const spelling of spellings) expect(readMade([bitalino], spelling).channels).toEqual(usual.channels);
    const text = makeOpenSignalsText([bitalino]);
    expect(read(Uint8Array.from([0xef, 0xbb, 0xbf, ...text])).channels).toEqual(usual.channels);
  });

  it('aligns the resolution from the right', () => {
    for (const resolution of [
      [4, 1, 1, 1, 1, 10, 6],
      [10, 6],
    ]) {
      const recording = readMade([
        { id, columns: bitalinoColumns(20, 2), fields: { resolution, sensor: ['RAW', 'EDA'] } },
      ]);
      expect(recording.channels[0]?.range).toEqual([0, 1023]);
    }
    const sixBit = readMade([
      { id, columns: withColumn(bitalinoColumns(3, 2), 'A2', [0, 63, 31]), fields: { resolution: [10, 6] } },
    ]);
    expect(sixBit.channels[1]?.calibration?.bits).toBe(6);
  });

  it.each([
    ['EMGBITREV', { device: 'bitalino' }, 'bitalino-emg'],
    ['EMGBIT', {}, 'bitalino-emg-original'],
    ['EMG', { device: 'bitalino_rev' }, 'bitalino-emg'],
    ['EMG', { device: 'bitalino', 'firmware version': '5.1' }, 'bitalino-emg'],
    ['EMG', { device: 'bitalino', 'firmware version': '4.0' }, 'bitalino-emg-original'],
    ['EMG', { device: 'biosignalsplux' }, 'biosignalsplux-emg'],
    ['EMG', { device: 'channeller' }, 'biosignalsplux-emg'],
    ['EMG', { device: 'bioplux' }, 'bioplux-emg'],
  ])('knows the sensor %s of %o', (sensor, fields, expected) => {
    const recording = readMade([{ ...bitalino, fields: { ...fields, sensor: [sensor] } }]);
    expect(recording.channels[0]?.calibration?.sensor).toBe(expected);
    expect(codes(recording)).not.toContain('SENSOR_UNKNOWN');
  });

  it('leaves what it does not know in counts, and says so where it may be sEMG', () => {
    const sensorNames = ['RAW', 'CUSTOM/0.5/1.0/V', 'EDA', 'HANDGRIP', 'EMG', ''];
    const fields = { device: 'muscleban', sensor: sensorNames };
    const { channels, issues } = readMade([{ id, fields, columns: bitalinoColumns(20, 6) }]);
    expect(channels.map(({ kind, unit, sensorName }) => [kind, unit, sensorName])).toEqual(
      sensorNames.map((name) => ['other', 'count', name === '' ? undefined : name]),
    );
    expect(issues.map(({ code, where }) => `${code} ${where.channel}`)).toEqual(
      ['A1', 'A2', 'A5', 'A6'].map((name) => `SENSOR_UNKNOWN ${name}`),
    );
  });

  it('knows the bits of a BITalino where the header does not tell them', () => {
    const { channels } = readMade([{ id, columns: bitalinoColumns(20, 4), fields: { resolution: undefined } }]);
    expect(channels[0]?.calibration?.bits).toBe(10);
    const hub = readMade([{ ...plux, fields: { ...plux.fields, resolution: undefined } }]);
    expect(hub.channels[0]).toMatchObject({ kind: 'other', unit: 'count' });
    expect(hub.issues.map(({ message }) => message)).toEqual([
      "The file names no known resolution ('EMG') for channel CH1.",
    ]);
  });

  it('takes converted values as they are', () => {
    const columns = withColumn(
      bitalino.columns,
      'A1',
      counts.map((count) => ((count - 512) / 400).toFixed(4)),
    );
    const { channels, issues } = readMade([{ id, columns, fields: { convertedValues: 1 } }]);
    expect(channels[0]).toMatchObject({ kind: 'emg', unit: 'mV' });
    expect(issues).toMatchObject([{ code: 'UNIT_ASSUMED', severity: 'info', where: { channel: 'A1' } }]);
    expect(channels[0]?.calibration).toBeUndefined();
    expect(channels[0]?.samples[0]).toBe(Number((((counts[0] as number) - 512) / 400).toFixed(4)));
  });

  it('puts the columns of several devices one after the other', () => {
    const recording = readMade([bitalino, plux]);
    expect(recording.channels.map(({ name, calibration: c }) => `${name} ${c?.sensor}`)).toEqual([
      'A1 bitalino-emg',
      'CH1 biosignalsplux-emg',
    ]);
    expect(mvToCounts(recording.channels[1]?.samples ?? [], recording.channels[1]?.calibration ?? calibration)).toEqual(
      Float64Array.from(plux.columns.at(-1)?.[1] as number[]),
    );
    expect(recording.issues).toEqual([]);
    expect(recording.events.map(({ label }) => label)).toEqual(['AB01-I1']);
  });

  it('tells the equal labels of two devices apart by their addresses', () => {
    const { channels } = readMade([bitalino, { ...bitalino, id: '98:D3:00:00:AB:02' }]);
    expect(channels.map(({ name }) => name)).toEqual(['AB01-A1', 'AB02-A1']);
    const phone = readMade([{ ...bitalino, id: 'internal sensors' }, bitalino]);
    expect(phone.channels.map(({ name }) => name)).toEqual(['internal-sensors-A1', 'AB01-A1']);
  });

  it('makes an event of every rise of a digital input', () => {
    expect(readMade([bitalino]).events).toEqual([{ onsetS: 0.01, durationS: 0.01, label: 'I1' }]);
    const columns = withColumn(
      bitalino.columns,
      'I2',
      counts.map((_, i) => (i === 0 || i >= 40 ? 1 : 0)),
    );
    expect(readMade([{ id, columns }]).events.at(-1)).toEqual({ onsetS: 0.04, durationS: 0.01, label: 'I2' });
  });

  it('counts what a BITalino lost modulo 16, and what a PLUX lost exactly', () => {
    const drop = (columns: MadeDevice['columns'], lost: number) =>
      columns.map(([name, values]) => [name, values.filter((_, i) => i < 20 || i >= 20 + lost)] as const);
    const lossy = readMade([{ ...bitalino, columns: drop(bitalino.columns, 3) }]);
    expect(lossy.issues[0]).toMatchObject({ code: 'DROPPED_SAMPLES', where: { sample: 20, atS: 0.02 } });
    expect(lossy.issues[0]?.message).toBe(
      '3 samples or 16, 32, … more were lost in 1 gap; the first is before sample 20.',
    );
    const hub = readMade([{ ...plux, columns: drop(plux.columns, 18) }]);
    expect(hub.channels.every(({ gapsAt }) => gapsAt?.join() === '20')).toBe(true);
    expect(hub.issues[0]?.message).toBe('18 samples were lost in 1 gap; the first is before sample 20.');
  });

  it('reads the floats of a phone merge without judging its counters', () => {
    const columns = withColumn(
      bitalino.columns,
      'nSeq',
      counts.map((_, i) => (i * 0.7).toFixed(3)),
    );
    const merged = readMade([
      {
        id,
        columns: withColumn(
          columns,
          'A1',
          counts.map((count) => `${count}.25`),
        ),
      },
    ]);
    expect(merged.issues).toEqual([]);
    expect(merged.channels[0]?.samples[0]).toBeCloseTo(
      countsToMv([(counts[0] as number) + 0.25], calibration)[0] as number,
      12,
    );
  });

  it('keeps the digits of a second as they are written and never guesses a date', () => {
    const at = (fields: MadeDevice['fields']) =>
      readMade([{ ...bitalino, ...(fields && { fields }) }]).provenance.startedAt;
    expect(at({ date: '2016-6-11', time: '7:5:4.409' })).toBe('2016-06-11T07:05:04.409');
    expect(at({ date: '2020-07-29', time: '15:33:6.71' })).toBe('2020-07-29T15:33:06.71');
    expect(at({ date: '29/07/2020' })).toBeUndefined();
    expect(at({ date: '2020-13-01' })).toBeUndefined();
    expect(at({ date: '2023-2-29' })).toBeUndefined();
    expect(at({ date: '2024-2-29' })).toBe('2024-02-29T09:05:07.125');
    expect(at({ time: '9:5:60' })).toBeUndefined();
    expect(at({ time: undefined })).toBeUndefined();
  });

  it('reads a firmware that is a text, a number, or nothing', () => {
    const of = (version: unknown) =>
      readMade([{ ...bitalino, fields: { 'firmware version': version } }]).provenance.firmware;
    expect([of('5.1'), of(1282), of(773), of(0), of(undefined)]).toEqual(['5.1', '5.2', '3.5', undefined, undefined]);
  });
});

describe('a damaged OpenSignals text', () => {
  const text = String.fromCharCode(...makeOpenSignalsText([bitalino]));
  const lines = text.split('\n');

  it('that was cut off in its last line is read without that line', () => {
    for (const cut of [1, 2, 3, 9]) {
      const recording = read(bytesOf(text.slice(0, -1 - cut)));
      expect(recording.channels[0]?.samples).toEqual(countsToMv(counts.slice(0, -1), calibration));
      expect(recording.issues).toMatchObject([
        { code: 'RAGGED_ROWS', message: 'Line 53, the last one, is cut off.', where: { sample: 49 } },
      ]);
    }
  });

  it('with a short or long line in the middle is refused with line and byte', () => {
    const byte = lines.slice(0, 3).join('\n').length + 1;
    expect(() => read(bytesOf([...lines.slice(0, 3), '0\t0\t0\t0\t0', ...lines.slice(4)].join('\n')))).toThrow(
      `Cannot read a.txt: line 4 has 5 values instead of 6 — OpenSignals text, byte ${byte}.`,
    );
    expect(() => read(bytesOf([...lines.slice(0, 5), `${lines[5]}7\t`, ...lines.slice(6)].join('\n')))).toThrow(
      /line 6 has 7 values/,
    );
    expect(() => read(bytesOf([...lines.slice(0, 5), '', ...lines.slice(5)].join('\n')))).toThrow(
      /line 6 has 1 value instead/,
    );
  });

  it('with a word among its numbers is refused with word, line and byte', () => {
    expect(() => read(bytesOf(text.replace('\n3\t', '\nNaN\t')))).toThrow(
      /line 7 holds 'NaN', which is not a number — OpenSignals text, byte \d+\./,
    );
  });

  it('with a value that its resolution cannot hold is refused', () => {
    const columns = withColumn(bitalino.columns, 'A1', counts.with(7, 1024));
    expect(() => readMade([{ id, columns }])).toThrow('the header gives A1 10 bits but line 11 holds 1024');
  });

  it.each([
    ['is not closed', () => bytesOf(lines.slice(0, 2).join('\n'))],
    ['is no valid JSON', () => bytesOf(text.replace('"position":0', '"position":'))],
    ['holds no JSON', () => bytesOf('# OpenSignals Text File Format\n# EndOfHeader\n1\t2\n')],
    ['names no columns', () => makeOpenSignalsText([{ ...bitalino, fields: { column: undefined } }])],
    [
      "sampling rate of device '98:D3:00:00:AB:01' is '0'",
      () => makeOpenSignalsText([{ ...bitalino, fields: { 'sampling rate': 0 } }]),
    ],
    ['is no object', () => bytesOf(`# OpenSignals\n# {"a": 1}\n# EndOfHeader\n`)],
    ['names no device', () => bytesOf(`# OpenSignals\n# {}\n# EndOfHeader\n`)],
    ['0 analog channels', () => makeOpenSignalsText([{ id, fields: { label: [] }, columns: [['nSeq', [1]]] }])],
    ['holds no samples', () => bytesOf(lines.slice(0, 3).join('\n'))],
    [
      'different rates, 1000 and 100 Hz',
      () => makeOpenSignalsText([bitalino, { ...plux, fields: { ...plux.fields, 'sampling rate': 100 } }]),
    ],
  ])('whose header %s is refused', (what, made) => {
    expect(() => read(made())).toThrow(FormatError);
    expect(() => read(made())).toThrow(what);
  });

  it('of digital lines alone is sent for another recording, not for another export', () => {
    const digital = makeOpenSignalsText([
      {
        id,
        fields: { label: [] },
        columns: [
          ['nSeq', [1]],
          ['I1', [0]],
        ],
      },
    ]);
    expect(() => read(digital)).toThrow(
      expect.objectContaining({ fix: expect.stringMatching(/^Choose a recording in which an analog channel/) }),
    );
  });

  it('is not read at another rate than the one it stores', () => {
    const slow = makeOpenSignalsText([{ ...bitalino, fields: { 'sampling rate': 100 } }]);
    const at = (bytes: Uint8Array, fs: number) => () => readOpenSignalsText(bytes, { file: 'a.txt', fs });
    expect(at(slow, 1000)).toThrow('fs is 1000, but a.txt stores 100 Hz');
    expect(at(slow, 1000)).toThrow(ArgumentError);
    expect(at(slow, 100)().channels[0].fs).toBe(100);
    expect(at(makeOpenSignalsText([bitalino, plux]), 500)).toThrow('stores 1000 Hz');
    const mixed = makeOpenSignalsText([bitalino, { ...plux, fields: { ...plux.fields, 'sampling rate': 100 } }]);
    for (const fs of [2e6, 0, Number.NaN])
      expect(at(mixed, fs)).toThrow(/fs must be a number above 0 and at most 1000000/);
  });

  it('of devices of different rates is read at the rate that is passed', () => {
    const two = makeOpenSignalsText([bitalino, { ...plux, fields: { ...plux.fields, 'sampling rate': 100 } }]);
    expect(readOpenSignalsText(two, { file: 'a.txt', fs: 500 }).channels.map(({ fs }) => fs)).toEqual([500, 500]);
  });
});
