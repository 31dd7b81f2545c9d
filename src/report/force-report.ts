import { bannerBox, drawingBox } from './boxes.ts';
import { forceFigure } from './force-figure.ts';
import { type ForceView, forceStatements, forceSummaryOf, forceText } from './force-words.ts';
import { html } from './html.ts';
import { htmlPage, section } from './page.ts';
import { signalTerms, termsList } from './terms.ts';

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
  )}${section('terms', 'Terms', termsList(signalTerms))}`;
  return htmlPage({
    title: `${simulated ? 'SIMULATED – ' : ''}${file}: EMG-derived force`,
    kicker: `${file} · EMG-derived force${simulated ? ' · SIMULATED' : ''}`,
    headline: `EMG suggests a mean force of ${forceText(summary, 'mean')} and a peak of ${forceText(summary, 'peak')}. No force was measured.`,
    content,
    footer: html`<p>${software !== undefined && `${software} · `}research and teaching, not a medical device</p>`,
  });
}
