import type { Evaluation } from '#study';
import { tableBox } from './boxes.ts';
import { type Html, html } from './html.ts';
import { share, significant, unitText } from './number-format.ts';
import { type Rival, standingOf } from './standing.ts';

/** What each nuisance quantity alone can tell, strongest first, marked where that is as much as the best model. */
export function confoundsTable(evaluation: Evaluation): Html {
  if (evaluation.confounds.length === 0) return html`<p>No nuisance quantity was evaluated.</p>`;
  const { asGood, close } = standingOf(evaluation);
  const among = (list: readonly Rival[], name: string): boolean =>
    list.some((rival) => rival.kind === 'alone' && rival.name === name);
  const rows = [...evaluation.confounds]
    .sort((a, b) => b.auc - a.auc)
    .map(({ name, auc, accuracy, freshMean, fatiguedMean, unit }) => {
      const mark = among(asGood, name)
        ? html`<strong class="warning">as good as the best model, or better</strong>`
        : among(close, name)
          ? 'inside the interval of the best model'
          : '';
      const withUnit = unit === '' ? '' : ` ${unitText(unit)}`;
      return html`<tr><th scope="row">${name}</th><td class="number">${share(auc)}</td><td class="number">${share(accuracy)}</td><td class="number">${significant(freshMean)}${withUnit}</td><td class="number">${significant(fatiguedMean)}${withUnit}</td><td class="mark">${mark}</td></tr>`;
    });
  return tableBox(
    html`Each nuisance quantity alone, by the same folds: ${evaluation.recordings} recordings of ${evaluation.subjects} people. An AUC near or below 0.50 means that the quantity does not tell the states apart.`,
    html`<table><thead><tr><th scope="col">Quantity</th><th scope="col" class="number">AUC</th><th scope="col" class="number">Accuracy</th><th scope="col" class="number">Mean fresh</th><th scope="col" class="number">Mean fatigued</th><th scope="col">Mark</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
}
