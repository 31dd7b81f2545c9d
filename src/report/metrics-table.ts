import type { Evaluation, MetricId, ModelResult } from '#study';
import { tableBox } from './boxes.ts';
import { type Html, html } from './html.ts';
import { limitsText } from './limit-strokes.ts';
import { shortName } from './model-name.ts';
import { interval, share } from './number-format.ts';
import { isControl, standingOf } from './standing.ts';

/** Name of each metric as people read it. */
export const metricNames: Readonly<Record<MetricId, string>> = {
  accuracy: 'Accuracy',
  balancedAccuracy: 'Balanced accuracy',
  f1: 'F1',
  auc: 'AUC',
  pairedAccuracy: 'Paired',
  brier: 'Brier',
};

const metrics = Object.keys(metricNames) as MetricId[];

/** What stands in brackets in a model's name. */
function detail({ name }: ModelResult): string {
  return /\(([^)]*)\)/.exec(name)?.[1] ?? '';
}

function resultRow(result: ModelResult): Html {
  const cells = metrics.map(
    (metric) =>
      html`<td class="number">${share(result[metric])} <span class="interval">${interval(result.intervals[metric])}</span></td>`,
  );
  return html`<tr${isControl(result) && html` class="control"`}><th scope="row">${shortName(result)}<span class="note">${detail(result)}</span><span class="note">${limitsText([result])}</span></th><td class="number">${result.n}<span class="note">${result.subjects} people</span></td>${cells}</tr>`;
}

/** Every metric of every model with its interval. */
export function metricsTable(evaluation: Evaluation): Html {
  const { controls, models } = standingOf(evaluation);
  return tableBox(
    html`All results. Positive means fatigued. Paired: share of people whose fatigued recording got the higher probability. AUC: how often a fatigued recording gets a higher probability than a fresh one, of all pairs; guessing gives 0.50. Brier: mean squared error of the probability, lower is better; always saying 0.5 gives 0.25.`,
    html`<table class="metrics"><thead><tr><th scope="col">Model</th><th scope="col" class="number">n</th>${metrics.map((metric) => html`<th scope="col" class="number">${metricNames[metric]}</th>`)}</tr></thead><tbody>${[...controls, ...models].map(resultRow)}</tbody></table>`,
  );
}
