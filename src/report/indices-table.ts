import { type IndexGroup, indexGroups, type SegmentIndex } from '#fatigue';
import { tableBox } from './boxes.ts';
import { type Html, html } from './html.ts';
import { significant, unitText } from './number-format.ts';

/** A column of an indices table: a contraction and its indices. */
export interface IndexColumn {
  readonly name: string;
  readonly indices: readonly SegmentIndex[];
}

/** The indices of a recording as columns, one for each contraction. */
export function columnsOf(indices: readonly SegmentIndex[]): IndexColumn[] {
  const segments = [...new Set(indices.map(({ segment }) => segment))];
  return segments.map((segment) => ({
    name: segment.replace(/^mvc\b/, 'maximal squeeze'),
    indices: indices.filter((index) => index.segment === segment),
  }));
}

/** What is said of an index; where contractions differ in it, what of each. */
function saidOf(columns: readonly IndexColumn[], id: string, say: (index: SegmentIndex) => string): string {
  const texts = columns.flatMap(({ name, indices }) =>
    indices.filter((index) => index.id === id).map((index) => ({ name, text: say(index) })),
  );
  const isOne = new Set(texts.map(({ text }) => text)).size === 1;
  return isOne ? texts[0].text : texts.map(({ name, text }) => `${name}: ${text}`).join('; ');
}

/** What an indices table says besides its numbers. */
interface TableOptions {
  readonly caption: string;
  /** Groups to show. @default all */
  readonly groups?: readonly IndexGroup[];
  /** Whether each row says its name, band, method and window. */
  readonly methods?: boolean;
}

/** Indices as rows, group by group, and contractions as columns. */
export function indicesTable(
  columns: readonly IndexColumn[],
  { caption, groups = indexGroups, methods = false }: TableOptions,
): Html {
  const all = columns.flatMap(({ indices }) => indices);
  const width = 2 + columns.length + (methods ? 1 : 0);
  const parts = groups.flatMap((group) => {
    const ids = [...new Set(all.filter((index) => index.group === group).map(({ id }) => id))];
    if (ids.length === 0) return [];
    const rows = ids.map((id) => indexRow(columns, id, methods));
    return [
      html`<tbody><tr><th scope="rowgroup" colspan="${String(width)}" class="quiet">${group}</th></tr>${rows}</tbody>`,
    ];
  });
  if (parts.length === 0) return html`<p class="quiet">No contraction was long enough to be measured.</p>`;
  return tableBox(
    caption,
    html`<table class="dense${methods && ' methods'}"><thead><tr><th scope="col">Index</th><th scope="col">Unit</th>${columns.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}${methods && html`<th scope="col" class="method">Name, band, method, window, source</th>`}</tr></thead>${parts}</table>`,
  );
}

function indexRow(columns: readonly IndexColumn[], id: string, methods: boolean): Html {
  const found = columns.map(({ indices }) => indices.find((index) => index.id === id));
  const first = found.find((index) => index !== undefined);
  const cells = found.map((index) => html`<td class="number">${index ? significant(index.value) : '–'}</td>`);
  const texts = [
    ({ name }: SegmentIndex) => name,
    ({ band }: SegmentIndex) => `${band.map((hz) => Number(hz.toFixed(1))).join('–')} Hz`,
    ({ method }: SegmentIndex) => method,
    ({ window }: SegmentIndex) => window,
    ({ source }: SegmentIndex) => source,
  ];
  const method = methods && texts.map((say) => saidOf(columns, id, say)).join('; ');
  return html`<tr><th scope="row">${id}</th><td>${unitText(first?.unit ?? '')}</td>${cells}${methods && html`<td class="quiet method">${method}</td>`}</tr>`;
}
