import { describe, expect, it } from 'vitest';
import { mean, standardDeviation } from '#signal';
import { refusal } from '../base/check-refusal.ts';
import { virtualParticipant } from './virtual-participant.ts';

describe('virtualParticipant', () => {
  const people = Array.from({ length: 400 }, (_, index) => virtualParticipant({ seed: 9, index }));

  it('is the same person for the same seed and index, and plain data', () => {
    expect(virtualParticipant({ seed: 9, index: 3 })).toEqual(people[3]);
    expect(JSON.parse(JSON.stringify(people[3]))).toEqual(people[3]);
    expect(virtualParticipant({ seed: 10, index: 3 })).not.toEqual(people[3]);
  });

  it('has the strength of published norms', () => {
    // Mathiowetz 1985, 20-24 years: right 538 and left 465 N for men, 313 and 271 N for women.
    for (const [sex, side, norm] of [
      ['male', 'right', 538],
      ['male', 'left', 465],
      ['female', 'right', 313],
      ['female', 'left', 271],
    ] as const) {
      const strengths = people.filter((one) => one.sex === sex && one.side === side).map(({ mvcN }) => mvcN);
      const standardError = standardDeviation(strengths) / Math.sqrt(strengths.length);
      expect(Math.abs(mean(strengths) - norm)).toBeLessThan(3 * standardError);
    }
  });

  it('keeps to what anatomy allows', () => {
    for (const { geometry, effort, fatigue, intervalCv } of people) {
      expect(geometry.fatMm).toBeGreaterThanOrEqual(1);
      expect(geometry.velocityMmPerMs).toBeGreaterThanOrEqual(3);
      expect(geometry.electrodeMm + geometry.interElectrodeMm / 2).toBeLessThan(geometry.semiFibreMm + 10);
      expect(effort).toBeLessThanOrEqual(1);
      expect(fatigue.activationLoss).toBeGreaterThanOrEqual(0);
      expect(intervalCv).toBeGreaterThan(0.1);
    }
  });

  it('refuses what is no person', () => {
    expect(refusal(() => virtualParticipant({ seed: 1, index: -1 }))).toContain('index must be a whole number');
    expect(refusal(() => virtualParticipant({ seed: 1, index: 0, difficulty: 'hard' as 'realistic' }))).toContain(
      "difficulty must be one of textbook, realistic; got 'hard'",
    );
  });
});
