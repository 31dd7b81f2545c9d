import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { effortSignal, withoutDrift } from './contraction-envelope.ts';
import { findContractions } from './contractions.ts';
import { readRecording } from './formats.ts';
import { readMappedCsv } from './mapped-csv.ts';
import type { Channel } from './recording.ts';
import { isSensorNoise } from './sensor-noise.ts';

const data = join(import.meta.dirname, '../../../shared/data');
const present = existsSync(join(data, 'handgrip-fds/segments.csv'));
if (!present)
  console.log('Recorded data is absent (../shared/data): contractions are tested on simulated signals only.');

/** Quiet stretches (s) of biceps recordings. */
const noiseAt2000 = [
  ['sub-B04_side-L_ses-01_set-02_emg.edf', 1, 3.5],
  ['sub-B05_side-R_ses-02_set-02_emg.edf', 0.5, 10.2],
  ['sub-B13_side-R_ses-04_set-01_emg.edf', 0.5, 2.2],
] as const;

/** The accuracy that the finder is held to, at each of the four edges. */
const toleranceS = 0.5;

async function emgOf(folder: string, file: string): Promise<Channel> {
  const { channels } = await readRecording(new Uint8Array(readFileSync(join(data, folder, file))), { file });
  return channels.find(({ kind, unit }) => kind === 'emg' || unit === 'count') as Channel;
}

function handgrip(): { file: string; truth: number[] }[] {
  const rows = readFileSync(join(data, 'handgrip-fds/segments.csv'), 'utf8').trim().split('\n').slice(1);
  return rows.map((row) => {
    const [file = '', ...truth] = row.split(',');
    return { file, truth: truth.map(Number) };
  });
}

describe.skipIf(!present)('findContractions on recorded signals', () => {
  it('puts hold and squeeze within 0.5 s of the reference in 33 of 36 handgrip tests, and doubts the others', async () => {
    const results = [];
    for (const { file, truth } of handgrip()) {
      const { segments, issues } = findContractions(await emgOf('handgrip-fds', file), { file });
      const found = ['hold', 'mvc'].flatMap((kind) => {
        const segment = segments.find((other) => other.kind === kind);
        return [segment?.startS ?? Number.NaN, segment?.endS ?? Number.NaN];
      });
      const right = found.every((edge, i) => Math.abs(edge - (truth[i] as number)) <= toleranceS);
      results.push({ file, right, doubted: issues.length > 0, hasRest: segments[0]?.kind === 'rest' });
    }
    expect(results.length).toBe(36);
    expect(results.filter(({ right }) => right).length).toBeGreaterThanOrEqual(35);
    expect(results.filter(({ right, doubted }) => !right && !doubted)).toEqual([]);
    // A doubt on every file would say nothing.
    expect(results.filter(({ doubted }) => doubted).length).toBeLessThanOrEqual(12);
    expect(results.filter(({ hasRest }) => !hasRest)).toEqual([]);
  });

  it('claims no rest where a load cell shows force, and still takes sensor noise for rest', async () => {
    const rests = async (folder: string, file: string) => {
      const { segments } = findContractions(await emgOf(folder, file), { file, expect: 'any' });
      return segments.filter(({ kind }) => kind === 'rest');
    };
    for (const subject of ['E07', 'E08', 'E27']) {
      expect(await rests('leg-force', `sub-${subject}_muscle-BF.edf`)).toEqual([]);
    }
    for (const file of ['fds_gesture_0_1.txt', 'g2_bicep_braquial_en_reposo.txt', 'OpenSignals_SampleFooData.txt']) {
      expect(await rests('opensignals', file), file).toHaveLength(1);
    }
    // Resting stretches before biceps holds at 2000 Hz: the noise of the sensor up to 1000 Hz.
    for (const [file, startS, endS] of noiseAt2000) {
      const channel = await emgOf('biceps-holds', file);
      const { steady } = effortSignal(withoutDrift(channel), channel.fs);
      expect(isSensorNoise(steady.subarray(startS * channel.fs, endS * channel.fs), channel.fs), file).toBe(true);
    }
  });

  it('reports repetitions that are too short to be contractions, and no single movement in a handgrip test', async () => {
    const columns = [{ column: 'A1', name: 'A1', sensor: 'bitalino-emg' }];
    const bytes = new Uint8Array(readFileSync(join(data, 'dumbbell-borg/27.csv')));
    const [channel] = readMappedCsv(bytes, { file: '27.csv', fs: 1000, columns }).channels;
    const { issues } = findContractions(channel, { file: '27.csv', expect: 'any' });
    const n = Number(/(\d+) efforts shorter than 1\.5 s were left out/.exec(issues[0]?.message ?? '')?.[1]);
    expect(n).toBeGreaterThanOrEqual(50);
    expect(n).toBeLessThanOrEqual(55);
    const messages = [];
    for (const { file } of handgrip()) {
      messages.push(...findContractions(await emgOf('handgrip-fds', file), { file }).issues);
    }
    expect(messages.filter(({ message }) => message.includes('left out'))).toEqual([]);
  });

  it('takes each biceps hold to exhaustion as one long contraction', async () => {
    const all = readdirSync(join(data, 'biceps-holds')).filter((file) => file.endsWith('.edf'));
    // One of four: the whole set takes eight seconds.
    const files = all.filter((_, i) => i % 4 === 0);
    const wrong = [];
    for (const file of files) {
      const { segments } = findContractions(await emgOf('biceps-holds', file), { file });
      const efforts = segments.filter(({ kind }) => kind !== 'rest');
      const longest = Math.max(...efforts.map(({ startS, endS }) => endS - startS));
      if (efforts.some(({ kind }) => kind !== 'contraction') || longest < 40) wrong.push(file);
    }
    expect(wrong).toEqual([]);
  });
});
