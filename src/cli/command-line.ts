/** A path as a shell takes it for one word. */
function quoted(path: string): string {
  return /^[\w./:@%+=,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** The command line that gives the same numbers again; options without a value are left out. */
export function commandLine(
  command: string,
  path: string,
  options: Readonly<Record<string, string | number | undefined>>,
): string {
  const chosen = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${quoted(String(value))}`],
  );
  return ['npm run -s myofade --', command, quoted(path), ...chosen].join(' ');
}
