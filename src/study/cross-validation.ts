import { canonicalJson, type Json, type Speed, stopIfCancelled, type WorkContext } from '#base';
import type { Classifier, Labelled } from '#model';
import type { Decision } from './evaluation.ts';
import type { ResultStore } from './result-store.ts';
import { divide, type Fold } from './splits.ts';

/** A labelled row that knows its file. */
export type StudyRow<E> = Labelled<E> & { readonly file: string };

/** What a cross-validation needs besides rows and a classifier. */
export interface CrossValidation {
  readonly folds: readonly Fold[];
  readonly seed: number;
  readonly store: ResultStore;
  /** Folder of the store that is named by the digest of everything that decides the result. */
  readonly digest: string;
}

interface StoredFold {
  readonly probabilities: readonly { readonly file: string; readonly probability: number }[];
}

/** A stored fold, if it is whole and of the same files; anything else is computed anew. */
function storedFold(text: string | undefined, files: readonly string[]): StoredFold | undefined {
  if (text === undefined) return undefined;
  try {
    const fold = JSON.parse(text) as StoredFold;
    const complete = fold.probabilities.map((p) => p.file).join('\n') === files.join('\n');
    return complete && fold.probabilities.every((p) => Number.isFinite(p.probability)) ? fold : undefined;
  } catch {
    // A torn or foreign file is no result: the fold is computed again and replaces it.
    return undefined;
  }
}

/** A fold's speed, with what is left in all folds if the later ones are like it; nothing once the fold is done. */
function speedOfAll(speed: Speed, shareDone: number, foldsAfter: number): Speed | undefined {
  if (shareDone >= 1) return undefined;
  return { ...speed, leftS: speed.leftS * (1 + foldsAfter / (1 - shareDone)) };
}

/**
 * Tests every subject with a classifier that was fitted on the others. Each fold is stored when it is done, so an
 * interrupted run goes on where it stopped and nothing is computed twice.
 *
 * @param context - its progress counts folds; a fit that reports its own moves it within a fold
 * @throws CancelledError when the user stops it; finished folds are kept.
 */
export async function crossValidate<E>(
  classifier: Classifier<E>,
  rows: readonly StudyRow<E>[],
  { folds, seed, store, digest }: CrossValidation,
  context: WorkContext = {},
): Promise<Decision[]> {
  const decisions: Decision[] = [];
  for (const [index, fold] of folds.entries()) {
    const report = (what: string, done: number, speed?: Speed): void =>
      context.onProgress?.({ label: `${classifier.id}: ${what}`, done, total: folds.length, ...(speed && { speed }) });
    const onProgress: WorkContext['onProgress'] = ({ done, total, speed }) =>
      report(fold.id, index + done / total, speed && speedOfAll(speed, done / total, folds.length - index - 1));
    stopIfCancelled(context.signal, `The evaluation of ${classifier.name}`);
    const { train, test } = divide(rows, fold);
    const name = `${digest}/${fold.id}.json`;
    let probabilities = storedFold(
      await store.read(name),
      test.map((row) => row.file),
    )?.probabilities;
    if (probabilities === undefined) {
      const fitted = await classifier.fit(train, { seed }, { ...context, onProgress });
      const fresh: { file: string; probability: number }[] = [];
      try {
        for (const row of test) fresh.push({ file: row.file, probability: await fitted.apply(row) });
      } finally {
        await fitted.release();
      }
      await store.write(name, canonicalJson({ fold: fold.id, probabilities: fresh } satisfies Json));
      probabilities = fresh;
    }
    test.forEach((row, i) => {
      const { probability } = probabilities[i];
      decisions.push({ subject: row.subject, file: row.file, truth: row.fatigued ? 'fatigued' : 'fresh', probability });
    });
    report(fold.id, index + 1);
  }
  return decisions;
}
