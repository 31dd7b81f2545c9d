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

  it('refuses a pool of less than two cohorts', () => {
    expect(refusal(() => drawCohorts(9, 5, 3, seededRandom(1)))).toContain('A pool of 9 people is too small');
  });
});
