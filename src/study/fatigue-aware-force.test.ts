import { it } from 'vitest';
import { seededRandom } from '#base';
import { simulateForceTask } from '#simulate';
import { fatigueWays, judgeFatigueAware, summariseFatigueWay, tiringTask } from './index.ts';
it('report', () => {
  const t0 = performance.now();
  const sims = Array.from({ length: 12 }, (_, index) => simulateForceTask({ seed: 7, index }));
  console.log('sim', performance.now() - t0);
  const tasks = sims.map(tiringTask);
  console.log('points', performance.now() - t0);
  const judged = judgeFatigueAware(tasks);
  console.log('judge', performance.now() - t0);
  for (const way of fatigueWays) for (const state of ['rested', 'fatigued'] as const) console.log(state, way, JSON.stringify(summariseFatigueWay(judged, state, way, seededRandom(1))));
  console.log(judged.map((j) => j.fatigueExponent.toFixed(2)).join(' '));
  console.log(tasks.map((t) => [...t.tired.mdfRatio].slice(-1)[0].toFixed(2) + '/' + (1 - sims[Number(t.subject.slice(1)) - 1].truth.mdfFall).toFixed(2)).join(' '));
});
