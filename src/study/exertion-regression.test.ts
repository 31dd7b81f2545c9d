import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { refusal } from '../base/check-refusal.ts';
import { exertionDifference, exertionRows, judgeExertion, type RatedRepetition, summariseExertion } from './index.ts';

/** SIMULATED people who tire at their own pace: the rating follows the muscle, and the number of repetitions does not tell it. */
function people(n: number, noise = 0.02): RatedRepetition[] {
  const random = seededRandom(5);
  return Array.from({ length: n }, (_, p) => {
    const [rms0, mdf0, pace] = [10 * (p + 1), 60 + 5 * p, 0.3 + 1.4 * random.uniform()];
    return Array.from({ length: 45 }, (_, i) => {
      const tired = Math.max(0, i - 4) * pace * 0.1;
      return {
        subject: `S${p}`,
        repetition: i + 1,
        rating: tired,
        rms: [1, 2].map((gain) => gain * rms0 * Math.exp(0.05 * tired + noise * random.normal())),
        mdfHz: [0, 20].map((more) => (mdf0 + more) * Math.exp(-0.03 * tired + noise * random.normal())),
      };
    });
  }).flat();
}

describe('exertionRows', () => {
  it('relates each repetition to the mean of the first ones, which have no row', () => {
    const own = [1, 3, 4].map((value, i) => ({
      subject: 'A',
      repetition: i + 1,
      rating: i,
      rms: [value],
      mdfHz: [10 * value],
    }));
    const [row, ...none] = exertionRows(own, { nReference: 2 });
    expect(none).toEqual([]);
    expect(row).toMatchObject({ subject: 'A', repetition: 3, rating: 2 });
    expect([...row.features]).toEqual([Math.log(2), Math.log(2)]);
  });

  it('does not feel a person’s gain', () => {
    const plain = exertionRows(people(3));
    const louder = exertionRows(people(3).map((row) => ({ ...row, rms: row.rms.map((value) => value * 1000) })));
    plain.forEach(({ features }, i) => {
      features.forEach((value, j) => {
        expect(louder[i].features[j]).toBeCloseTo(value, 9);
      });
    });
  });

  it('refuses what has no reference', () => {
    const rows = people(2);
    expect(refusal(() => exertionRows(rows.slice(0, 5)))).toContain('more than 5 repetitions');
    expect(refusal(() => exertionRows(rows.map((row) => ({ ...row, rms: [0, 1] }))))).toContain('RMS or MDF of S0');
    expect(refusal(() => exertionRows(rows, { nReference: 0 }))).toContain('nReference');
  });
});

describe('judgeExertion', () => {
  it('says the rating of people it never saw where the muscle tells it, better than the number does', () => {
    const judged = judgeExertion(exertionRows(people(8)));
    expect(judged.map(({ n }) => n)).toEqual(Array(8).fill(40));
    const of = (way: Parameters<typeof summariseExertion>[1]) => summariseExertion(judged, way, seededRandom(1));
    expect(of('indices').rmse.value).toBeLessThan(0.5);
    expect(of('indices').rho?.value).toBeGreaterThan(0.9);
    expect(of('mean').rho).toBeNull();
    const better = exertionDifference(judged, 'indices', 'repetition', seededRandom(1));
    expect(better.interval[1]).toBeLessThan(0);
    expect(better.value).toBeCloseTo(of('indices').rmse.value - of('repetition').rmse.value, 9);
  });

  it('learns nothing from the person it judges', () => {
    const rows = exertionRows(people(4));
    const moved = rows.map((row) => (row.subject === 'S0' ? { ...row, rating: row.rating + 100 } : row));
    const [before] = judgeExertion(rows);
    const [after] = judgeExertion(moved);
    // Said ratings are the same, so each is exactly 100 further off, and in the same order.
    expect(after.errors.indices.rho).toBeCloseTo(before.errors.indices.rho as number, 12);
    expect(after.errors.mean.rmse).toBeGreaterThan(90);
    const alone = judgeExertion(rows.filter(({ subject, repetition }) => subject !== 'S0' || repetition > 30));
    const others = (judged: typeof alone) => judged[0].errors.repetition.rho;
    expect(others(alone)).toBeCloseTo(1, 12);
  });

  it('refuses a single person', () => {
    expect(refusal(() => judgeExertion(exertionRows(people(1))))).toContain('at least 2 people');
    expect(refusal(() => judgeExertion(exertionRows(people(2)), { penalty: 0 }))).toContain('a penalty of 0');
  });
});
