/** How a column of a text table stands. */
export type Align = 'left' | 'right';

/** A table for the terminal: columns as wide as their longest cell, two spaces between them. */
export function textTable(rows: readonly (readonly string[])[], align: readonly Align[]): string {
  const widths = align.map((_, column) => Math.max(0, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    align
      .map((side, column) => {
        const cell = row[column] ?? '';
        return side === 'left' ? cell.padEnd(widths[column]) : cell.padStart(widths[column]);
      })
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}

/** Breaks text into lines of at most `width` characters at its spaces; later lines are indented like the first's text. */
export function wrapped(text: string, { width = 100, bullet = '' }: { width?: number; bullet?: string } = {}): string {
  const lines: string[] = [];
  let line = bullet;
  const indent = ' '.repeat(bullet.length);
  for (const word of text.split(' ')) {
    const free = line === bullet || line === indent;
    if (!free && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line += free ? word : ` ${word}`;
    }
  }
  return [...lines, line].join('\n');
}
