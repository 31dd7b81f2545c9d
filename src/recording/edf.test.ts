import { describe, expect, it } from 'vitest';
import { FormatError } from '#base';
import { bytesOf } from './check-bytes.ts';
import { type MadeEdf, type MadeSignal, makeEdf, tals } from './check-edf-samples.ts';
import { readEdf } from './edf.ts';

const emg: MadeSignal = { label: 'EMG biceps', perRecord: 4, values: [-32768, 0, 1, 32767, 5, 6, 7, 8] };
const notes = (starts: readonly number[], more = {}): MadeSignal => ({
  label: 'EDF Annotations',
  perRecord: 40,
  values: tals(starts, more),
});
const read = (bytes: Uint8Array) => readEdf(bytes, { file: 'dir/a.edf' });
const readMade = (signals: readonly MadeSignal[], nRecords = 2, fields: MadeEdf = {}) =>
  read(makeEdf(signals, nRecords, fields));
const channelOf = (signal: Partial<MadeSignal>) => readMade([{ ...emg, ...signal }]).channels[0];

describe('readEdf', () => {
  it('scales digital values to millivolts', () => {
    const { channels, provenance, issues } = readMade([emg]);
    const step = 2000 / 65535;
    const expected = [-1000, -1000 + 32768 * step, -1000 + 32769 * step, 1000, -1000 + 32773 * step].map(
      (uV) => uV / 1000,
    );
    expect(channels).toHaveLength(1);
    expect(channels[0]).toMatchObject({ name: 'EMG biceps', kind: 'emg', unit: 'mV', fs: 4, range: [-1, 1] });
    expected.forEach((mv, i) => {
      expect(channels[0]?.samples[i]).toBeCloseTo(mv, 12);
    });
    expect(provenance).toMatchObject({ file: 'a.edf', format: 'edf' });
    expect(issues).toEqual([]);
  });

  it.each([
    ['EMG', 'uV', 'emg', 'mV', 1],
    ['EMG', '\xb5V', 'emg', 'mV', 1],
    ['EMG', 'mV', 'emg', 'mV', 1000],
    ['sEMG-1', 'V', 'emg', 'mV', 1e6],
    ['EEG Fp1', 'uV', 'other', 'mV', 1],
    ['Grip', 'kgf', 'force', 'kgf', 1000],
    ['Force', 'kg', 'force', 'kgf', 1000],
    ['Force', 'N', 'force', 'N', 1000],
    ['Force', 'lbs', 'force', 'lbf', 1000],
    ['EDA', 'uS', 'other', 'other', 1000],
    ['EMG', 'count', 'other', 'count', 1000],
  ])('reads %s in %s as %s in %s', (label, unit, kind, toUnit, hi) => {
    const channel = channelOf({ label, unit });
    expect(channel).toMatchObject({ kind, unit: toUnit });
    expect(channel?.range?.[1]).toBeCloseTo(hi, 9);
  });

  it.each(['\xc2\xb5V', '\xce\xbcV', '\xb5V'])('reads the unit %j, a micro sign of some encoding', (unit) => {
    const { channels, issues } = readMade([{ ...emg, unit }]);
    expect(channels[0]).toMatchObject({ kind: 'emg', unit: 'mV' });
    expect(issues).toEqual([]);
  });

  it('says of a signal called EMG that its unit is none it knows, and what helps does help', () => {
    const { channels, issues } = readMade([
      { ...emg, unit: 'micro' },
      { ...emg, unit: '' },
      { ...emg, label: 'EDA', unit: 'uS' },
    ]);
    expect(channels.map(({ kind, unit }) => `${kind} ${unit}`)).toEqual(Array(3).fill('other other'));
    expect(issues.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "UNIT_UNKNOWN The file gives the unit 'micro' for EMG biceps, which is no voltage.",
      'UNIT_UNKNOWN The file gives no unit for EMG biceps-2, which is no voltage.',
    ]);
    expect(issues[0].suggestion).toContain('uV, mV or V');
    for (const unit of ['uV', 'mV', 'V']) expect(readMade([{ ...emg, unit }]).channels[0].kind).toBe('emg');
  });

  it('takes the rate for the whole number that it misses by rounding alone', () => {
    const long: MadeSignal = { label: 'EMG', perRecord: 700, values: Array.from({ length: 1400 }, (_, i) => i) };
    expect(readMade([long], 2, { recordS: '0.7' }).channels[0].fs).toBe(1000);
    expect(readMade([long], 2, { recordS: '0.70001' }).channels[0].fs).toBeCloseTo(999.9857, 3);
  });

  it('finds sEMG by its transducer too, and keeps what that says', () => {
    expect(channelOf({ label: 'Ch1', transducer: 'EMG electrode' })).toMatchObject({
      kind: 'emg',
      sensorName: 'EMG electrode',
    });
    expect(channelOf({ label: 'Ch1', transducer: 'demg' })?.kind).toBe('other');
  });

  it('reads every signal at its own rate', () => {
    const force: MadeSignal = { label: 'Force', unit: 'N', perRecord: 1, values: [3, 4] };
    const { channels } = readMade([emg, force], 2, { recordS: '0.5' });
    expect(channels.map(({ fs, samples }) => [fs, samples.length])).toEqual([
      [8, 8],
      [2, 2],
    ]);
  });

  it('turns annotations into events', () => {
    const more = { 1: '+1.25\x150.5\x14squeeze\x14hard\x14\0+0.5\x14Schmerz \xc3\xbc\x14\0' };
    const { events, channels } = readMade([emg, notes([0, 1], more)], 2, { reserved: 'EDF+C' });
    expect(channels.map(({ name }) => name)).toEqual(['EMG biceps']);
    expect(events).toEqual([
      { onsetS: 0.5, durationS: 0, label: 'Schmerz ü' },
      { onsetS: 1.25, durationS: 0.5, label: 'squeeze' },
      { onsetS: 1.25, durationS: 0.5, label: 'hard' },
    ]);
  });

  it('counts annotations that it cannot read', () => {
    const { events, issues } = readMade([emg, notes([0, 1], { 0: 'later\x14?\x14\0', 1: '+1\x14ok\x14\0' })], 2, {
      reserved: 'EDF+C',
    });
    expect(events).toHaveLength(1);
    expect(issues).toMatchObject([{ code: 'EVENTS_UNREADABLE', message: '1 annotation could not be read.' }]);
  });

  it('puts the pieces of EDF+D together and says what is missing', () => {
    const signals = [
      { ...emg, values: [...emg.values, 1, 2, 3, 4] as number[] },
      notes([0, 1, 5.5], { 2: '+0.25\x14a\x14\0+3\x14b\x14\0+5.75\x14c\x14\0' }),
    ];
    const { channels, events, issues } = readMade(signals, 3, { reserved: 'EDF+D' });
    expect(channels[0]?.samples).toHaveLength(12);
    expect(channels[0]?.gapsAt).toEqual([8]);
    expect(events.map(({ onsetS, label }) => `${label} ${onsetS}`)).toEqual(['a 0.25', 'b 2', 'c 2.25']);
    expect(issues).toMatchObject([
      {
        code: 'DROPPED_SAMPLES',
        message: '14 samples (3.5 s) were not recorded, in 1 gap.',
        where: { sample: 8, atS: 2 },
      },
    ]);
  });

  it('reports records that step back in time, and leaves each event in its own record', () => {
    const values = Array.from({ length: 16 }, (_, i) => i);
    const more = {
      0: '+0.5\x14a\x14\0',
      1: '+5.5\x14b\x14\0',
      2: '+2.25\x14c\x14\0+1.5\x14gap\x14\0',
      3: '+3.75\x14d\x14\0',
    };
    const signals = [{ ...emg, values }, notes([0, 5, 2, 3], more)];
    const { events, issues } = readMade(signals, 4, { reserved: 'EDF+D' });
    expect(events.map(({ onsetS, label }) => `${label} ${onsetS}`)).toEqual([
      'a 0.5',
      'b 1.5',
      'gap 2',
      'c 2.25',
      'd 3.75',
    ]);
    expect(issues.map(({ code, message, where }) => `${code} ${message} ${where.atS}`)).toEqual([
      'DROPPED_SAMPLES 8 samples (2 s) were not recorded, in 2 gaps. 2',
      'RECORDS_UNORDERED The times of the records step back, in 1 step. 2',
    ]);
    const same = readMade([{ ...emg, values }, notes([0, 0, 0, 0], { 2: '+2.5\x14e\x14\0' })], 4, {
      reserved: 'EDF+C',
    });
    expect(same.events).toMatchObject([{ label: 'e', onsetS: 2.5 }]);
    expect(same.issues).toMatchObject([{ code: 'RECORDS_UNORDERED' }]);
  });

  it('tells date and time, and keeps quiet where they were taken out', () => {
    const at = (fields: MadeEdf, starts = [0, 1]) =>
      readMade([emg, notes(starts)], 2, { reserved: 'EDF+C', ...fields }).provenance;
    const start = '22.11.2609.15.07';
    expect(at({ start, recording: 'Startdate 22-NOV-2026 X X BITalino_x' })).toMatchObject({
      startedAt: '2026-11-22T09:15:07',
      device: 'BITalino x',
    });
    expect(at({ start, recording: 'Startdate 22-NOV-2026 X X X' }, [0.125, 1.125]).startedAt).toBe(
      '2026-11-22T09:15:07.125',
    );
    expect(at({ start: '22.11.9909.15.07', recording: 'my study' }).startedAt).toBe('1999-11-22T09:15:07');
    expect(at({ start, recording: 'Startdate 22-NOV-0026 X X X' }).startedAt).toBe('2026-11-22T09:15:07');
    expect(at({ start, recording: 'Startdate X X X X' }).startedAt).toBeUndefined();
    expect(at({ start: '99.99.9909.15.07', recording: 'x' }).startedAt).toBeUndefined();
    for (const impossible of ['31.02.2409.15.07', '22.11.2625.15.07', '22.11.2609.61.07', '22.11.2609.15.60']) {
      expect(at({ start: impossible, recording: 'x' }).startedAt).toBeUndefined();
    }
    expect(at({ start: '29.02.yy09.15.07', recording: 'Startdate 29-FEB-2184 X X X' }).startedAt).toBe(
      '2184-02-29T09:15:07',
    );
  });

  it('warns of OpenSignals exports and does not believe their date', () => {
    const fields = { start: '16.03.2019.12.51', recording: "Startdate 16-MAR-2020 PluxFile X ['channeller']" };
    const { issues, provenance } = readMade([emg], 2, fields);
    expect(issues).toMatchObject([{ code: 'LOSSY_EXPORT', severity: 'warning' }]);
    expect(provenance.device).toBe('channeller');
    expect(provenance.startedAt).toBeUndefined();
  });

  it('gives equal labels different names', () => {
    const names = readMade([emg, emg, { ...emg, label: '' }]).channels.map(({ name }) => name);
    expect(names).toEqual(['EMG biceps', 'EMG biceps-2', 'channel 3']);
  });

  it('accepts only the rate it stores', () => {
    const bytes = makeEdf([emg], 2);
    expect(readEdf(bytes, { file: 'a.edf', fs: 4 }).channels[0]?.fs).toBe(4);
    expect(() => readEdf(bytes, { file: 'a.edf', fs: 1000 })).toThrow(/fs is 1000, but a.edf stores 4 Hz/);
  });
});

describe('a damaged EDF', () => {
  it('is read up to its last complete record', () => {
    const whole = makeEdf([emg], 2);
    expect(read(whole.subarray(0, -1)).channels[0]?.samples).toHaveLength(4);
    expect(read(whole.subarray(0, -1)).issues).toMatchObject([
      { code: 'INCOMPLETE_FILE', message: 'The header promises 2 records; 1 are complete.' },
    ]);
    const open = readMade([emg], 2, { nRecords: '-1' });
    expect(open.channels[0]?.samples).toHaveLength(8);
    expect(open.issues).toMatchObject([
      { code: 'INCOMPLETE_FILE', message: 'The file was never closed; 2 are complete.' },
    ]);
  });

  it('with harmless defects is read around them', () => {
    const codes = (signal: Partial<MadeSignal>, fields: MadeEdf = {}) =>
      readMade([{ ...emg, ...signal }], 2, fields).issues.map(({ code }) => code);
    expect(codes({}, { headerBytes: '256' })).toEqual(['HEADER_REPAIRED']);
    expect(codes({ physical: ['-1,5', '1.5'] })).toEqual(['HEADER_REPAIRED']);
    expect(codes({ physical: ['0', '0'] })).toEqual(['HEADER_REPAIRED']);
    expect(channelOf({ physical: ['0', '0'] })).toMatchObject({ kind: 'other', unit: 'other' });
    expect(codes({}, { recordS: '1\0\0' })).toEqual([]);
    const surplus = read(Uint8Array.from([...makeEdf([emg], 2), 0, 0]));
    expect(surplus.issues).toMatchObject([
      { code: 'HEADER_REPAIRED', message: '2 bytes after the last record were left out.' },
    ]);
  });

  it.each([
    ['physical maximum', { physical: ['0', 'x'] }, {}, "its physical maximum of 'EMG biceps' is 'x' — EDF, byte 368"],
    ['digital minimum', { digital: ['-1e9', '5'] }, {}, "its digital minimum of 'EMG biceps' is '-1e9'"],
    ['samples per record', { perRecord: 0 }, {}, "number of samples per record of 'EMG biceps' is '0'"],
    ['rate', { perRecord: 4 }, { recordS: '0.000001' }, "number of samples per record of 'EMG biceps' is '4'"],
    ['record duration', {}, { recordS: '0' }, "its record duration is '0' — EDF, byte 244"],
    ['short record', {}, { recordS: '1e-300' }, "its record duration is '1e-300' — EDF, byte 244"],
    ['long record', {}, { recordS: '1e308' }, "its record duration is '1e308' — EDF, byte 244"],
    ['range', { physical: ['-1e308', '1e308'] }, {}, 'the physical range of EMG biceps is too large'],
    ['records', {}, { nRecords: '2.5' }, "its number of records is '2.5' — EDF, byte 236"],
    ['no record', {}, { nRecords: '0' }, 'it holds no complete record'],
  ] as [string, Partial<MadeSignal>, MadeEdf, string][])(
    'with an impossible %s is refused',
    (_, signal, fields, what) => {
      expect(() => readMade([{ ...emg, ...signal }], 2, fields)).toThrow(FormatError);
      expect(() => readMade([{ ...emg, ...signal }], 2, fields)).toThrow(what);
    },
  );

  it('that claims more than it has is refused before memory is taken', () => {
    const bytes = makeEdf([{ ...emg, label: 'EMG' }], 2);
    bytes.set(bytesOf('9999'), 252);
    expect(() => read(bytes)).toThrow(/9999 signals need a header of 2560000 bytes but it has 528/);
    const greedy = makeEdf([emg], 2, { nRecords: '99999999' });
    greedy.set(bytesOf('99999999'), 256 + 216);
    expect(() => read(greedy)).toThrow(/number of samples per record/);
    const wide = makeEdf([emg], 2, { nRecords: '99999999', recordS: '99999999' });
    wide.set(bytesOf('99999999'), 256 + 216);
    expect(() => read(wide)).toThrow(/no complete record: one needs 199999998 bytes and there are 16 bytes/);
  });

  it('without signals, without a header, or of 24 bits is refused', () => {
    expect(() => readMade([notes([0, 1])], 2)).toThrow(/annotations but no signals/);
    expect(() => read(makeEdf([emg], 2).subarray(0, 300))).toThrow(
      /1 signals need a header|need a header of 512 bytes but it has 300/,
    );
    expect(() => read(bytesOf('0'.padEnd(100)))).toThrow(
      'Cannot read a.edf: its header is cut off after 100 bytes — EDF, byte 0.',
    );
    expect(() => read(bytesOf('\xffBIOSEMI'.padEnd(600)))).toThrow(FormatError);
  });
});
