import type { ModelResult } from '#study';
import { type Html, html } from './html.ts';
import { shortName } from './model-name.ts';

/** How many recordings of each state a model called what: four counts with their words. */
export function confusionTable(result: ModelResult): Html {
  const { confusion, n, subjects } = result;
  const [[freshRight, freshWrong], [fatiguedWrong, fatiguedRight]] = confusion;
  const cell = (count: number, right: boolean): Html => html`<td class="count${right && ' right'}">${count}</td>`;
  return html`<table class="confusion"><caption>${shortName(result)}: ${n} recordings of ${subjects} people</caption><thead><tr><th scope="col">was</th><th scope="col" class="number">called fresh</th><th scope="col" class="number">called fatigued</th></tr></thead><tbody><tr><th scope="row">fresh</th>${cell(freshRight, true)}${cell(freshWrong, false)}</tr><tr><th scope="row">fatigued</th>${cell(fatiguedWrong, false)}${cell(fatiguedRight, true)}</tr></tbody></table>`;
}
