import { writeFileSync } from 'node:fs';
import { mean, median } from '#signal';
import { simulateTask, virtualParticipant } from '#simulate';
import { measureCohort, realCohort, type SimulatedCohort } from './simulated-cohort.ts';
import { meanAndSd, measureLiterature } from './simulated-literature.ts';
import { simulationFigure } from './simulation-figure.ts';

/**
 * `npm run simulation`: what docs/simulation.md shows, measured anew on SIMULATED people. `npm run simulation -- FIGURE.svg`
 * also writes the figure. The knobs were chosen on other seeds than these.
 */
const [figure] = process.argv.slice(2);
const seed = 7;

const said = (value: number, decimals: number): string => value.toFixed(decimals).replace('-', '−');

function cohortTable({ difficulty, people, features, notFound, cycles }: SimulatedCohort): string {
  const isFitted = difficulty === 'realistic';
  const rows = features.map(({ name, fresh, fatigued, dz, interval }) => {
    const real = realCohort[name];
    const pair = ([centre, sd]: readonly [number, number]) =>
      `${said(centre, real.decimals)} (${said(sd, real.decimals)})`;
    return `| ${name} | ${pair(real.fresh)} | ${pair(fresh)} | ${said(real.fatigued, real.decimals)} | ${pair(fatigued)} | ${said(real.dz, 2)} | ${said(dz, 2)} [${said(interval[0], 2)}, ${said(interval[1], 2)}] |${isFitted ? ` ${real.fitted} |` : ''}`;
  });
  return [
    `SIMULATED, ${difficulty}: ${people} people, seed ${seed}; ${notFound} recordings without a hold or a maximum; ${mean(cycles).toFixed(1)} cycles (${Math.min(...cycles)} to ${Math.max(...cycles)})`,
    '| feature | fresh, real | fresh, simulated | fatigued, real | fatigued, simulated | dz, real | dz, simulated |' +
      (isFitted ? ' fitted |' : ''),
    `|---|---|---|---|---|---|---|${isFitted ? '---|' : ''}`,
    ...rows,
  ].join('\n');
}

/** Time for one participant's hold of 150 s at a share of the maximum (s), as a median of seven. */
function secondsFor(targetShare: number): number {
  const participant = virtualParticipant({ seed, index: 0, difficulty: 'textbook' });
  const hold = { kind: 'target', durationS: 150, targetShare, record: true } as const;
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now();
    simulateTask({ participant, steps: [hold] });
    return (performance.now() - start) / 1000;
  });
  return median(times);
}

const cohorts = (['realistic', 'textbook'] as const).map((difficulty) =>
  measureCohort({ people: difficulty === 'realistic' ? 200 : 50, seed, difficulty }),
);
for (const cohort of cohorts) console.log(`${cohortTable(cohort)}\n`);
if (figure !== undefined) writeFileSync(figure, simulationFigure(cohorts[0]));

const literature = measureLiterature({ people: 24, seed });
console.log(`SIMULATED, textbook: 24 people, seed ${seed}; mean ± SD`);
console.log('| quantity | simulated | literature |\n|---|---|---|');
for (const row of literature) console.log(`| ${row.quantity} | ${meanAndSd(row)} | ${row.literature} |`);

const times = [0.4, 0.7, 1].map((share) => `${100 * share} %: ${secondsFor(share).toFixed(2)} s`).join(', ');
console.log(`\n150 s of contraction, 120 units, one core: ${times}`);
console.log(`one person's whole test: ${cohorts[0].secondsPerPerson.toFixed(2)} s with its analysis`);
