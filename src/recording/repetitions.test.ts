import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { type Burst, burstChannel } from './check-bursts.ts';
import { findContractions } from './contractions.ts';
import type { Channel } from './recording.ts';

/** Bursts of half a period, each a little early or late, weak or strong, slower and stronger towards the end. */
function repeated({ n = 20, periodS = 2.2, seed = 1, slower = 0.2 } = {}): Burst[] {
  const random = seededRandom(seed);
  let startS = 4;
  return Array.from({ length: n }, (_, i) => {
    const ownS = periodS * (1 + (slower * i) / n) * (1 + 0.08 * random.normal());
    const burst = { startS, endS: startS + 0.5 * ownS, level: (0.1 + (0.1 * i) / n) * (1 + 0.15 * random.normal()) };
    startS += ownS;
    return burst;
  });
}
const channelOf = (bursts: readonly Burst[], seed = 1): Channel =>
  burstChannel({ seed, lengthS: (bursts.at(-1)?.endS ?? 0) + 5, bursts });

describe('findContractions on repetitions', () => {
  it.each([0.9, 1.6, 2.2, 5, 10])('counts them and finds their middles, one every %s s', (periodS) => {
    const n = periodS > 5 ? 8 : 20;
    const bursts = repeated({ n, periodS, seed: Math.round(10 * periodS) });
    const { segments, pace, expected } = findContractions(channelOf(bursts), { expect: 'repetitions' });
    const found = segments.filter(({ kind }) => kind === 'contraction');
    expect(expected).toBe('repetitions');
    expect(Math.abs(found.length - n)).toBeLessThanOrEqual(n / 20);
    expect(Math.abs((pace?.periodS ?? 0) / (1.1 * periodS) - 1)).toBeLessThan(0.15);
    for (const { startS, endS } of found) {
      const offs = bursts.map((burst) => Math.abs(startS + endS - burst.startS - burst.endS) / 2);
      expect(Math.min(...offs)).toBeLessThan(0.2 * periodS);
    }
  });

  it('takes clear repetitions for such by itself, and the handgrip test for the test', () => {
    const { expected, issues, segments } = findContractions(channelOf(repeated()), { expect: 'auto' });
    expect(expected).toBe('repetitions');
    expect(issues.map(({ code }) => code)).not.toContain('HOLD_MISSING');
    expect(segments[0].kind).toBe('rest');
    const test = burstChannel({
      lengthS: 45,
      bursts: [
        { startS: 16, endS: 26, level: 0.1 },
        { startS: 31, endS: 36.5, level: 0.15 },
      ],
    });
    expect(findContractions(test, { expect: 'auto' })).toEqual(findContractions(test));
  });

  it.each([
    ['nothing but noise', []],
    ['one steady hold', [{ startS: 5, endS: 55, level: 0.1 }]],
    ['efforts without a pace', [3, 4.1, 9, 21, 22.5, 37, 52].map((s) => ({ startS: s, endS: s + 0.7, level: 0.1 }))],
  ])('sees no pace in %s', (_, bursts) => {
    const channel = burstChannel({ lengthS: 60, bursts });
    expect(findContractions(channel, { expect: 'repetitions' }).pace).toBeUndefined();
    expect(findContractions(channel, { expect: 'auto' }).expected).toBe('hold-and-mvc');
  });

  it('takes a threshold that is given, and shows it', () => {
    const channel = burstChannel({ lengthS: 30, bursts: [{ startS: 10, endS: 20, level: 0.1 }] });
    const high = findContractions(channel, { expect: 'any', threshold: 0.5 });
    expect([high.threshold, high.segments.filter(({ kind }) => kind === 'contraction')]).toEqual([0.5, []]);
    const low = findContractions(channel, { expect: 'any', threshold: 0.05 });
    expect([low.threshold, low.segments.filter(({ kind }) => kind === 'contraction').length]).toEqual([0.05, 1]);
    expect(() => findContractions(channel, { threshold: 0 })).toThrow('threshold must be a number above 0');
  });
});

const folder = join(import.meta.dirname, '../../../shared/data/dumbbell-borg');
const present = existsSync(join(folder, '02_click.csv'));
if (!present)
  console.log('Recorded data is absent (../shared/data): repetitions are counted in simulated signals only.');

describe.skipIf(!present)('findContractions on recorded dumbbell repetitions', () => {
  const linesOf = (file: string): string[] => readFileSync(join(folder, file), 'utf8').trim().split('\n').slice(1);

  it.each(['02', '04', '09', '21', '25', '27'])('person %s: within 10 %% of the hand-marked count', (person) => {
    const truth = linesOf(`${person}_click.csv`).length;
    const rows = linesOf(`${person}.csv`).map((line) => line.split(',').map(Number));
    for (const column of [1, 2, 3]) {
      const samples = Float64Array.from(rows, (row) => row[column]);
      const channel: Channel = { name: `A${column}`, kind: 'emg', unit: 'count', fs: 1000, samples };
      const { segments, expected } = findContractions(channel, { expect: 'auto' });
      expect(expected).toBe('repetitions');
      const n = segments.filter(({ kind }) => kind === 'contraction').length;
      expect(Math.abs(n / truth - 1), `${n} of ${truth} in A${column}`).toBeLessThanOrEqual(0.1);
    }
  });
});
