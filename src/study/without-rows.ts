import type { TableRow } from './table.ts';

/**
 * The text of a table without some of its rows; every other byte stays as it was.
 *
 * @param rows rows to leave out, among `all` of the table.
 */
export function withoutRows(bytes: Uint8Array, rows: readonly TableRow[], all: readonly TableRow[]): string {
  const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).match(/[^\r\n]*(\r\n|\r|\n|$)/g) ?? [];
  const starts = all.map(({ line }) => line);
  const left = new Set<number>();
  for (const { line } of rows) {
    // A quoted cell may hold line ends: a row reaches to the next one.
    const next = starts.find((start) => start > line) ?? lines.length + 1;
    for (let at = line; at < next; at++) left.add(at);
  }
  return lines.filter((_, i) => !left.has(i + 1)).join('');
}
