import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { refusal } from '../base/check-refusal.ts';
import { drawCohorts } from './cohort-draws.ts';

describe('drawCohorts', () => {
  it('draws nobody twice within a cohort, and shares people only once the pool is used up', () => {
    const size = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(
        size,
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 50 }),
        fc.nat(),
        (n, more, R, seed) => {
          const nPool = 2 * n + more;
          const cohorts = drawCohorts(nPool, n, R, seededRandom(seed));
          expect(cohorts).toHaveLength(R);
          for (const cohort of cohorts) {
            expect(new Set(cohort).size).toBe(n);
            expect(cohort.every((i) => i >= 0 && i < nPool)).toBe(true);
          }
          const together = Math.floor(nPool / n);
          for (let at = 0; at < R; at += together) {
            const once = cohorts.slice(at, at + together).flat();
            expect(new Set(once).size).toBe(once.length);
          }
        },
      ),
      { seed: 1 },
    );
  });

  it('draws at random, anew each time the pool is used up', () => {
    const [first, second] = drawCohorts(40, 20, 4, seededRandom(1)).filter((_, i) => i % 2 === 0);
    expect(first).not.toEqual([...first].sort((a, b) => a - b));
    expect(new Set(first)).not.toEqual(new Set(second));
    const often = drawCohorts(12, 6, 2000, seededRandom(2)).filter(
      (cohort) => cohort.includes(0) && cohort.includes(1),
    );
    // Two people meet in 6·5 / (12·11) of the cohorts; 2000 know that share to 0.01.
    expect(Math.abs(often.length / 2000 - 30 / 132)).toBeLessThan(0.03);
  });

  it('refuses a pool of less than two cohorts', () => {
    expect(refusal(() => drawCohorts(9, 5, 3, seededRandom(1)))).toContain('A pool of 9 people is too small');
  });
});
