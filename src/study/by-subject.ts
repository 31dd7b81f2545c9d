/** Rows of each subject, in the order in which subjects first appear. */
export function bySubject<T extends { readonly subject: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const own = groups.get(row.subject);
    if (own) own.push(row);
    else groups.set(row.subject, [row]);
  }
  return groups;
}
