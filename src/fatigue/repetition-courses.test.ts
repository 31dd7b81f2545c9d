import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seededRandom, UnsupportedError } from '#base';
import { type Channel, findContractions, type Segment, windowJudge } from '#recording';
import { butterworth, rankCorrelation, sosfiltfilt } from '#signal';
import { repetitionCourses, repetitionsOf } from './repetition-courses.ts';

const fs = 1000;
const segment = (startS: number, endS: number): Segment => ({ kind: 'contraction', channel: 'A1', startS, endS });

/** Noise between 30 Hz and an upper limit that falls, at an RMS that rises, from repetition to repetition. */
function tiring(limitsHz: readonly number[]): { channel: Channel; repetitions: Segment[] } {
  const random = seededRandom(3);
  const samples = new Float64Array((limitsHz.length + 1) * 2 * fs);
  const repetitions = limitsHz.map((limitHz, i) => {
    const white = Float64Array.from({ length: fs }, () => random.normal());
    const band = butterworth(fs, { order: 4, type: 'bandpass', cutoffHz: [30, limitHz] });
    samples.set(
      sosfiltfilt(band, white).map((value) => value * (1 + i)),
      2 * fs * i + fs,
    );
    return segment(2 * i + 1, 2 * i + 2);
  });
  return { channel: { name: 'A1', kind: 'emg', unit: 'mV', fs, samples }, repetitions };
}

describe('repetitionCourses', () => {
  it('gives each repetition at its middle, tiring as it was made to', () => {
    const { channel, repetitions } = tiring([330, 240, 170, 110, 60]);
    const { mdf, rms } = repetitionCourses(channel, repetitions);
    expect([...mdf.timesS]).toEqual([1.5, 3.5, 5.5, 7.5, 9.5]);
    expect([...rms.timesS]).toEqual([...mdf.timesS]);
    const falls = [...mdf.values];
    expect(falls).toEqual([...falls].sort((a, b) => b - a));
    // Even noise has half of its power in the middle of its band.
    expect(falls[0]).toBeGreaterThan(155);
    expect(falls[0]).toBeLessThan(205);
    // Five times the noise in a tenth of its band: 5 · √0.1.
    expect(rms.values[4] / rms.values[0]).toBeCloseTo(5 * Math.sqrt(0.1), 0);
  });

  it('leaves out what cannot be measured, and refuses when that is all', () => {
    const { channel, repetitions } = tiring([240, 200]);
    const { mdf } = repetitionCourses(channel, [segment(0.1, 0.9), repetitions[0], segment(1, 1.2)]);
    expect(mdf.timesS).toHaveLength(1);
    expect(() => repetitionCourses(channel, [segment(1, 1.2)])).toThrow(UnsupportedError);
  });
});

const folder = join(import.meta.dirname, '../../../shared/data/dumbbell-borg');
const present = existsSync(join(folder, '02_click.csv'));
if (!present)
  console.log('Recorded data is absent (../shared/data): repetitions are measured in simulated signals only.');

describe.skipIf(!present)('repetitions with a dumbbell, beside spoken exertion (Borg)', () => {
  const tableOf = (file: string): number[][] =>
    readFileSync(join(folder, file), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').map(Number));

  it.each(['02', '04', '09', '21', '25', '27'])('person %s: RMS rises and MDF falls with it in 3 muscles', (person) => {
    const rows = tableOf(`${person}.csv`);
    const clicks = tableOf(`${person}_click.csv`);
    // Time stamps are those of arrival, in bursts: the sample's number is its time.
    const [first, last] = [rows[0][0], rows[rows.length - 1][0]];
    const borgAt = (timeS: number): number => {
      const stamp = first + ((last - first) * timeS * fs) / rows.length;
      return (clicks.findLast(([time]) => time <= stamp) ?? clicks[0])[2];
    };
    for (const column of [1, 2, 3]) {
      const samples = Float64Array.from(rows, (row) => row[column]);
      const channel: Channel = { name: `A${column}`, kind: 'emg', unit: 'count', fs, samples };
      const repetitions = findContractions(channel, { expect: 'auto' }).segments.filter(({ kind }) => kind !== 'rest');
      const { mdf, rms } = repetitionCourses(channel, repetitions);
      const borg = Array.from(mdf.timesS, borgAt);
      expect(rankCorrelation(borg, [...mdf.values]), `MDF in A${column}`).toBeLessThan(0);
      expect(rankCorrelation(borg, [...rms.values]), `RMS in A${column}`).toBeGreaterThan(0.5);
    }
  });
});

describe('repetitionsOf', () => {
  const { channel, repetitions } = tiring([330, 240, 170, 110, 60]);
  const measured = (restLevel: number) =>
    repetitionsOf(channel, repetitions, {
      pace: { periodS: 2, regularity: 1 },
      judge: windowJudge(channel),
      restLevel,
    });

  it('counts those that are bad, and is null where all of them are', () => {
    expect(measured(0.001)).toMatchObject({ n: 5, nBad: 0 });
    expect(measured(0.5)?.nBad).toBeGreaterThan(0);
    expect(measured(10)).toBeNull();
  });
});
