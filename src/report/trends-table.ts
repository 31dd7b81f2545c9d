import { type CourseTrend, jasaWords } from '#fatigue';
import { tableBox } from './boxes.ts';
import { type Html, html } from './html.ts';
import { fixed, interval } from './number-format.ts';
import type { TrendRow } from './trend-rows.ts';

/** `−0.42 [−1.10 to 0.20]` in %/s; a dash where there is no trend. */
export function slopeText(trend: CourseTrend | null): string {
  if (trend === null || trend.slopePercentPerS === null) return '–';
  return [fixed(trend.slopePercentPerS, 2), interval(trend.interval)].filter((part) => part !== '').join(' ');
}

/** What a row says, in words. */
export function readingText({ jasa, windows }: TrendRow): string {
  if (jasa !== null) return jasaWords[jasa.reading];
  return windows.nBad >= windows.n / 2 ? 'Too much of it is of bad quality.' : 'Too short for a joint reading of both.';
}

/** Slopes with their intervals, and what they say together. */
export function trendsTable(rows: readonly TrendRow[]): Html {
  if (rows.length === 0) return html``;
  const body = rows.map((row) => {
    const { rms, mdf, windows } = row;
    const model = mdf.trend?.model === 'exponential' ? ' (bends)' : '';
    return html`<tr><th scope="row">${row.name}</th><td class="number">${mdf.trend?.nEpochs ?? mdf.course.timesS.length}</td><td>${slopeText(mdf.trend)}${model}</td><td>${slopeText(rms.trend)}</td><td class="number">${windows.n - windows.nBad} of ${windows.n}</td><td>${readingText(row)}</td></tr>`;
  });
  return tableBox(
    'Slopes in % of the fitted start per second, with 95 % intervals that respect serial correlation and overlapping epochs. (bends): an exponential describes MDF better (AICc). An interval that includes 0 shows no trend.',
    html`<table class="dense"><thead><tr><th scope="col">Contraction</th><th scope="col" class="number">Epochs</th><th scope="col">MDF (%/s)</th><th scope="col">RMS (%/s)</th><th scope="col" class="number">Good windows</th><th scope="col">Both together</th></tr></thead><tbody>${body}</tbody></table>`,
  );
}
