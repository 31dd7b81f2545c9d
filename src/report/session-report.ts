import { traceOf } from '#study';
import { bannerBox, drawingBox, tableBox } from './boxes.ts';
import { simulatedPeople } from './headline.ts';
import { type Html, html } from './html.ts';
import { issueList } from './issue-list.ts';
import { fixed } from './number-format.ts';
import { htmlPage, section } from './page.ts';
import { recordingView } from './recording-view.ts';
import { sessionFigure } from './session-figure.ts';
import type { SessionSummary } from './session-parts.ts';
import type { SessionAnalysis } from './session-signal.ts';
import { reasonWords } from './session-words.ts';
import { spectrogramFigure } from './spectrogram-figure.ts';
import { signalTerms, termsList } from './terms.ts';
import { traceFigure } from './trace-figure.ts';
import { trendsFigure } from './trends-figure.ts';
import { trendsTable } from './trends-table.ts';

function signalOf({ signal, analysis, of }: SessionAnalysis, i: number, simulated: boolean): Html {
  const heading = `${signal.state ?? signal.name}: ${signal.file}`;
  if (!analysis) return html`<h3>${heading}</h3><p>${signal.refused}</p>`;
  const view = recordingView(of.recording, analysis, traceOf(analysis));
  const { spectrogram, mdf, trends = [] } = view;
  const id = (name: string) => `${name}-${i + 1}`;
  return html`<h3>${heading}</h3>${drawingBox(traceFigure(view, { id: id('trace'), simulated }), { caption: 'Grey: signal. Black: RMS envelope. Dashed: threshold of activity.' })}${
    spectrogram &&
    drawingBox(
      spectrogramFigure({ file: view.file, spectrogram, ...(mdf && { mdf }) }, { id: id('stft'), simulated }),
      { caption: 'Power in dB relative to the mean power of the hold. White line: median frequency.' },
    )
  }${trends.length > 0 && drawingBox(trendsFigure(trends, view.trace.unit, { id: id('trends'), simulated }), { caption: 'Dots: epochs. Lines: least squares. Right: both trends with their joint 95 % ellipse.' })}${trends.length > 0 && trendsTable(trends)}`;
}

function judgementsTable({ classifier }: SessionSummary): Html {
  if (!classifier) return html`<p class="quiet">No model judged this session.</p>`;
  const { model, judgements } = classifier;
  const rows = judgements.map(
    ({ file, state, probability, verdict, crops, reason }) =>
      html`<tr><th scope="row">${state ?? '–'}</th><td class="file">${file}</td><td class="number">${fixed(probability, 2)}</td><td class="number">${crops ? `${fixed(crops.low, 2)}–${fixed(crops.high, 2)}` : '–'}</td><td>${verdict ?? reason}</td></tr>`,
  );
  return html`<p>${model.isOfSimulated && html`<strong>SIMULATED people taught this model.</strong> `}${model.results}</p>${tableBox(
    html`P(fatigued) by the model ${model.id}. Crops: 10 and 90 % of the parts of one squeeze, no interval of certainty.`,
    html`<table class="dense"><thead><tr><th scope="col">State</th><th scope="col">File</th><th scope="col" class="number">P(fatigued)</th><th scope="col" class="number">Crops</th><th scope="col">Verdict</th></tr></thead><tbody>${rows}</tbody></table>`,
  )}`;
}

const listOf = (sentences: readonly string[]): Html =>
  html`<ul class="statements">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;

/** One self-contained HTML file about one guided test. */
export function sessionReport(summary: SessionSummary, analyses: readonly SessionAnalysis[]): string {
  const { simulated, subject, session, study, verdict, quality, methods, software, statements, startedAt } = summary;
  const shown = analyses.filter(({ signal }) => signal.state !== null);
  const content = html`${simulated && bannerBox(simulatedPeople)}${section('why', 'How certain', listOf(verdict.reasons.map((code) => reasonWords[code])))}${section(
    'course',
    'Strength and signal over the session',
    drawingBox(sessionFigure(summary, { id: 'course', simulated }), {
      caption: 'Open circles do not count. Holds at the same target.',
    }),
  )}${section('signal', 'Muscle signal', html`${(shown.length > 0 ? shown : analyses).map((one, i) => signalOf(one, i, simulated))}`)}${section('classifier', 'Classifier', judgementsTable(summary))}${section('shown', 'What is and is not shown', listOf(statements))}${section('quality', 'Quality', issueList(quality.issues))}${methods !== '' && section('method', 'Method', html`<details><summary>Methods paragraph, ready to paste</summary><p class="paste">${methods}</p></details>`)}${section('terms', 'Terms', termsList(signalTerms))}`;
  return htmlPage({
    title: `${simulated ? 'SIMULATED – ' : ''}${subject}, session ${session}`,
    kicker: `${study} · ${subject} · session ${session}${startedAt ? ` · ${startedAt.slice(0, 16).replace('T', ' ')}` : ''}${simulated ? ' · SIMULATED' : ''}`,
    headline: summary.headline,
    content,
    footer: html`<p>${software !== null && `${software} · `}research and teaching, not a medical device</p>`,
  });
}
