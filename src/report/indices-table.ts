import type { SegmentIndex } from '#fatigue';
import { tableBox } from './boxes.ts';
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

/** The window of an index; where contractions differ in length, that of each. */
function windowsOf(columns: readonly IndexColumn[], id: string): string {
  const windows = columns.flatMap(({ name, indices }) =>
    indices.filter((index) => index.id === id).map(({ window }) => ({ name, window })),
  );
  const isOne = new Set(windows.map(({ window }) => window)).size === 1;
  return isOne ? windows[0].window : windows.map(({ name, window }) => `${name}: ${window}`).join('; ');
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
    const method = first && `${first.band[0]}–${first.band[1]} Hz; ${first.method}; ${windowsOf(columns, id)}`;
    return html`<tr><th scope="row">${id}</th><td>${unitText(first?.unit ?? '')}</td>${cells}${methods && html`<td class="quiet method">${method}</td>`}</tr>`;
  });
  return tableBox(
    caption,
    html`<table class="dense${methods && ' methods'}"><thead><tr><th scope="col">Index</th><th scope="col">Unit</th>${columns.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}${methods && html`<th scope="col" class="method">Band, method, window</th>`}</tr></thead><tbody>${rows}</tbody></table>`,
  );
}
