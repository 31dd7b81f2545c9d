import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEdf } from './edf.ts';
import { writeEdf } from './edf-writer.ts';
import { readRecording } from './formats.ts';
import { readMappedCsv } from './mapped-csv.ts';
import type { Channel, Recording } from './recording.ts';
import { mvToCounts } from './sensors.ts';

const root = join(import.meta.dirname, '../../../shared/data');
const hasData = existsSync(join(root, 'opensignals'));
if (!hasData) console.log('No recorded data beside this clone: the readers are tested on made files only.');

const bytesAt = (path: string) => new Uint8Array(readFileSync(join(root, path)));
const filesIn = (folder: string, pattern: RegExp) =>
  readdirSync(join(root, folder)).filter((name) => pattern.test(name));
const codes = ({ issues }: Recording) => issues.map(({ code }) => code);

/** Every number of the last column, read the plain way. */
function lastColumn(path: string, separator: RegExp, skip: number): Float64Array {
  const lines = readFileSync(join(root, path), 'latin1').split('\n').slice(skip);
  return Float64Array.from(
    lines.filter((line) => line.trim() !== ''),
    (line) => Number(line.trim().split(separator).at(-1)),
  );
}

/** Whether two long arrays are equal: a deep comparison by the test runner takes a second each. */
function isSame(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

function countsOf({ samples, calibration }: Channel): Float64Array {
  return calibration ? mvToCounts(samples, calibration) : samples;
}

describe.runIf(hasData)('recorded files', () => {
  it('of OpenSignals are all read, each as what it is', async () => {
    const outcomes: { [outcome: string]: number } = {};
    const names = filesIn('opensignals', /\./);
    for (const file of names) {
      const { channels, provenance } = await readRecording(bytesAt(`opensignals/${file}`), { file });
      expect(channels.every(({ samples }) => samples.length > 0 && samples.every(Number.isFinite))).toBe(true);
      outcomes[provenance.format] = (outcomes[provenance.format] ?? 0) + 1;
    }
    expect(outcomes).toEqual({
      'opensignals-text': names.filter((name) => name.endsWith('.txt')).length,
      'opensignals-hdf5': names.filter((name) => name.endsWith('.h5')).length,
      edf: names.filter((name) => name.endsWith('.edf')).length,
    });
  });

  it('of OpenSignals give the same recording as text and as HDF5', async () => {
    const twins = filesIn('opensignals', /^(g2_bicep|EMG_S|eda_).*\.h5$/);
    expect(twins).toHaveLength(5);
    for (const h5 of twins) {
      const file = h5.replace('.h5', '.txt');
      const [a, b] = [
        await readRecording(bytesAt(`opensignals/${h5}`), { file: h5 }),
        await readRecording(bytesAt(`opensignals/${file}`), { file }),
      ];
      expect(a.channels.every(({ samples }, i) => isSame(samples, b.channels[i]?.samples ?? samples.slice(1)))).toBe(
        true,
      );
      // The text file calls the hub's port by its number.
      const about = ({ channels }: Recording) => channels.map(({ name, samples, ...more }) => more);
      expect(about(a)).toEqual(about(b));
      expect(a.events).toEqual(b.events);
      expect(codes(a)).toEqual(codes(b));
      expect(a.provenance.startedAt?.slice(0, 16)).toBe(b.provenance.startedAt?.slice(0, 16));
    }
  });

  // Written by h5py 3 from the same files: n, lowest, highest, sum and weighted sum of the counts.
  it.each([
    ['emg_1000_hz_16_bits.h5', 'PORT6_CHN1', 1000, 16, [40500, 13018, 50694, 1328748626, 65068061615]],
    ['emg_1000_hz_16_bits.h5', 'PORT5_CHN1', 10, 16, [540, 23034, 38764, 17670293, 828510833]],
    ['emg_1000_hz_8_16_bits.h5', 'PORT6_CHN1', 1000, 16, [30600, 19178, 59412, 1003942473, 49156144825]],
    ['emg_1000_hz_8_16_bits.h5', 'PORT5_CHN1', 1000, 8, [30600, 62, 180, 3905407, 191215621]],
    ['emg_10_hz_16_bits.h5', 'PORT1_CHN1', 10, 16, [852, 12348, 52568, 27950953, 1343848134]],
    ['emg_bursts.h5', 'PORT3_CHN1', 1000, 16, [28519, 12880, 43226, 935553184, 45843423651]],
    // Its counter stands at 65535 for a minute, which is no loss.
    ['emg_fatigue.h5', 'CH2', 1000, 12, [126900, 0, 4095, 260653805, 12772348123]],
  ])('in HDF5 hold what h5py reads from them: %s %s', async (file, name, fs, bits, facts) => {
    const { channels, issues } = await readRecording(bytesAt(`opensignals/${file}`), { file });
    const channel = channels.find((each) => each.name === name) as Channel;
    expect(channel).toMatchObject({ kind: 'emg', unit: 'mV', fs, calibration: { bits } });
    const counts = countsOf(channel);
    const sums = [0, 0];
    counts.forEach((value, i) => {
      sums[0] += value;
      sums[1] += value * (1 + (i % 97));
    });
    expect([counts.length, Math.min(...counts), Math.max(...counts), ...sums]).toEqual(facts);
    expect(issues).toEqual([]);
  });

  it('of OpenSignals give the numbers that stand in them', async () => {
    for (const file of filesIn('opensignals', /^g2_.*\.txt$/)) {
      const { channels, issues, events } = await readRecording(bytesAt(`opensignals/${file}`), { file });
      expect(channels).toHaveLength(1);
      const [channel] = channels;
      expect(channel).toMatchObject({
        name: 'A1',
        kind: 'emg',
        unit: 'mV',
        fs: file.includes('2023') ? 100 : 1000,
        sensorName: 'EMGBITREV',
      });
      expect(isSame(countsOf(channel as Channel), lastColumn(`opensignals/${file}`, /\t/, 3))).toBe(true);
      expect([...issues, ...events]).toEqual([]);
    }
  });

  it('with unnamed sensors stay in counts until a sensor is named', async () => {
    const bytes = bytesAt('opensignals/EMG_SampleEMG.txt');
    const raw = await readRecording(bytes, { file: 'a.txt' });
    expect(raw.channels[0]).toMatchObject({
      name: 'A1',
      kind: 'other',
      unit: 'count',
      range: [0, 1023],
      sensorName: 'RAW',
    });
    expect(raw.channels[0]?.samples.length).toBe(24150);
    expect([Math.min(...(raw.channels[0]?.samples ?? [])), Math.max(...(raw.channels[0]?.samples ?? []))]).toEqual([
      207, 900,
    ]);
    expect(codes(raw)).toEqual(['SENSOR_UNKNOWN']);
    const named = await readRecording(bytes, { file: 'a.txt', sensor: 'bitalino-emg' });
    expect(named.channels[0]).toMatchObject({ kind: 'emg', unit: 'mV' });
    expect(named.issues).toEqual([]);
  });

  it('of a PLUX dynamometer and of flexor EMG are what their headers say', async () => {
    const [grip] = filesIn('opensignals', /^handgrip.*2016-10-28/);
    const { channels, issues } = await readRecording(bytesAt(`opensignals/${grip}`), { file: 'a.txt' });
    expect(channels.map(({ kind, unit, fs, sensorName }) => [kind, unit, fs, sensorName])).toEqual([
      ['other', 'count', 500, 'HANDGRIP'],
      ['other', 'count', 500, 'EDA'],
      ['other', 'count', 500, 'BVP'],
    ]);
    expect(issues).toEqual([]);
    const gesture = await readRecording(bytesAt('opensignals/fds_gesture_0_1.txt'), { file: 'a.txt' });
    expect(gesture.channels.map(({ kind, calibration }) => [kind, calibration?.sensor, calibration?.bits])).toEqual([
      ['emg', 'biosignalsplux-emg', 16],
      ['emg', 'biosignalsplux-emg', 16],
      ['other', undefined, undefined],
    ]);
  });

  it('of 36 handgrip tests are complete at 1000 Hz', async () => {
    const files = filesIn('handgrip-fds', /^S\d\d_\w+\.csv$/);
    expect(files).toHaveLength(36);
    for (const file of files) {
      const recording = await readRecording(bytesAt(`handgrip-fds/${file}`), { file });
      expect(recording.provenance.format).toBe('opensignals-csv');
      expect(codes(recording)).toEqual(['RATE_ASSUMED', 'SENSOR_ASSUMED']);
      expect(recording.channels).toMatchObject([{ name: 'A1', kind: 'emg', unit: 'mV', fs: 1000 }]);
      const counts = lastColumn(`handgrip-fds/${file}`, /,/, 1);
      expect(counts.length % 150).toBe(0);
      const [channel] = recording.channels as [Channel];
      expect(isSame(countsOf(channel), counts)).toBe(true);
      const [again] = readEdf(writeEdf(recording), { file: 'a.edf' }).channels as [Channel];
      expect(isSame(again.samples, channel.samples)).toBe(true);
      expect({ ...again, samples: [] }).toEqual({ ...channel, samples: [] });
    }
  });

  it('of biceps and legs in EDF have their units', async () => {
    const biceps = filesIn('biceps-holds', /\.edf$/);
    const legs = filesIn('leg-force', /\.edf$/);
    expect(biceps.length + legs.length).toBeGreaterThan(150);
    for (const file of biceps) {
      const { channels, issues } = await readRecording(bytesAt(`biceps-holds/${file}`), { file });
      expect(channels).toMatchObject([{ name: 'EMG biceps', kind: 'emg', unit: 'mV', fs: 2000 }]);
      expect(channels[0]?.range?.[0]).toBeCloseTo(-3.29974, 9);
      expect(issues).toEqual([]);
    }
    for (const file of legs) {
      const { channels } = await readRecording(bytesAt(`leg-force/${file}`), { file });
      const muscle = /muscle-(\w+)/.exec(file)?.[1];
      expect(channels).toMatchObject([
        { name: `EMG ${muscle}`, kind: 'emg', unit: 'mV', fs: 2000 },
        { name: 'Force', kind: 'force', unit: 'kgf', fs: 2000 },
      ]);
    }
  });

  it('in EDF that OpenSignals exported come with a warning', async () => {
    const recording = await readRecording(bytesAt('opensignals/eda_slow_signal.edf'), { file: 'a.edf' });
    expect(codes(recording)).toEqual(['LOSSY_EXPORT']);
    expect(recording.channels).toMatchObject([{ name: 'EDA', kind: 'other', fs: 100 }]);
  });

  it('in other CSV layouts are read with a mapping', () => {
    const grasp = readMappedCsv(bytesAt('grip-force/GraspForce.csv'), {
      file: 'GraspForce.csv',
      fs: 1000,
      columns: [
        { column: 'Finger_Flexor', name: 'flexor' },
        { column: 'Force', name: 'grip', kind: 'force', unit: 'other' },
      ],
    });
    expect(grasp.channels.map(({ samples }) => samples.length)).toEqual([18376, 18376]);
    const [file = ''] = filesIn('dumbbell-borg', /^\d\d\.csv$/);
    const columns = ['A1', 'A2', 'A3'].map((name) => ({ column: name, name, sensor: 'bitalino-emg' }));
    const dumbbell = readMappedCsv(bytesAt(`dumbbell-borg/${file}`), { file, fs: 1000, columns });
    expect(dumbbell.channels).toMatchObject(columns.map(({ name }) => ({ name, kind: 'emg', unit: 'mV', fs: 1000 })));
    // Its time stamps tell when data arrived, in bursts.
    expect(() => readMappedCsv(bytesAt(`dumbbell-borg/${file}`), { file, timeColumn: 'Time', columns })).toThrow(
      /not evenly spaced/,
    );
  });
});
