import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { mean } from '#signal';
import { refusal } from '../base/check-refusal.ts';
import { overSubjects } from './index.ts';

type Row = { readonly subject: string; readonly value: number };
const meanOf = (rows: readonly Row[]) => mean(rows.map(({ value }) => value));

describe('overSubjects', () => {
  it('covers the truth about as often as it says, with people who resemble themselves', () => {
    const random = seededRandom(5);
    const nTrials = 200;
    let hits = 0;
    for (let trial = 0; trial < nTrials; trial++) {
      const rows = Array.from({ length: 20 }, (_, i) => ({ subject: `${i}`, own: random.normal() })).flatMap(
        ({ subject, own }) => [0, 1, 2].map(() => ({ subject, value: own + 0.1 * random.normal() })),
      );
      const { interval } = overSubjects(rows, meanOf, random, { nDraws: 200 });
      if (interval[0] <= 0 && interval[1] >= 0) hits++;
    }
    // Drawing recordings instead of people would cover about 73 %.
    expect(hits / nTrials).toBeGreaterThan(0.86);
    expect(hits / nTrials).toBeLessThan(0.99);
  });

  it('is a point where all people are alike, and the same for the same seed', () => {
    const rows = ['a', 'b', 'c'].map((subject, i) => ({ subject, value: i }));
    const alike = rows.map((row) => ({ ...row, value: 4 }));
    expect(overSubjects(alike, meanOf, seededRandom(1))).toEqual({ value: 4, interval: [4, 4] });
    const twice = [1, 1].map((seed) => overSubjects(rows, meanOf, seededRandom(seed)));
    expect(twice[0]).toEqual(twice[1]);
    expect(twice[0]).toEqual({ value: 1, interval: [0, 2] });
  });

  it('refuses a single person', () => {
    const rows = [1, 2].map((value) => ({ subject: 'a', value }));
    expect(refusal(() => overSubjects(rows, meanOf, seededRandom(1)))).toContain('at least 2 people');
  });
});
