import { bannerBox, drawingBox } from './boxes.ts';
import { forceFigure } from './force-figure.ts';
import { errorText, type ForceView, forceStatements, forceSummaryOf, forceText } from './force-words.ts';
import { html } from './html.ts';
import { htmlPage, section } from './page.ts';
import { termsList } from './terms.ts';

const terms = [
  { name: 'RMSE', meaning: 'Root mean square error, in % of the largest force of the calibration.' },
  {
    name: 'R²',
    meaning: 'Share of the force’s variance that the relation explains; below 0 where the mean would do better.',
  },
  { name: 'Bias', meaning: 'Mean of estimate less measured force: above 0 where force is overestimated.' },
];

/** One self-contained HTML file: force over time as EMG suggests it, and why it is no measurement. */
export function forceReport(view: ForceView, { software }: { readonly software?: string } = {}): string {
  const summary = forceSummaryOf(view);
  const { simulated, file, calibration, calibrationFile } = summary;
  const content = html`${
    simulated &&
    bannerBox({ kind: 'simulated', title: 'SIMULATED', text: 'This signal was computed. The person does not exist.' })
  }${section('force', 'Force over time', drawingBox(forceFigure(view, { id: 'force', simulated }), { caption: `EMG-derived, by the calibration ${calibrationFile} of ${calibration.source.file}. Blue band: ± RMSE of the calibration on its own data.` }))}${section(
    'shown',
    'What is and is not shown',
    html`<ul class="statements">${forceStatements(summary).map((sentence) => html`<li>${sentence}</li>`)}</ul>`,
  )}${section('terms', 'Terms', termsList(terms))}`;
  return htmlPage({
    title: `${simulated ? 'SIMULATED – ' : ''}${file}: EMG-derived force`,
    kicker: `${file} · EMG-derived force${simulated ? ' · SIMULATED' : ''}`,
    headline: `EMG suggests a mean force of ${forceText(summary, 'mean')} and a peak of ${forceText(summary, 'peak')}. ${summary.measured ? `Against the force measured beside it: ${errorText(summary.measured)}.` : 'No force was measured.'}`,
    content,
    footer: html`<p>${software !== undefined && `${software} · `}research and teaching, not a medical device</p>`,
  });
}
