import type { Issue, Severity } from '#base';
import { tableBox } from './boxes.ts';
import { type Html, html } from './html.ts';
import { seconds } from './number-format.ts';

const order: readonly Severity[] = ['error', 'warning', 'info'];

/** Issues, gravest first; the order inside a severity is kept. */
export function byGravity(issues: readonly Issue[]): Issue[] {
  return order.flatMap((severity) => issues.filter((item) => item.severity === severity));
}

/** What is wrong with a recording, each with what to do about it. */
export function issueList(issues: readonly Issue[]): Html {
  if (issues.length === 0) return html`<p class="quiet">No issue was found.</p>`;
  return html`<ul class="issues">${byGravity(issues).map(
    ({ code, severity, message, suggestion, where }) =>
      html`<li class="${severity}"><span class="severity">${severity}</span> <code>${code}</code> ${message}${where.atS !== undefined && html` <span class="quiet">(at ${seconds(where.atS)})</span>`}<br><span class="quiet">${suggestion}</span></li>`,
  )}</ul>`;
}

/** Issues of a whole study, one row per code: in how many files, and what to do. */
export function issueCounts(issues: readonly Issue[]): Html {
  if (issues.length === 0) return html`<p class="quiet">No issue was found in any recording.</p>`;
  const sorted = byGravity(issues);
  const rows = [...new Set(sorted.map(({ code }) => code))].map((code) => {
    const same = sorted.filter((item) => item.code === code);
    const [{ severity, suggestion }] = same;
    const files = new Set(same.map(({ where }) => where.file)).size;
    return html`<tr><th scope="row"><code>${code}</code></th><td><span class="severity ${severity}">${severity}</span></td><td class="number">${files}</td><td>${suggestion}</td></tr>`;
  });
  return tableBox(
    html`Issues by kind. The words for each recording stand in its section.`,
    html`<table><thead><tr><th scope="col">Issue</th><th scope="col">Severity</th><th scope="col" class="number">Recordings</th><th scope="col">What to do</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
}
