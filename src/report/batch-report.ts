import { tableBox } from './boxes.ts';
import { type Html, html } from './html.ts';
import { counted } from './number-format.ts';
import { htmlPage, section } from './page.ts';
import { foundText } from './recording-report.ts';
import { isSimulated, type RecordingView } from './recording-view.ts';
import type { RowHead } from './tidy-rows.ts';
import { slopeText } from './trends-table.ts';

/** One analysed channel of one file, as the overview shows it. */
export interface BatchEntry {
  readonly file: string;
  readonly subject: string;
  readonly state: string;
  readonly channel: string;
  readonly found: string;
  /** True when the person does not exist. */
  readonly simulated: boolean;
  /** Slopes of the first contraction, or of the repetitions. */
  readonly mdf: string;
  readonly rms: string;
  readonly reading: string;
  readonly nIssues: number;
  /** File of its own report, beside the overview. */
  readonly report: string;
}

/** The entry of an analysed channel. */
export function batchEntry(
  view: RecordingView,
  { file, head, report }: { readonly file: string; readonly head: RowHead; readonly report: string },
): BatchEntry {
  const [first] = view.trends ?? [];
  return {
    file,
    subject: String(head.subject ?? ''),
    state: String(head.state ?? ''),
    channel: view.channel ?? '',
    found: foundText(view),
    simulated: isSimulated(view),
    mdf: first ? slopeText(first.mdf.trend) : '–',
    rms: first ? slopeText(first.rms.trend) : '–',
    reading: first ? `${first.name}: ${first.jasa?.reading ?? 'too short'}` : '',
    nIssues: view.issues.filter(({ severity }) => severity !== 'info').length,
    report,
  };
}

/** What an overview is told besides its entries. */
export interface BatchReportOptions {
  readonly folder: string;
  /** Where the reports of single recordings stand, relative to the overview. */
  readonly reports: string;
  readonly refused: readonly { readonly file: string; readonly reason: string }[];
  /** Names of the tables written beside it. */
  readonly tables: readonly string[];
  readonly windowS: number;
  readonly software: string;
}

function entriesTable(entries: readonly BatchEntry[], reports: string): Html {
  const rows = entries.map(
    ({ file, subject, state, channel, found, simulated, mdf, rms, reading, nIssues, report }) =>
      html`<tr><th scope="row"><a href="${reports}/${encodeURIComponent(report)}">${file}</a></th><td>${[subject, state].filter((part) => part !== '').join(', ')}</td><td>${channel}</td><td>${simulated && html`<strong>SIMULATED</strong> `}${found}</td><td>${mdf}</td><td>${rms}</td><td>${reading}</td><td class="number">${nIssues}</td></tr>`,
  );
  return tableBox(
    'Slopes of the first contraction (or over the repetitions) in %/s with 95 % intervals. Each name leads to the report of its recording.',
    html`<table class="dense"><thead><tr><th scope="col">File</th><th scope="col">Person, state</th><th scope="col">Channel</th><th scope="col">Found</th><th scope="col">MDF (%/s)</th><th scope="col">RMS (%/s)</th><th scope="col">Both together</th><th scope="col" class="number">Issues</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
}

/** The overview of a batch: one row per analysed channel, what was refused and why, and where the tables are. */
export function batchReport(
  entries: readonly BatchEntry[],
  { folder, reports, refused, tables, windowS, software }: BatchReportOptions,
): string {
  const leftOut =
    refused.length > 0 &&
    section(
      'refused',
      'Left out',
      html`<ul>${refused.map(({ file, reason }) => html`<li><strong>${file}</strong>: ${reason}</li>`)}</ul>`,
    );
  return htmlPage({
    title: `${folder}: analysis`,
    kicker: `${folder} · analysis of a folder`,
    headline: `${counted(entries.length, 'recording', 'recordings')} analysed${refused.length > 0 ? `, ${refused.length} left out` : ''}.`,
    content: html`${section('recordings', 'Recordings', entriesTable(entries, reports))}${leftOut}${section('tables', 'Tables', html`<p>${tables.join(', ')}: one row per contraction and per window of ${windowS} s, one column per index (slopes with the limits of their 95 % intervals).</p>`)}`,
    footer: html`<p>${software} · research and teaching, not a medical device</p>`,
  });
}
