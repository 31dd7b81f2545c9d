import type { PlannedSize, StudyPlan } from '#study';

const size = (people: number, accuracy: number, halfWidth: number, power: number): PlannedSize => ({
  people,
  cohorts: 100,
  accuracy: { value: accuracy, error: 0.01 },
  halfWidth: { value: halfWidth, error: 0.002 },
  spread: [accuracy - 1.1 * halfWidth, Math.min(1, accuracy + 1.1 * halfWidth)],
  power: { value: power, error: 0.03 },
  poolShare: people / 120,
  isShared: people > 6,
});

/** A plan whose numbers are invented, for the tests of this layer. */
export function samplePlan(change: Partial<StudyPlan> = {}): StudyPlan {
  return {
    simulated: true,
    digest: '0123456789abcdef',
    seed: 7,
    model: 'features',
    simulation: { protocol: 'invented', difficulty: 'realistic' },
    pool: { people: 118, excluded: [{ subject: 'S04', reason: 'No usable hold was <found>.' }] },
    sizes: [size(6, 0.66, 0.24, 0.22), size(16, 0.7, 0.15, 0.71), size(40, 0.72, 0.095, 0.99)],
    goals: { halfWidth: 0.1, power: 0.8 },
    fewest: { halfWidth: { people: 40, isSure: true }, power: { people: 40, isSure: true } },
    software: { name: 'myofade', version: '0.1.0', build: 'test' },
    command: 'npm run -s myofade -- plan',
    ...change,
  };
}
