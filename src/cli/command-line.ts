/** A path as a shell takes it for one word. */
function quoted(path: string): string {
  return /^[\w./:@%+=,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** The command line that gives the same numbers again; options without a value are left out, and so is no path. */
export function commandLine(
  command: string,
  path: string | null,
  options: Readonly<Record<string, string | number | undefined>>,
): string {
  const chosen = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${quoted(String(value))}`],
  );
  return ['npm run -s myofade --', command, ...(path === null ? [] : [quoted(path)]), ...chosen].join(' ');
}
