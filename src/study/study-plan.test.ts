import { describe, expect, it } from 'vitest';
import { CancelledError, seededRandom } from '#base';
import { mean, normalCdf } from '#signal';
import { type CohortTask, judgeCohort, type PlannedPerson, planStudy, type StudyPlanOptions } from './index.ts';

/** People whose one feature differs between the states by `effect` of its standard deviation within a person. */
function peopleWith(effect: number, n: number, seed: number): PlannedPerson[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, (_, i) => {
    const subject = `S${i + 1}`;
    const rows = [false, true].map((fatigued) => ({
      subject,
      file: `${subject}-${fatigued}`,
      fatigued,
      features: Float64Array.of(random.normal() + (fatigued ? effect : 0)),
    }));
    return { subject, rows, excluded: null };
  });
}

const common: StudyPlanOptions = {
  people: [6, 16],
  cohorts: 40,
  seed: 3,
  goals: { halfWidth: 0.12, power: 0.8 },
  simulation: { kind: 'invented' },
  software: { name: 'myofade', version: '0', build: 'test' },
  command: 'test',
};
const plan = (pool: readonly PlannedPerson[], options: Partial<StudyPlanOptions> = {}) =>
  planStudy(pool, { ...common, ...options });

/** Error rate of the best rule for two normals `effect` apart: the truth that accuracies come near to. */
const bestAccuracy = (effect: number) => normalCdf(effect / 2);

describe('planStudy', () => {
  it('finds the accuracy that is in the people, and the width that counting gives', async () => {
    const { sizes, simulated, pool } = await plan(peopleWith(1.5, 400, 1), { people: [10, 40], cohorts: 30 });
    expect([simulated, pool.people]).toEqual([true, 400]);
    const [few, many] = sizes;
    const truth = bestAccuracy(1.5);
    expect(Math.abs(many.accuracy.value - truth)).toBeLessThan(2.5 * many.accuracy.error + 0.01);
    // Both decisions of a person are independent here, so the width is that of 2 n tosses; the bootstrap is a little short.
    for (const { people, halfWidth } of sizes) {
      const counted = 1.96 * Math.sqrt((truth * (1 - truth)) / (2 * people));
      expect(halfWidth.value / counted).toBeGreaterThan(0.8);
      expect(halfWidth.value / counted).toBeLessThan(1.05);
    }
    expect(many.power.value).toBeGreaterThan(few.power.value);
    expect(few.spread[1] - few.spread[0]).toBeGreaterThan(many.spread[1] - many.spread[0]);
    expect(few).toMatchObject({ isShared: false, poolShare: 0.025 });
    expect(many).toMatchObject({ isShared: true, poolShare: 0.1 });
  });

  it('finds no power where there is nothing to find', async () => {
    const { sizes, fewest } = await plan(peopleWith(0, 120, 2));
    for (const { accuracy, power, spread } of sizes) {
      expect(Math.abs(accuracy.value - 0.5)).toBeLessThan(0.1);
      expect(power.value).toBeLessThan(0.15);
      expect(spread[0]).toBeLessThan(0.5);
    }
    expect(fewest.power).toEqual({ people: null, isSure: true });
  });

  it('names the fewest people that reach a goal, and says when the simulation leaves it open', async () => {
    const pool = peopleWith(2, 200, 4);
    const { sizes, fewest } = await plan(pool, { people: [4, 8, 30], goals: { halfWidth: 0.12, power: 0.8 } });
    const reached = sizes.filter(({ halfWidth }) => halfWidth.value <= 0.12).map(({ people }) => people);
    expect(fewest.halfWidth.people).toBe(Math.min(...reached));
    const never = await plan(pool, { people: [4, 8], goals: { halfWidth: 0.01, power: 0.8 } });
    expect(never.fewest.halfWidth).toEqual({ people: null, isSure: true });
    const onTheLine = await plan(pool, { people: [8], goals: { halfWidth: sizes[1].halfWidth.value, power: 0.8 } });
    expect(onTheLine.fewest.halfWidth.isSure).toBe(false);
  });

  it('states an error that holds from one pool to the next, though cohorts share people', async () => {
    const runs = [];
    for (let seed = 10; seed < 34; seed++) {
      const { sizes } = await plan(peopleWith(1.2, 40, seed), { people: [10], cohorts: 24, seed });
      runs.push(sizes[0].accuracy);
    }
    const centre = mean(runs.map(({ value }) => value));
    const scatter = Math.sqrt(mean(runs.map(({ value }) => (value - centre) ** 2)));
    const told = mean(runs.map(({ error }) => error));
    // Without the pool's share the error would be told at less than half of the scatter. 24 runs know it to 15 %.
    expect(scatter / told).toBeLessThan(1.3);
    expect(scatter / told).toBeGreaterThan(0.6);
  });

  it('depends on the seed alone, and hands cohorts to whoever runs them', async () => {
    const pool = peopleWith(1, 40, 5);
    const seen: CohortTask[] = [];
    const judge = async (tasks: readonly CohortTask[]) => {
      seen.push(...tasks);
      return Promise.all(tasks.map((task) => judgeCohort(task)));
    };
    const [here, there] = [await plan(pool), await plan(pool, { judge })];
    expect(there).toEqual(here);
    expect(seen).toHaveLength(80);
    expect(seen.every(({ rows }) => new Set(rows.map(({ subject }) => subject)).size * 2 === rows.length)).toBe(true);
    const other = await plan(pool, { seed: 4 });
    expect(other.sizes).not.toEqual(here.sizes);
    expect(other.digest).not.toBe(here.digest);
  });

  it('leaves out people whose recordings could not be used, and says who', async () => {
    const pool = peopleWith(1, 40, 6).map((person, i) =>
      i < 3 ? { ...person, rows: [], excluded: 'silent' } : person,
    );
    const { pool: told } = await plan(pool);
    expect(told.people).toBe(37);
    expect(told.excluded).toEqual(['S1', 'S2', 'S3'].map((subject) => ({ subject, reason: 'silent' })));
  });

  it('stops when asked to, and tells how far it is', async () => {
    const stop = new AbortController();
    const told: number[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => {
      told.push(done / total);
      if (told.length === 3) stop.abort();
    };
    await expect(planStudy(peopleWith(1, 40, 7), common, { signal: stop.signal, onProgress })).rejects.toBeInstanceOf(
      CancelledError,
    );
    expect(told).toEqual([1 / 80, 2 / 80, 3 / 80]);
  });

  it('refuses in plain words', async () => {
    const refused = async (options: Partial<StudyPlanOptions>, n = 40) =>
      (await plan(peopleWith(1, n, 8), options).catch((error: Error) => error)) as Error;
    expect((await refused({ people: [2] })).message).toContain('rising whole numbers of at least 3, got 2');
    expect((await refused({ people: [10, 6] })).message).toContain('got 10, 6');
    expect((await refused({ people: [21] })).message).toContain('A pool of 40 people is too small for cohorts of 21');
    expect((await refused({ cohorts: 1 })).message).toContain('cohorts must be a whole number of at least 2');
    expect((await refused({ goals: { halfWidth: 0.5, power: 0.8 } })).message).toContain('goals must be');
    expect((await refused({ people: [3] }, 5)).message).toContain('A pool of 5 people is too small');
    const silent = peopleWith(1, 40, 8).map((person, i) =>
      i < 4 ? person : { ...person, rows: [], excluded: 'Silent.' },
    );
    await expect(plan(silent)).rejects.toThrow(
      'Only 4 of 40 simulated people can be used. The first of the others: Silent.',
    );
  });
});
