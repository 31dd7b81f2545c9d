import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { refusal } from '../base/check-refusal.ts';
import { motorUnitPool } from './motor-unit-pool.ts';
import { type Muscle, muscleFrom, publishedTraits } from './muscle.ts';
import { restedMuscle } from './muscle-state.ts';
import { excitationFor, poolForceAt, poolReadiness } from './pool-force.ts';

const pool = motorUnitPool();
const traits = { activationLoss: 0.35, recovery: { slowShare: 0.45, fastTauS: 25, slowTauS: 600 } };

function enduranceS(targetShare: number): number {
  const muscle = muscleFrom(pool, restedMuscle(pool), publishedTraits);
  let n = 0;
  for (; muscle.capacity() >= targetShare; n++) muscle.step(muscle.excitationOf({ targetShare }), 0.1);
  return n / 10;
}

function hold(muscle: Muscle, targetShare: number, forS: number): void {
  for (let n = 0; n < Math.round(forS * 10); n++) muscle.step(muscle.excitationOf({ targetShare }), 0.1);
}

describe('the published model of fatigue', () => {
  // Found by two independent ports of the authors' code.
  it.each([
    [15, 774],
    [20, 512],
    [30, 267],
    [40, 160],
    [50, 95],
  ])('holds %s percent for %s s', (percent, publishedS) => {
    expect(Math.abs(enduranceS(percent / 100) / publishedS - 1)).toBeLessThan(0.05);
  });
});

describe('muscleFrom', () => {
  it('goes on from a state as if there had been no break', () => {
    const through = muscleFrom(pool, restedMuscle(pool), traits);
    hold(through, 0.5, 40);
    const first = muscleFrom(pool, restedMuscle(pool), traits);
    hold(first, 0.5, 17);
    const state = structuredClone(first.state());
    const then = muscleFrom(pool, state, traits);
    hold(then, 0.5, 23);
    const ended = { ...then.state(), timeS: 0 };
    expect(ended).toEqual({ ...through.state(), timeS: 0 });
    expect(then.state().timeS).toBeCloseTo(40, 9);
  });

  it('leaves the state it began with alone', () => {
    const state = restedMuscle(pool);
    const before = structuredClone(state);
    hold(muscleFrom(pool, state, traits), 0.8, 10);
    expect(state).toEqual(before);
  });

  it('recovers while silent, first fast, then slowly, and never beyond rest', () => {
    const muscle = muscleFrom(pool, restedMuscle(pool), traits);
    hold(muscle, 0.5, 60);
    const tired = muscle.capacity();
    hold(muscle, 0, 60);
    const afterAMinute = muscle.capacity();
    hold(muscle, 0, 60);
    const afterTwo = muscle.capacity();
    expect(afterAMinute).toBeGreaterThan(tired + 0.1);
    expect(afterTwo - afterAMinute).toBeLessThan((afterAMinute - tired) / 3);
    hold(muscle, 0, 7200);
    expect(muscle.capacity()).toBeLessThanOrEqual(1);
    expect(muscle.capacity()).toBeGreaterThan(0.99);
  });

  it('loses force for good where nothing recovers', () => {
    const muscle = muscleFrom(pool, restedMuscle(pool), publishedTraits);
    hold(muscle, 0.5, 30);
    const tired = muscle.state().unitForces;
    hold(muscle, 0, 600);
    expect(muscle.state().unitForces).toEqual(tired);
  });

  it('tires faster with more fatigability', () => {
    const capacities = [0.7, 1, 1.5].map((fatigability) => {
      const own = motorUnitPool({ fatigability });
      const muscle = muscleFrom(own, restedMuscle(own), traits);
      hold(muscle, 0.4, 40);
      return muscle.capacity();
    });
    expect(capacities).toEqual([...capacities].sort((a, b) => b - a));
    expect(capacities[0] - capacities[2]).toBeGreaterThan(0.05);
  });
});

describe('excitationFor', () => {
  it('finds the smallest excitation on its grid, wherever it begins', () => {
    const random = seededRandom(5);
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 67, noNaN: true }),
        (share, guess) => {
          const unitForces = pool.unitForces.map((force) => force * (1 - 0.7 * random.uniform()));
          const firingS = pool.unitForces.map(() => 60 * random.uniform());
          const ready = poolReadiness(pool, { unitForces, firingS });
          const forceAt = (excitation: number): number => poolForceAt(pool, ready, excitation).force;
          const most = pool.maxExcitation;
          const targetForce = share * forceAt(most);
          const found = excitationFor(pool, ready, { targetForce, most, guess });
          expect(found).toBe(excitationFor(pool, ready, { targetForce, most }));
          expect(forceAt(found)).toBeGreaterThanOrEqual(targetForce);
          expect(forceAt(found - 2 ** -10)).toBeLessThan(targetForce);
        },
      ),
      { numRuns: 100, seed: 7 },
    );
  });

  it('gives the most it may where no excitation suffices', () => {
    const ready = poolReadiness(pool, restedMuscle(pool));
    expect(excitationFor(pool, ready, { targetForce: 1e9, most: 40.3 })).toBe(40.3);
  });
});

describe('motorUnitPool', () => {
  it('refuses a pool of one unit and a fatigability of nothing', () => {
    expect(refusal(() => motorUnitPool({ nUnits: 1 }))).toContain('nUnits must be a whole number of at least 2, got 1');
    expect(refusal(() => motorUnitPool({ fatigability: 0 }))).toContain('fatigability must be a number above 0, got 0');
  });
});
