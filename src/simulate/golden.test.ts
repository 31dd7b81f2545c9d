import { describe, expect, it } from 'vitest';
import { type Checkers, goldenFaults, goldensOf, kindsWithoutFile, type Pair } from '../base/check-golden.ts';
import { motorUnitPool } from './motor-unit-pool.ts';
import { type Fibre, fibrePotential, muapStepMm } from './muap.ts';
import { muscleFrom, publishedTraits, type Recovery } from './muscle.ts';
import { restedMuscle } from './muscle-state.ts';
import { poolForceAt, poolReadiness, restedMaximum } from './pool-force.ts';

type Values = readonly number[];
const row = (values: Values): Float64Array => Float64Array.from(values);

const poolArrays = ['thresholds', 'peakRatesHz', 'unitForces', 'contractionTimesMs', 'lossesPerS'] as const;

const checkers: Checkers = {
  pool: (
    c: Record<(typeof poolArrays)[number], Values> & Record<'fatigability' | 'maxExcitation' | 'restedMaximum', number>,
  ) => {
    const pool = motorUnitPool({ fatigability: c.fatigability });
    return [
      ...poolArrays.map((name): Pair => [name, pool[name], c[name]]),
      ['maxExcitation', [pool.maxExcitation], [c.maxExcitation]],
      ['restedMaximum', [restedMaximum(pool)], [c.restedMaximum]],
    ];
  },
  'pool-force': (
    c: Record<'left' | 'firingS' | 'ratesHz' | 'activations', Values> & Record<'excitation' | 'force', number>,
  ) => {
    const pool = motorUnitPool();
    const ready = poolReadiness(pool, { unitForces: row(c.left), firingS: row(c.firingS) });
    const { ratesHz, activations, force } = poolForceAt(pool, ready, c.excitation);
    return [
      ['ratesHz', ratesHz, c.ratesHz],
      ['activations', activations, c.activations],
      ['force', [force], [c.force]],
    ];
  },
  muscle: (
    c: Record<'fatigability' | 'activationLoss' | 'ions' | 'warmth', number> & {
      recovery: Recovery | null;
      runs: readonly (readonly [excitation: number, durationS: number, count: number])[];
    } & Record<'shares' | 'capacities' | 'left' | 'slowLosses' | 'firingS', Values>,
  ) => {
    const pool = motorUnitPool(c);
    const muscle = muscleFrom(pool, restedMuscle(pool), c);
    const steps = c.runs.flatMap(([excitation, durationS, count]) => Array(count).fill([excitation, durationS]));
    const course = steps.map(([excitation, durationS]) => {
      const { force } = muscle.step(excitation, durationS);
      return { force, capacity: muscle.capacity() };
    });
    const every20 = course.filter((_, k) => k % 20 === 0);
    const { unitForces, slowLosses, firingS, ions, warmth } = muscle.state();
    return [
      ['shares', every20.map(({ force }) => force), c.shares],
      ['capacities', every20.map(({ capacity }) => capacity), c.capacities],
      ['unit forces', unitForces, c.left],
      ['slow losses', slowLosses, c.slowLosses],
      ['firing times', firingS, c.firingS],
      ['ions and warmth', [ions, warmth], [c.ions, c.warmth]],
    ];
  },
  fibre: (c: Fibre & { electrodesMm: readonly [number, number]; waysMm: Values; potentials: Values }) => {
    const ours = fibrePotential(c, c.electrodesMm);
    return [['potentials', c.waysMm.map((mm) => ours[Math.round(mm / muapStepMm)]), c.potentials]];
  },
  hold: (c: { targetShare: number; enduranceS: number; excitations: Values }) => {
    const pool = motorUnitPool();
    const muscle = muscleFrom(pool, restedMuscle(pool), publishedTraits);
    const excitations: number[] = [];
    while (muscle.capacity() >= c.targetShare) {
      excitations.push(muscle.excitationOf({ targetShare: c.targetShare }));
      muscle.step(excitations[excitations.length - 1], 0.1);
    }
    return [
      ['endurance', [excitations.length / 10], [c.enduranceS]],
      ['excitations', excitations.filter((_, k) => k % 50 === 0), c.excitations],
    ];
  },
};

describe('golden/simulate', () => {
  const goldens = goldensOf('simulate');

  it('has a file for every checker', () => {
    expect(kindsWithoutFile(goldens, checkers)).toEqual([]);
  });

  it.each(goldens)('$file', (golden) => {
    expect(goldenFaults(golden, checkers)).toEqual([]);
  });
});
