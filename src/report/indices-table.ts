import type { SegmentIndex } from '#fatigue';
import { type Html, html } from './html.ts';
import { significant, unitText } from './number-format.ts';

/** A column of an indices table: a contraction and its indices. */
export interface IndexColumn {
  readonly name: string;
  readonly indices: readonly SegmentIndex[];
}

const isBandPower = ({ id }: SegmentIndex): boolean => id.startsWith('BP_');

/** The indices of a recording as columns, one for each contraction. */
export function columnsOf(indices: readonly SegmentIndex[]): IndexColumn[] {
  const segments = [...new Set(indices.map(({ segment }) => segment))];
  return segments.map((segment) => ({
    name: segment.replace(/^mvc\b/, 'maximal squeeze'),
    indices: indices.filter((index) => index.segment === segment),
  }));
}

/** Indices as rows and contractions as columns; powers of single bands are left out unless asked for. */
export function indicesTable(
  columns: readonly IndexColumn[],
  { caption, bandPowers = false, methods = false }: { caption: string; bandPowers?: boolean; methods?: boolean },
): Html {
  const shown = columns.flatMap(({ indices }) => indices).filter((index) => bandPowers || !isBandPower(index));
  if (shown.length === 0) return html`<p class="quiet">No contraction was long enough to be measured.</p>`;
  const rows = [...new Set(shown.map(({ id }) => id))].map((id) => {
    const first = shown.find((index) => index.id === id);
    const cells = columns.map(({ indices }) => {
      const index = indices.find((item) => item.id === id);
      return html`<td class="number">${index ? significant(index.value) : '–'}</td>`;
    });
    const method = first && `${first.band[0]}–${first.band[1]} Hz; ${first.method}; ${first.window}`;
    return html`<tr><th scope="row">${id}</th><td>${unitText(first?.unit ?? '')}</td>${cells}${methods && html`<td class="quiet">${method}</td>`}</tr>`;
  });
  return html`<div class="wide"><table class="dense"><caption>${caption}</caption><thead><tr><th scope="col">Index</th><th scope="col">Unit</th>${columns.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}${methods && html`<th scope="col">Band, method, window (of the first column)</th>`}</tr></thead><tbody>${rows}</tbody></table></div>`;
}
