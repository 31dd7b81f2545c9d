import type { ConditionComparison, StudyComparison } from '#study';
import { tableBox } from './boxes.ts';
import { capital, comparedName, comparedUnit, peopleText, pText, sideName } from './comparison-words.ts';
import { type Html, html } from './html.ts';
import { decimalsFor, fixed, interval } from './number-format.ts';

/** Means and mean difference with its interval, in as many decimals as the interval bears. */
export function comparedNumbers({ means, interval: limits }: ConditionComparison): (value: number) => string {
  const spread = limits[1] - limits[0];
  const decimals = spread > 0 ? Math.min(decimalsFor(spread, 2), decimalsFor(means[0], 4)) : decimalsFor(means[0], 3);
  return (value) => fixed(value, decimals);
}

/** `−3.1 [−5.0 to −1.2]` in the index's unit. */
export function differenceText(row: ConditionComparison): { readonly value: string; readonly interval: string } {
  const decimals = comparedNumbers(row)(row.difference).split('.')[1]?.length ?? 0;
  return { value: fixed(row.difference, decimals), interval: interval(row.interval, decimals) };
}

/** An effect size with its interval below it. */
export function effectCell(value: number | null, limits: readonly [number, number] | null): Html {
  return html`<td class="number">${fixed(value, 2)} <span class="interval">${interval(limits)}</span></td>`;
}

function rowOf(row: ConditionComparison, comparison: StudyComparison): Html {
  const { id, means, dz, dzInterval, g, gInterval, statistic, pValue, pHolm } = row;
  const number = comparedNumbers(row);
  const difference = differenceText(row);
  const isPaired = comparison.design === 'paired';
  return html`<tr><th scope="row" class="whole">${comparedName(id)}</th><td>${comparedUnit(row) || '–'}</td><td class="number">${peopleText(row, comparison)}</td><td class="number">${number(means[0])}</td><td class="number">${number(means[1])}</td><td class="number">${difference.value} <span class="interval">${difference.interval}</span></td>${isPaired && html`${effectCell(dz, dzInterval)}`}${effectCell(g, gInterval)}<td class="number">${fixed(statistic, 2)}</td><td class="number">${pText(pValue)}</td><td class="number">${pText(pHolm)}</td></tr>`;
}

const statisticNames: Readonly<Record<ConditionComparison['test'], string>> = {
  'paired t': 't',
  'Welch t': 't',
  'Wilcoxon signed-rank': 'W',
  'Mann-Whitney': 'U',
};

/** The numbers behind the forest plot: n, means, difference, effect sizes, test, p before and after correction. */
export function comparisonTable(comparison: StudyComparison): Html {
  const { rows, design, correctedFor } = comparison;
  const isPaired = design === 'paired';
  const sides = [sideName(comparison, 0), sideName(comparison, 1)];
  return tableBox(
    html`${capital(sides[1])} less ${sides[0]}${isPaired && ' of the same person'}, 95 % intervals, each on its own. Test: ${rows[0].test}. The last column is corrected for ${correctedFor} ${correctedFor === 1 ? 'index' : 'indices'} (Holm).`,
    html`<table class="dense stacked"><thead><tr><th scope="col">Index</th><th scope="col">Unit</th><th scope="col" class="number">${isPaired ? 'Pairs' : `${capital(sides[0])} + ${sides[1]}`}</th><th scope="col" class="number">${capital(sides[0])}</th><th scope="col" class="number">${capital(sides[1])}</th><th scope="col" class="number">Difference</th>${isPaired && html`<th scope="col" class="number">dz</th>`}<th scope="col" class="number">Hedges’ g</th><th scope="col" class="number">${statisticNames[rows[0].test]}</th><th scope="col" class="number">p</th><th scope="col" class="number whole">p (Holm)</th></tr></thead><tbody>${rows.map((row) => rowOf(row, comparison))}</tbody></table>`,
  );
}
