import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findContractions } from './contractions.ts';
import { readRecording } from './formats.ts';
import type { Channel } from './recording.ts';

const data = join(import.meta.dirname, '../../../shared/data');
const present = existsSync(join(data, 'handgrip-fds/segments.csv'));
if (!present)
  console.log('Recorded data is absent (../shared/data): contractions are tested on simulated signals only.');

/** The accuracy that the finder is held to, at each of the four edges. */
const toleranceS = 0.5;

function emgOf(folder: string, file: string): Channel {
  const { channels } = readRecording(new Uint8Array(readFileSync(join(data, folder, file))), { file });
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
  it('puts hold and squeeze within 0.5 s of the reference in 33 of 36 handgrip tests, and doubts the others', () => {
    const results = handgrip().map(({ file, truth }) => {
      const { segments, issues } = findContractions(emgOf('handgrip-fds', file), { file });
      const found = ['hold', 'mvc'].flatMap((kind) => {
        const segment = segments.find((other) => other.kind === kind);
        return [segment?.startS ?? Number.NaN, segment?.endS ?? Number.NaN];
      });
      const right = found.every((edge, i) => Math.abs(edge - (truth[i] as number)) <= toleranceS);
      return { file, right, doubted: issues.length > 0, hasRest: segments[0]?.kind === 'rest' };
    });
    expect(results.length).toBe(36);
    expect(results.filter(({ right }) => right).length).toBeGreaterThanOrEqual(35);
    expect(results.filter(({ right, doubted }) => !right && !doubted)).toEqual([]);
    // A doubt on every file would say nothing.
    expect(results.filter(({ doubted }) => doubted).length).toBeLessThanOrEqual(12);
    expect(results.filter(({ hasRest }) => !hasRest)).toEqual([]);
  });

  it('takes each biceps hold to exhaustion as one long contraction', () => {
    const all = readdirSync(join(data, 'biceps-holds')).filter((file) => file.endsWith('.edf'));
    // One of four: the whole set takes eight seconds.
    const files = all.filter((_, i) => i % 4 === 0);
    const wrong = files.filter((file) => {
      const { segments } = findContractions(emgOf('biceps-holds', file), { file });
      const efforts = segments.filter(({ kind }) => kind !== 'rest');
      const longest = Math.max(...efforts.map(({ startS, endS }) => endS - startS));
      return efforts.some(({ kind }) => kind !== 'contraction') || longest < 40;
    });
    expect(wrong).toEqual([]);
  });
});
