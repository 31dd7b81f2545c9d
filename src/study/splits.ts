import { ArgumentError, type Random } from '#base';

/** One round of a cross-validation: these subjects are tested, all others train. */
export interface Fold {
  readonly id: string;
  readonly testSubjects: readonly string[];
}

/** Leave-one-subject-out: every subject is tested once by a model that never saw them. */
export function leaveOneSubjectOut(subjects: readonly string[]): Fold[] {
  return [...new Set(subjects)].sort().map((subject) => ({ id: subject, testSubjects: [subject] }));
}

/**
 * Grouped k-fold: subjects are shared out over k folds as evenly as possible, in random order.
 *
 * @throws ArgumentError when k is below 2 or above the number of subjects.
 */
export function groupedFolds(subjects: readonly string[], k: number, random: Random): Fold[] {
  const names = [...new Set(subjects)].sort();
  if (!(Number.isInteger(k) && k >= 2 && k <= names.length)) {
    throw new ArgumentError(
      `k must be a whole number from 2 to the ${names.length} subjects, got ${k} — in groupedFolds.`,
      'Choose fewer folds, or --split loso.',
    );
  }
  const order = random.shuffle(names);
  return Array.from({ length: k }, (_, fold) => ({
    id: `fold-${fold + 1}`,
    testSubjects: order.filter((_, i) => i % k === fold).sort(),
  }));
}

/**
 * The folds that a split's name stands for: `loso`, or `kfold:5`.
 *
 * @throws ArgumentError for another name, or more folds than subjects.
 */
export function foldsOf(split: string, subjects: readonly string[], random: Random): Fold[] {
  if (split === 'loso') return leaveOneSubjectOut(subjects);
  const k = /^kfold:(\d+)$/.exec(split)?.[1];
  if (k !== undefined) return groupedFolds(subjects, Number(k), random);
  throw new ArgumentError(
    `split must be loso or kfold:<k>, got '${split}' — in foldsOf.`,
    'Pass --split loso or --split kfold:5.',
  );
}

/** Train and test rows of a fold: a row is tested if its subject is, and trains otherwise. */
export function divide<T extends { readonly subject: string }>(
  rows: readonly T[],
  fold: Fold,
): { train: T[]; test: T[] } {
  const tested = new Set(fold.testSubjects);
  return {
    train: rows.filter((row) => !tested.has(row.subject)),
    test: rows.filter((row) => tested.has(row.subject)),
  };
}
