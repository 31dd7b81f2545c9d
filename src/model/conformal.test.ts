import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError, type Random, StudyError, seededRandom } from '#base';
import { withTemperature } from './calibration.ts';
import { conformalOf, peopleNeeded, verdictOf } from './conformal.ts';
import type { Judged } from './judged.ts';

const probabilityOf = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** A person whose two to four recordings share what makes them hard: their log-odds are shifted alike. */
function person(random: Random, subject: string): Judged[] {
  const shift = 1.2 * random.normal();
  return Array.from({ length: 2 + random.below(3) }, (_, i) => {
    const fatigued = i % 2 === 1;
    return { subject, fatigued, probability: probabilityOf((fatigued ? 1.5 : -1.5) + shift + random.normal()) };
  });
}
const people = (random: Random, n: number): Judged[] =>
  Array.from({ length: n }, (_, i) => person(random, `S${i}`)).flat();

const isWrong = ({ fatigued }: Judged, verdict: string): boolean =>
  verdict !== 'undecided' && verdict !== (fatigued ? 'fatigued' : 'fresh');

describe('conformalOf', () => {
  it.each([
    [0.05, 19],
    [0.1, 9],
    [0.1, 25],
    [0.2, 12],
    [0.3, 40],
  ])('is wrong about at most the share %d of new people, learned from %d', (errorLevel, n) => {
    const random = seededRandom(n);
    const runs = 4000;
    let [wrongPeople, decided, recordings] = [0, 0, 0];
    for (let run = 0; run < runs; run++) {
      const conformal = conformalOf(people(random, n), errorLevel);
      const verdicts = person(random, 'new').map((one) => ({ one, verdict: verdictOf(one.probability, conformal) }));
      if (verdicts.some(({ one, verdict }) => isWrong(one, verdict))) wrongPeople++;
      recordings += verdicts.length;
      decided += verdicts.filter(({ verdict }) => verdict !== 'undecided').length;
    }
    const binomialError = Math.sqrt((errorLevel * (1 - errorLevel)) / runs);
    expect(wrongPeople / runs).toBeLessThan(errorLevel + 3 * binomialError);
    // Not by saying nothing: the level is used up to what n people can resolve, and something is decided.
    expect(wrongPeople / runs).toBeGreaterThan(errorLevel - 1 / (n + 1) - 3 * binomialError);
    expect(decided / recordings).toBeGreaterThan(0.05);
  });

  it('decides nothing from too few people, and says so', () => {
    for (const [errorLevel, needed] of [
      [0.05, 19],
      [0.1, 9],
      [0.2, 4],
      [1 / 3, 2],
      [0.5, 1],
    ]) {
      expect(peopleNeeded(errorLevel)).toBe(needed);
      const enough = conformalOf(people(seededRandom(1), needed), errorLevel);
      expect(enough.threshold).not.toBeNull();
      if (needed === 1) continue;
      const few = conformalOf(people(seededRandom(1), needed - 1), errorLevel);
      expect(few).toEqual({ errorLevel, people: needed - 1, threshold: null });
      for (const p of [0, 0.3, 0.5, 0.999, 1]) expect(verdictOf(p, few)).toBe('undecided');
    }
  });

  it('counts people, not recordings', () => {
    const once = people(seededRandom(3), 12);
    expect(conformalOf([...once, ...once, ...once], 0.2)).toEqual(conformalOf(once, 0.2));
  });

  it('gives the same verdicts whatever the temperature', () => {
    const random = seededRandom(4);
    const judged = people(random, 15);
    fc.assert(
      fc.property(fc.double({ min: 0.3, max: 10, noNaN: true }), (temperature) => {
        const scaled = judged.map((one) => ({ ...one, probability: withTemperature(one.probability, temperature) }));
        const [raw, cool] = [conformalOf(judged, 0.2), conformalOf(scaled, 0.2)];
        // Not at the threshold itself, where rounding decides.
        for (const p of [0.01, 0.2, 0.4, 0.49, 0.51, 0.6, 0.77, 0.99]) {
          expect(verdictOf(withTemperature(p, temperature), cool)).toBe(verdictOf(p, raw));
        }
      }),
    );
  });

  it('says a state whenever all people were right', () => {
    const sure = Array.from({ length: 10 }, (_, i) => ({
      subject: `S${i}`,
      fatigued: i % 2 === 0,
      probability: i % 2 === 0 ? 0.9 : 0.1,
    }));
    const conformal = conformalOf(sure, 0.1);
    expect(conformal.threshold).toBe(0.5);
    expect([0.4, 0.5, 0.6].map((p) => verdictOf(p, conformal))).toEqual(['fresh', 'undecided', 'fatigued']);
  });

  it('refuses nobody, wrong levels and wrong probabilities', () => {
    const judged = people(seededRandom(1), 3);
    for (const level of [0, 1, -0.1, Number.NaN]) {
      expect(() => conformalOf(judged, level)).toThrow(ArgumentError);
      expect(() => peopleNeeded(level)).toThrow(ArgumentError);
    }
    expect(() => conformalOf([], 0.1)).toThrow(StudyError);
    expect(() => conformalOf([{ ...judged[0], probability: Number.NaN }], 0.1)).toThrow(StudyError);
  });
});

describe('verdictOf', () => {
  it('knows two values without conformal data', () => {
    expect([0, 0.4999, 0.5, 1].map((p) => verdictOf(p))).toEqual(['fresh', 'fresh', 'fatigued', 'fatigued']);
  });
});
