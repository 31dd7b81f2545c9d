import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#base';
import { simulateForceTask } from '#simulate';
import { refusal } from '../base/check-refusal.ts';
import { told } from './check-told.ts';
import { type FatigueWay, fatigueWays, judgeFatigueAware, summariseFatigueWay, tiringTask } from './index.ts';

/** SIMULATED people: what holds here holds where the simulation does. */
const tasks = Array.from({ length: 12 }, (_, index) => tiringTask(simulateForceTask({ seed: 7, index })));
const judged = judgeFatigueAware(tasks);
const of = (state: 'rested' | 'fatigued', way: FatigueWay) =>
  summariseFatigueWay(judged, state, way, seededRandom(1).fork(`${state} ${way}`));

describe('judgeFatigueAware, on SIMULATED fatigue', () => {
  it('shows that rested relations overestimate the force of a tired muscle', () => {
    for (const way of ['linear', 'rested'] as const) {
      const { bias } = of('fatigued', way);
      expect(bias.value).toBeGreaterThan(7);
      expect(bias.interval[0]).toBeGreaterThan(4);
    }
    // In most people the straight line reads too much, in spite of reading too little at the same level while rested.
    expect(judged.filter(({ fatigued }) => fatigued.linear.bias > 0).length).toBeGreaterThanOrEqual(9);
    expect(of('rested', 'linear').bias.value).toBeLessThan(0);
  });

  it('corrects it with the MDF, at some cost while rested', () => {
    const [rested, aware] = [of('fatigued', 'rested'), of('fatigued', 'fatigue-aware')];
    expect(Math.abs(aware.bias.value)).toBeLessThan(3);
    expect(aware.rmse.interval[1]).toBeLessThan(rested.rmse.interval[0]);
    expect(aware.rmse.value).toBeLessThan(0.5 * rested.rmse.value);
    // MDF is noisy, and its noise goes into the force of a rested muscle too.
    expect(of('rested', 'fatigue-aware').rmse.value).toBeGreaterThan(of('rested', 'rested').rmse.value);
    expect(of('rested', 'rested').rmse.value).toBeLessThan(6);
  });

  it('is told in docs/strength.md as it is', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/strength.md'), 'utf8');
    for (const way of fatigueWays) {
      for (const state of ['rested', 'fatigued'] as const) {
        const { nPeople, rmse, bias } = of(state, way);
        expect(page).toContain(`| ${nPeople} | ${state} | \`${way}\` | ${told(rmse)} | ${told(bias)} |`);
      }
    }
  });

  it('takes prior and exponent from the others alone', () => {
    const other = tasks.map((task, i) =>
      i === 0 ? { ...task, tiring: { ...task.tiring, force: task.tiring.force.map((force) => force / 3) } } : task,
    );
    const again = judgeFatigueAware(other);
    expect(again[0].fatigueExponent).toBe(judged[0].fatigueExponent);
    expect(again[0].rested).toEqual(judged[0].rested);
    expect(again[1].fatigueExponent).not.toBe(judged[1].fatigueExponent);
  });

  it('refuses a single person', () => {
    expect(refusal(() => judgeFatigueAware(tasks.slice(0, 1)))).toContain('got 1 — in judgeFatigueAware.');
  });
});
