import { tableBox } from './boxes.ts';
import { effectCell } from './comparison-table.ts';
import { pText } from './comparison-words.ts';
import { type Html, html } from './html.ts';
import { decimalsFor, fixed, interval, unitText } from './number-format.ts';
import type { PairedIndex } from './paired-indices.ts';

function row({ name, unit, pairs, freshMean, fatiguedMean, meanDifference, comparison, falls, rises }: PairedIndex) {
  const limits = comparison?.interval;
  const spread = limits ? limits[1] - limits[0] : Math.abs(meanDifference);
  const decimals = Math.min(decimalsFor(spread, 2), decimalsFor(freshMean, 4));
  return html`<tr><th scope="row">${name}</th><td>${unitText(unit) || '–'}</td><td class="number">${pairs.length}</td><td class="number">${fixed(freshMean, decimals)}</td><td class="number">${fixed(fatiguedMean, decimals)}</td><td class="number">${fixed(meanDifference, decimals)} <span class="interval">${interval(limits, decimals)}</span></td>${effectCell(comparison?.dz ?? null, comparison?.dzInterval ?? null)}<td class="number">${comparison ? pText(comparison.pHolm) : '–'}</td><td class="number">${falls}</td><td class="number">${rises}</td></tr>`;
}

/** The numbers behind the paired indices: means, mean difference with interval, how many fall and rise. */
export function pairedIndicesTable(indices: readonly PairedIndex[]): Html {
  return tableBox(
    html`Fatigued minus fresh of the same person; mean, and its effect size dz (mean over standard deviation of the differences), each with its own 95 % interval by Student’s and the noncentral t. p: paired t, corrected for the ${indices.filter(({ comparison }) => comparison !== null).length} rows that have one (Holm); the intervals are not corrected.`,
    html`<table class="dense stacked"><thead><tr><th scope="col">Index</th><th scope="col">Unit</th><th scope="col" class="number">n</th><th scope="col" class="number">Fresh</th><th scope="col" class="number">Fatigued</th><th scope="col" class="number">Difference</th><th scope="col" class="number">dz</th><th scope="col" class="number whole">p (Holm)</th><th scope="col" class="number">Fall</th><th scope="col" class="number">Rise</th></tr></thead><tbody>${indices.map(row)}</tbody></table>`,
  );
}
