import type { Random } from '#base';

/**
 * Labels swapped within subjects at random: for each subject either all labels are exchanged or none. What a model then
 * learns is noise, so its score shows what the procedure gives without any effect. The true labelling is never drawn.
 */
export function swapWithinSubjects<T extends { readonly subject: string; readonly fatigued: boolean }>(
  rows: readonly T[],
  random: Random,
): T[] {
  const subjects = [...new Set(rows.map((row) => row.subject))].sort();
  let swapped = new Set<string>();
  while (swapped.size === 0) swapped = new Set(subjects.filter(() => random.uniform() < 0.5));
  return rows.map((row) => (swapped.has(row.subject) ? { ...row, fatigued: !row.fatigued } : row));
}
