import type { Evaluation, StudyRecording } from '#study';
import { bannerBox, drawingBox } from './boxes.ts';
import { confoundsTable } from './confounds-table.ts';
import { confusionTable } from './confusion-table.ts';
import { banners, headline } from './headline.ts';
import { type Html, html } from './html.ts';
import { issueCounts } from './issue-list.ts';
import { methodSection } from './method-section.ts';
import { metricIntervalsFigure } from './metric-intervals-figure.ts';
import { metricsTable } from './metrics-table.ts';
import { shortName } from './model-name.ts';
import { counted } from './number-format.ts';
import { htmlPage, section } from './page.ts';
import { pairedIndices } from './paired-indices.ts';
import { pairedIndicesFigure } from './paired-indices-figure.ts';
import { pairedIndicesTable } from './paired-indices-table.ts';
import { personSections } from './person-sections.ts';
import { rocFigure } from './roc-figure.ts';
import { standingOf } from './standing.ts';
import { statements } from './statements.ts';
import { studyTable } from './study-table.ts';
import { subjectProbabilitiesFigure } from './subject-probabilities-figure.ts';
import { evaluationTerms, signalTerms, termsList } from './terms.ts';

function glance(evaluation: Evaluation): Html {
  const { simulated } = evaluation;
  return drawingBox(metricIntervalsFigure(evaluation, { id: 'metrics', simulated }), {
    caption:
      'Baselines and controls stand first: a model has to leave them behind. The vertical line is chance. Only a thick line with ends is an interval of a result; a broken line is where guessing or swapped labels fell, and says nothing about how certain they are.',
  });
}

function results(evaluation: Evaluation): Html {
  const { simulated } = evaluation;
  const { models, controls } = standingOf(evaluation);
  const confusions = [...models, ...controls.filter((result) => result.model === 'nuisance')];
  return html`${metricsTable(evaluation)}<div class="pair">${drawingBox(rocFigure(evaluation, { id: 'roc', simulated }), { heading: 'ROC curves' })}<div><h3>Right and wrong decisions</h3>${confusions.map(confusionTable)}</div></div>`;
}

function people(evaluation: Evaluation): Html {
  const { models } = standingOf(evaluation);
  if (models.length === 0) return html`<p>No model was evaluated.</p>`;
  return html`<div class="pair">${models.map((result, i) => drawingBox(subjectProbabilitiesFigure(result, { id: `people${i}`, simulated: evaluation.simulated }), { heading: shortName(result) }))}</div><p class="quiet">Each person was judged by a model that never saw them. Right of the dashed line a recording is called fatigued.</p>`;
}

function muscle(recordings: readonly StudyRecording[], simulated: boolean): Html {
  const indices = pairedIndices(recordings);
  if (indices.length === 0) return html`<p>Nobody has a usable recording in both states.</p>`;
  return html`${drawingBox(pairedIndicesFigure(indices, { id: 'indices', simulated }))}${pairedIndicesTable(indices)}<p class="quiet">The EMG-derived %MVC takes EMG amplitude for force. It is not a measurement of strength.</p>`;
}

/** One self-contained HTML file: what an evaluation shows, what it does not, and every recording behind it. */
export function evaluationReport(evaluation: Evaluation, recordings: readonly StudyRecording[]): string {
  const { simulated, study, software } = evaluation;
  const size = `${counted(evaluation.recordings, 'recording', 'recordings')} of ${counted(evaluation.subjects, 'person', 'people')}`;
  const shown = html`<ul class="statements">${statements(evaluation).map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
  const scale = html`<p class="quiet">Grey: signal. Black: RMS envelope. Dashed: threshold of activity. Both recordings of a person share one scale.</p>`;
  const content = html`${[
    ...banners(evaluation).map(bannerBox),
    section('glance', 'At a glance', glance(evaluation)),
    section('shown', 'What is and is not shown', shown),
    section('results', 'Results', results(evaluation)),
    section('people', 'Person by person', people(evaluation)),
    section('confounds', 'Confounds', confoundsTable(evaluation)),
    section('muscle', 'Muscle signal, fresh and fatigued', muscle(recordings, simulated)),
    section(
      'study',
      'The study',
      html`${studyTable(recordings, evaluation.excluded)}${issueCounts(evaluation.issues)}`,
    ),
    section('recordings', 'Recordings', html`${scale}${personSections(recordings, { simulated })}`),
    section('method', 'Method', methodSection(evaluation)),
    section('terms', 'Terms', termsList([...signalTerms, ...evaluationTerms])),
  ]}`;
  return htmlPage({
    title: `${simulated ? 'SIMULATED – ' : ''}${study}: evaluation`,
    kicker: `${study} · evaluation · ${size}${simulated ? ' · SIMULATED' : ''}`,
    headline: headline(evaluation),
    content,
    footer: html`<p>${software.name} ${software.version} · digest ${evaluation.digest.slice(0, 12)} · research and teaching, not a medical device</p>`,
  });
}
