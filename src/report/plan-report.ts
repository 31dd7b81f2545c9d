import type { StudyPlan } from '#study';
import { bannerBox, drawingBox, tableBox } from './boxes.ts';
import { html } from './html.ts';
import { htmlPage, section } from './page.ts';
import { planFigure } from './plan-figure.ts';
import { planCells, planColumns, planHeadline, plannedPeople, planStatements } from './plan-words.ts';

/** One self-contained HTML file: a study plan with its curves, its table, and what it shows and what not. */
export function planReport(plan: StudyPlan): string {
  const { sizes, software, digest, command, seed, pool } = plan;
  const head = html`<tr>${planColumns.map((name) => html`<th scope="col">${name}</th>`)}</tr>`;
  const rows = sizes.map((size) => html`<tr>${planCells(size).map((cell) => html`<td>${cell}</td>`)}</tr>`);
  const out = pool.excluded.map(({ subject, reason }) => html`<li>${subject}: ${reason}</li>`);
  const content = html`${bannerBox(plannedPeople)}${section(
    'curves',
    'How many people?',
    html`${drawingBox(planFigure(plan, { id: 'plan', simulated: true }), {
      caption:
        'Left: mean accuracy of the cohorts, with half of the width of the interval that one study of that size prints, and the band in which 95 % of such studies come out. Right: share of such studies whose interval lies above guessing.',
    })}${tableBox('The same in numbers; ± is the standard error of the simulation. SIMULATED.', html`<table><thead>${head}</thead><tbody>${rows}</tbody></table>`)}`,
  )}${section(
    'shown',
    'What is and is not shown',
    html`<ul class="statements">${planStatements(plan).map((sentence) => html`<li>${sentence}</li>`)}</ul>`,
  )}${out.length > 0 && section('left-out', 'Simulated people left out', html`<ul>${out}</ul>`)}${section(
    'again',
    'The same numbers again',
    html`<pre>${command}</pre>`,
  )}`;
  return htmlPage({
    title: 'SIMULATED – study plan',
    kicker: `Study plan · feature baseline · leave one subject out · seed ${seed} · SIMULATED`,
    headline: planHeadline(plan),
    content,
    footer: html`<p>${software.name} ${software.version} · digest ${digest.slice(0, 12)} · research and teaching, not a medical device</p>`,
  });
}
