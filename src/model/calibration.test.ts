import { describe, expect, it } from 'vitest';
import { StudyError, seededRandom } from '#base';
import { calibrate, calibrationError, fitTemperature, temperatureLimits, withTemperature } from './calibration.ts';
import type { Judged } from './judged.ts';

/** Perfect probabilities, then made `factor` times as sure as they should be. */
function surePeople(n: number, factor: number, seed = 1): Judged[] {
  const random = seededRandom(seed);
  return Array.from({ length: 2 * n }, (_, i) => {
    const probability = random.uniform();
    const fatigued = random.uniform() < probability;
    return { subject: `S${Math.floor(i / 2)}`, fatigued, probability: withTemperature(probability, 1 / factor) };
  });
}

describe('fitTemperature', () => {
  it.each([0.5, 1, 2, 5])('finds that probabilities are %d times too sure', (factor) => {
    expect(fitTemperature(surePeople(4000, factor)) / factor).toBeCloseTo(1, 1);
  });

  it('stays finite where everything is right, or wrong', () => {
    const right = surePeople(10, 1).map((one) => ({ ...one, fatigued: one.probability > 0.5 }));
    const wrong = right.map((one) => ({ ...one, fatigued: !one.fatigued }));
    expect([fitTemperature(right), fitTemperature(wrong)]).toEqual(temperatureLimits);
    const certain = right.map((one) => ({ ...one, probability: one.fatigued ? 1 : 0 }));
    expect(fitTemperature(certain)).toBe(temperatureLimits[0]);
  });

  it('counts every person the same', () => {
    const judged = surePeople(10, 3);
    const often = [...judged, ...judged.filter(({ subject }) => subject === 'S3')];
    expect(fitTemperature(often)).toBeCloseTo(fitTemperature(judged), 10);
  });
});

describe('withTemperature', () => {
  it('keeps the side of 0.5 and the order', () => {
    const ps = [0, 1e-9, 0.2, 0.5, 0.7, 0.99, 1];
    for (const temperature of [0.2, 1, 20]) {
      const scaled = ps.map((p) => withTemperature(p, temperature));
      expect(scaled).toEqual(scaled.toSorted((a, b) => a - b));
      expect(scaled[3]).toBe(0.5);
      expect(scaled.every((p) => p >= 0 && p <= 1)).toBe(true);
    }
  });
});

describe('calibrate', () => {
  it('makes too sure probabilities better for people it was not fitted to', () => {
    const { temperature, people, recordings, bins, ece, brier } = calibrate(surePeople(200, 4));
    expect([people, recordings, bins]).toEqual([200, 400, 10]);
    expect(temperature).toBeGreaterThan(3);
    expect(ece.after).toBeLessThan(ece.before / 2);
    expect(brier.after).toBeLessThan(brier.before);
  });

  it('does not judge a person by a temperature that knows them', () => {
    // Two people who contradict each other: each is scaled with what the other needs, which makes it worse.
    const judged: Judged[] = [
      { subject: 'A', fatigued: true, probability: 0.8 },
      { subject: 'B', fatigued: true, probability: 0.2 },
    ];
    const { brier } = calibrate(judged);
    const [a, b] = [withTemperature(0.8, temperatureLimits[1]), withTemperature(0.2, temperatureLimits[0])];
    expect(brier.after).toBeCloseTo(((1 - a) ** 2 + (1 - b) ** 2) / 2, 12);
  });

  it('refuses too few people', () => {
    expect(() => calibrate(surePeople(1, 1))).toThrow(StudyError);
    expect(() => fitTemperature([])).toThrow(StudyError);
    expect(() => calibrationError([])).toThrow(StudyError);
  });
});
