import { median } from '#signal';
import { drawingBox } from './boxes.ts';
import { crossTalkText } from './cross-talk-text.ts';
import { type Html, html } from './html.ts';
import { columnsOf, indicesTable } from './indices-table.ts';
import { issueList } from './issue-list.ts';
import { analysisMethod } from './method-section.ts';
import { counted, fixed, seconds } from './number-format.ts';
import { htmlPage, section } from './page.ts';
import { phaseWords } from './palette.ts';
import { isSimulated, type RecordingOutline, type RecordingView } from './recording-view.ts';
import { spectrogramFigure } from './spectrogram-figure.ts';
import { strengthText } from './strength-text.ts';
import { signalTerms, termsList } from './terms.ts';
import { traceFigure } from './trace-figure.ts';
import { trendsFigure } from './trends-figure.ts';
import { trendsTable } from './trends-table.ts';
import { waveletFigure } from './wavelet-figure.ts';

/** What the report of one recording is told besides its data. */
export interface RecordingReportOptions {
  /** Name and version of the software, for the footer. */
  readonly software?: string;
}

/** More than so many contractions are counted, not named one by one. */
const mostNamed = 4;

/** What was found, in one sentence: `Found a hold of 10.5 s and a maximal squeeze of 6.0 s.` */
export function foundText({ segments, durationS }: RecordingOutline): string {
  const active = segments.filter(({ kind }) => kind !== 'rest');
  if (active.length === 0) return `No contraction stands out in ${seconds(durationS)} of signal.`;
  if (active.length > mostNamed) {
    const usualS = median(active.map(({ startS, endS }) => endS - startS));
    return `Found ${active.length} contractions of about ${seconds(usualS)} in ${seconds(durationS)} of signal.`;
  }
  const named = active.map(({ kind, startS, endS }) => `a ${phaseWords[kind]} of ${seconds(endS - startS)}`);
  const list = named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1)}` : named[0];
  return `Found ${list} in ${seconds(durationS)} of signal.`;
}

function segmentsTable({ segments }: RecordingView): Html {
  const rows = segments.map(
    ({ kind, startS, endS }) =>
      html`<tr><th scope="row">${phaseWords[kind]}</th><td class="number">${fixed(startS, 2)}</td><td class="number">${fixed(endS, 2)}</td><td class="number">${fixed(endS - startS, 2)}</td></tr>`,
  );
  const table = html`<table class="confusion"><caption>Segments found, in seconds from the start of the file.</caption><thead><tr><th scope="col">Segment</th><th scope="col" class="number">Start (s)</th><th scope="col" class="number">End (s)</th><th scope="col" class="number">Length (s)</th></tr></thead><tbody>${rows}</tbody></table>`;
  return segments.length > 3 * mostNamed
    ? html`<details><summary>${segments.length} segments</summary>${table}</details>`
    : table;
}

function source({ provenance, fs, channel }: RecordingView): Html {
  if (!provenance) return html``;
  const { format, sha256, device, startedAt } = provenance;
  const facts = [
    channel !== undefined && `channel ${channel}`,
    `${fs} Hz`,
    `read as ${format}`,
    device,
    startedAt !== undefined && `recorded ${startedAt}`,
  ].filter((fact) => fact !== undefined && fact !== false);
  return html`<p>${facts.join(' · ')}<br><span class="quiet file">SHA-256 ${sha256}</span></p>`;
}

/** One self-contained HTML file about one recording. It says what the signal is, and never whether a person is tired. */
export function recordingReport(view: RecordingView, { software }: RecordingReportOptions = {}): string {
  const simulated = isSimulated(view);
  const { file, issues, indices, spectrogram, mdf, trends = [], wavelets = [] } = view;
  const grave = issues.filter(({ severity }) => severity !== 'info').length;
  const quality = grave > 0 ? ` ${counted(grave, 'issue limits', 'issues limit')} what can be read from it.` : '';
  const picture =
    spectrogram &&
    drawingBox(spectrogramFigure({ file, spectrogram, ...(mdf && { mdf }) }, { id: 'stft', simulated }), {
      caption: `Power in dB relative to the mean power of the hold.${mdf ? ' White line: median frequency (MDF), epochs of 1 s.' : ''}`,
    });
  const content = html`${simulated && html`<div class="banner simulated" role="note"><strong>SIMULATED</strong><p>This signal was computed. The person does not exist.</p></div>`}<p>${strengthText(view.strength)}</p>${section('signal', 'Signal', html`${drawingBox(traceFigure(view, { id: 'trace', simulated }), { caption: 'Grey: signal. Black: RMS envelope. Dashed: threshold of activity.' })}${picture}${segmentsTable(view)}`)}${trends.length > 0 && section('trends', 'Does it tire?', html`${drawingBox(trendsFigure(trends, view.trace.unit, { id: 'trends', simulated }), { caption: 'Dots: epochs (or repetitions). Lines: least squares. Right: both trends with their joint 95 % ellipse; what covers an axis is undecided.' })}${trendsTable(trends)}${wavelets.length > 0 && drawingBox(waveletFigure(wavelets, { id: 'wavelets', simulated }), { caption: 'Power by wavelets (complex Morlet), in dB relative to the contraction’s own mean. White line: instantaneous median frequency of the STFT. Pale ends: what lies beyond the contraction counts there.' })}`)}${(indices.length > 0 || trends.length === 0) && section('indices', 'Indices', indicesTable(columnsOf(indices), { caption: 'Each index with its band, method and window. Compare only numbers that share all three.', methods: true }))}${section('quality', 'Quality', html`${view.crossTalk && html`<p>${crossTalkText(view.crossTalk)}</p>`}${issueList(issues)}`)}${section('method', 'Method', html`${source(view)}${analysisMethod()}${view.methods !== undefined && html`<details><summary>Methods paragraph, ready to paste</summary><p class="paste">${view.methods}</p></details>`}<p>One recording without a rested recording of the same person does not tell whether a muscle is tired: people differ more from each other than fatigue changes them.</p>`)}${section('terms', 'Terms', termsList(signalTerms))}`;
  return htmlPage({
    title: `${simulated ? 'SIMULATED – ' : ''}${file}: recording`,
    kicker: `${file} · recording${simulated ? ' · SIMULATED' : ''}`,
    headline: `${foundText(view)}${quality}`,
    content,
    footer: html`<p>${software !== undefined && `${software} · `}research and teaching, not a medical device</p>`,
  });
}
