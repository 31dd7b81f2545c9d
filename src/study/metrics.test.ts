import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import type { Decision } from './evaluation.ts';
import { guessingRange, subjectBootstrap } from './intervals.ts';
import { meanMetrics, metricsOf, pairedAccuracy } from './metrics.ts';

const pair = (subject: string, fresh: number, fatigued: number): Decision[] => [
  { subject, file: `${subject}-a`, truth: 'fresh', probability: fresh },
  { subject, file: `${subject}-b`, truth: 'fatigued', probability: fatigued },
];

describe('pairedAccuracy', () => {
  it('asks which of one person’s recordings is the fatigued one; a tie counts half', () => {
    expect(pairedAccuracy([...pair('A', 0.1, 0.2), ...pair('B', 0.9, 0.3), ...pair('C', 0.5, 0.5)])).toBe(0.5);
  });

  it('counts each person once, however many recordings there are', () => {
    const many = [...pair('A', 0.1, 0.2), ...pair('A', 0.1, 0.2), ...pair('A', 0.1, 0.2), ...pair('B', 0.9, 0.3)];
    expect(pairedAccuracy(many)).toBe(0.5);
  });

  it('is null when nobody was recorded in both states', () => {
    expect(pairedAccuracy([pair('A', 0.1, 0.2)[0], pair('B', 0.1, 0.2)[1]])).toBeNull();
  });
});

describe('metricsOf', () => {
  it('gives null, never NaN, where one state is missing', () => {
    const { auc, balancedAccuracy, pairedAccuracy: paired, accuracy } = metricsOf([pair('A', 0.1, 0.9)[0]]);
    expect([auc, balancedAccuracy, paired, accuracy]).toEqual([null, null, null, 1]);
  });

  it('averages controls metric by metric', () => {
    const mean = meanMetrics([metricsOf(pair('A', 0.1, 0.9)), metricsOf(pair('A', 0.9, 0.1))]);
    expect([mean.accuracy, mean.auc, mean.pairedAccuracy]).toEqual([0.5, 0.5, 0.5]);
  });
});

describe('intervals', () => {
  const random = seededRandom(5);
  const people = Array.from({ length: 30 }, (_, i) => pair(`S${i}`, random.uniform(), random.uniform())).flat();

  it('are the same for the same seed', () => {
    expect(subjectBootstrap(people, seededRandom(1))).toEqual(subjectBootstrap(people, seededRandom(1)));
  });

  it('hold the value, and shrink with the square root of the number of people', () => {
    const width = (decisions: Decision[]): number => {
      const [lo, hi] = subjectBootstrap(decisions, seededRandom(1)).accuracy as [number, number];
      const { accuracy } = metricsOf(decisions);
      expect(lo).toBeLessThanOrEqual(accuracy as number);
      expect(hi).toBeGreaterThanOrEqual(accuracy as number);
      return hi - lo;
    };
    const four = Array.from({ length: 4 }, (_, copy) =>
      people.map((d) => ({ ...d, subject: `${d.subject}/${copy}` })),
    ).flat();
    expect(width(people) / width(four)).toBeGreaterThan(1.6);
    expect(width(people) / width(four)).toBeLessThan(2.5);
  });

  it('draw people, not recordings: copies of a recording do not narrow them', () => {
    const copied = people.flatMap((decision) => [decision, decision, decision, decision]);
    const [lo, hi] = subjectBootstrap(people, seededRandom(1)).accuracy as [number, number];
    const [copyLo, copyHi] = subjectBootstrap(copied, seededRandom(1)).accuracy as [number, number];
    expect([copyLo, copyHi]).toEqual([lo, hi]);
  });

  it('count a person who is drawn twice as two people', () => {
    const four = [...pair('A', 0.1, 0.9), ...pair('B', 0.9, 0.1), ...pair('C', 0.9, 0.1), ...pair('D', 0.9, 0.1)];
    // A is drawn three times of four in 4.7 % of draws: 3 of 4 people are then right. Counted once, it would be 1 of 2.
    expect(subjectBootstrap(four, seededRandom(1)).pairedAccuracy).toEqual([0, 0.75]);
  });

  it('cover the truth about as often as they say', () => {
    // 200 studies of 18 people; a person is right on both, one or none of two recordings; the truth is 0.7.
    const draw = seededRandom(9);
    let covered = 0;
    const studies = 200;
    for (let study = 0; study < studies; study++) {
      const decisions = Array.from({ length: 18 }, (_, i) => {
        const skill = draw.uniform() < 0.4 ? 1 : 0.5;
        const right = (): boolean => draw.uniform() < skill;
        return pair(`S${i}`, right() ? 0.2 : 0.8, right() ? 0.8 : 0.2);
      }).flat();
      const [lo, hi] = subjectBootstrap(decisions, draw.fork(`${study}`), { nDraws: 300 }).accuracy as [number, number];
      if (lo <= 0.7 && hi >= 0.7) covered++;
    }
    // Percentile intervals of 18 people are a little short; the share itself is known to ± 4 points here.
    expect(covered / studies).toBeGreaterThan(0.84);
    expect(covered / studies).toBeLessThan(0.99);
  });

  it('tell how far guessing goes', () => {
    const [lo, hi] = guessingRange(people, seededRandom(1)).accuracy as [number, number];
    expect(lo).toBeGreaterThan(0.33);
    expect(hi).toBeLessThan(0.67);
    expect(lo).toBeLessThan(0.42);
    expect(hi).toBeGreaterThan(0.58);
  });

  it('tell how far guessing goes in ranking: no two guesses are equal', () => {
    const people18 = Array.from({ length: 18 }, (_, i) => pair(`S${i}`, 0.5, 0.5)).flat();
    const { auc, pairedAccuracy: paired, brier } = guessingRange(people18, seededRandom(1));
    // Of 18 fair coins, 95 % of throws show 5 to 13 heads; the AUC of 18 against 18 has a deviation of 0.097.
    expect(paired?.map((value) => Math.round(18 * value))).toEqual([5, 13]);
    expect(auc?.[0]).toBeCloseTo(0.5 - 1.96 * 0.097, 1.7);
    expect(auc?.[1]).toBeCloseTo(0.5 + 1.96 * 0.097, 1.7);
    expect(brier?.map((value) => Number(value.toFixed(6)))).toEqual([0.25, 0.25]);
  });
});
