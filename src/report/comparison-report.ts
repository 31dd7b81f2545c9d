import type { StudyComparison } from '#study';
import { bannerBox, drawingBox } from './boxes.ts';
import { comparisonFigure } from './comparison-figure.ts';
import { comparisonTable } from './comparison-table.ts';
import {
  againstText,
  comparisonHeadline,
  comparisonStatements,
  segmentText,
  sideName,
  whoText,
} from './comparison-words.ts';
import { simulatedPeople } from './headline.ts';
import { html } from './html.ts';
import { htmlPage, section } from './page.ts';
import { signalTerms, termsList } from './terms.ts';

const comparisonTerms = [
  {
    name: 'Hedges’ g',
    meaning:
      'The difference in units of its standard deviation, without the bias of small samples; 0 is no difference.',
  },
  {
    name: 'Holm',
    meaning: 'A correction of p for several tests at once, so that one of many does not count as found by luck.',
  },
];

/** One self-contained HTML file: two conditions compared over people, with what it shows and what not. */
export function comparisonReport(comparison: StudyComparison): string {
  const { study, simulated, software, digest, excluded, command } = comparison;
  const out = excluded.map(
    ({ subject, file, reason }) => html`<li><span class="file">${file}</span> (${subject}): ${reason}</li>`,
  );
  const content = html`${simulated && bannerBox(simulatedPeople)}${section(
    'effects',
    'Effect sizes',
    html`${drawingBox(comparisonFigure(comparison, { id: 'effects', simulated }), {
      caption: `${againstText(comparison)}, ${segmentText(comparison)}, ${whoText(comparison)}. Dot: Hedges’ g, filled where the corrected p lies below 0.05. Line with ends: its 95 % interval, not corrected, so a line beside zero may belong to a hollow dot.`,
    })}${comparisonTable(comparison)}`,
  )}${section(
    'shown',
    'What is and is not shown',
    html`<ul class="statements">${comparisonStatements(comparison).map((sentence) => html`<li>${sentence}</li>`)}</ul>`,
  )}${out.length > 0 && section('left-out', 'Recordings that give no number', html`<ul>${out}</ul>`)}${section(
    'again',
    'The same numbers again',
    html`<pre>${command}</pre>`,
  )}${section('terms', 'Terms', termsList([...signalTerms, ...comparisonTerms]))}`;
  return htmlPage({
    title: `${simulated ? 'SIMULATED – ' : ''}${study}: comparison`,
    kicker: `${study} · ${sideName(comparison, 0)} and ${sideName(comparison, 1)} compared · ${whoText(comparison)}${simulated ? ' · SIMULATED' : ''}`,
    headline: comparisonHeadline(comparison),
    content,
    footer: html`<p>${software.name} ${software.version} · digest ${digest.slice(0, 12)} · research and teaching, not a medical device</p>`,
  });
}
