import type { ForceRecording } from '#fatigue';
import { bannerBox, drawingBox } from './boxes.ts';
import { html } from './html.ts';
import { issueList } from './issue-list.ts';
import { htmlPage, section } from './page.ts';
import { strengthTestFigure, strengthTestScale } from './strength-test-figure.ts';
import { blocksTable, trialsTable } from './strength-test-table.ts';
import {
  isSimulatedTest,
  type StrengthTestView,
  strengthHeadline,
  strengthTestStatements,
} from './strength-test-words.ts';
import { termsList } from './terms.ts';

const terms = [
  {
    name: 'Rested maximum, MVC',
    meaning: 'Maximal voluntary contraction before any fatigue: all loss is counted from it.',
  },
  { name: '5 % rule', meaning: 'A maximum counts once the best two of at least three squeezes differ by at most 5 %.' },
  { name: 'FI3', meaning: 'Fall from the mean of the first three squeezes to that of the last three, in %.' },
  {
    name: 'MDC95',
    meaning: 'Smallest change of one person between two sessions that is more than the noise of measurement.',
  },
  { name: 'z', meaning: 'Distance from the mean of a norm table, in its standard deviations.' },
];

/** One self-contained HTML file: the forces with their squeezes, maxima, loss and label, and all that stands beside them. */
export function strengthTestReport(
  view: StrengthTestView,
  recordings: readonly ForceRecording[],
  { software }: { readonly software?: string } = {},
): string {
  const { test, provenances } = view;
  const simulated = isSimulatedTest(view);
  const scale = strengthTestScale(recordings);
  const files = test.recordings.map(({ file }) => file).join(', ');
  const pictures = recordings.map((recording, i) =>
    drawingBox(strengthTestFigure(test, recording, i, { id: `force-${i + 1}`, simulated, ...scale }), {
      ...(recordings.length > 1 && { heading: recording.file }),
    }),
  );
  const content = html`${
    simulated &&
    bannerBox({ kind: 'simulated', title: 'SIMULATED', text: 'This force was computed. The person does not exist.' })
  }${section('force', 'Force', html`${pictures}`)}${test.blocks.length > 0 && section('maxima', 'Maxima', html`${blocksTable(test)}${trialsTable(test)}`)}${section(
    'shown',
    'What is and is not shown',
    html`<ul class="statements">${strengthTestStatements(view).map((sentence) => html`<li>${sentence}</li>`)}</ul>`,
  )}${section('issues', 'Quality', issueList(test.issues))}${section('source', 'Recordings', html`<ul>${provenances.map(({ file, sha256 }) => html`<li><span class="file">${file}</span> <span class="quiet file">SHA-256 ${sha256}</span></li>`)}</ul>`)}${section('terms', 'Terms', termsList(terms))}`;
  return htmlPage({
    title: `${simulated ? 'SIMULATED – ' : ''}${files}: strength`,
    kicker: `${files} · measured strength${simulated ? ' · SIMULATED' : ''}`,
    headline: strengthHeadline(view),
    content,
    footer: html`<p>${software !== undefined && `${software} · `}research and teaching, not a medical device</p>`,
  });
}
