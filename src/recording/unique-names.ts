/** The same names, all different: the second `EMG` becomes `EMG-2`. */
export function uniqueNames(names: readonly string[], taken: ReadonlySet<string> = new Set()): string[] {
  const used = new Set(taken);
  const next = new Map<string, number>();
  return names.map((wanted) => {
    let name = wanted;
    // The number goes on where it stopped, so that many equal names take no quadratic time.
    let n = next.get(wanted) ?? 2;
    while (used.has(name)) name = `${wanted}-${n++}`;
    next.set(wanted, n);
    used.add(name);
    return name;
  });
}
