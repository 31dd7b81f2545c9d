import { describe, expect, it } from 'vitest';
import { motorUnitPool } from './motor-unit-pool.ts';
import { muscleFrom, publishedTraits } from './muscle.ts';
import { restedMuscle } from './muscle-state.ts';

/** How long a rested muscle of the published model holds a force (s), in steps of 0.1 s. */
function enduranceS(targetShare: number): number {
  const pool = motorUnitPool();
  const muscle = muscleFrom(pool, restedMuscle(pool), publishedTraits);
  for (let n = 0; n < 20_000; n++) {
    if (muscle.capacity() < targetShare) return n / 10;
    muscle.step(muscle.excitationOf({ targetShare }), 0.1);
  }
  return Number.POSITIVE_INFINITY;
}

describe('the published model of fatigue', () => {
  it.each([
    [15, 774],
    [20, 512],
    [30, 267],
    [40, 160],
    [50, 95],
    [60, 53],
    [70, 28],
  ])('holds %d %% for about %d s', (percent, s) => {
    expect(Math.abs(enduranceS(percent / 100) / s - 1)).toBeLessThan(0.05);
  });
});
