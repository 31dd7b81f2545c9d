import { digestOf, type Json, seededRandom, type WorkContext } from '#base';
import type { Classifier, Example } from '#model';
import { chanceResult } from './chance.ts';
import { confoundsOf } from './confounds.ts';
import { crossValidate, type StudyRow } from './cross-validation.ts';
import type { Evaluation, ModelResult } from './evaluation.ts';
import { excludedOf, oneStateFold, requireBothStates, requireBothStatesInFolds } from './exclusions.ts';
import { rangeOf, subjectBootstrap } from './intervals.ts';
import { swapWithinSubjects } from './label-swaps.ts';
import { confusionOf, meanMetrics, metricsOf } from './metrics.ts';
import { type NuisanceView, nuisanceBaseline } from './nuisance.ts';
import type { StudyContents } from './read-recordings.ts';
import type { ResultStore } from './result-store.ts';
import { foldsOf } from './splits.ts';
import type { Study, StudyRecording } from './study.ts';

/** What an evaluation needs to know. */
export interface EvaluationOptions {
  readonly models: readonly Classifier<Example>[];
  /** `loso` or `kfold:<k>`. */
  readonly split: string;
  readonly seed: number;
  /** Label swaps of the control of every model that learns in milliseconds; at least 20 say something. */
  readonly swaps: number;
  /**
   * Label swaps of every other model's control. Left out: 5, but none for a model that learns for minutes, whose evaluation
   * a control would double. 0 leaves it out, but for a first model that learns in seconds: it shows whether anything leaks.
   */
  readonly controls?: number;
  readonly store: ResultStore;
  readonly software: Evaluation['software'];
  readonly command: string;
}

/** A study's usable recordings twice: as models see them, and as the nuisance baseline does. Neither sees the other's. */
interface Rows {
  readonly examples: readonly StudyRow<Example>[];
  readonly nuisances: readonly StudyRow<NuisanceView>[];
}

function rowsOf(recordings: readonly StudyRecording[]): Rows {
  const usable = recordings.flatMap(({ entry, example, nuisance }) => {
    const known = { subject: entry.subject, file: entry.file, fatigued: entry.state === 'fatigued' };
    // Without a state a recording is neither fresh nor fatigued.
    return entry.state && example && nuisance ? [{ known, example, nuisance }] : [];
  });
  return {
    examples: usable.map(({ known, example }) => ({ ...known, ...example })),
    nuisances: usable.map(({ known, nuisance }) => ({ ...known, nuisance })),
  };
}

/** Everything that decides a result besides the model: files, labels, how they were read, the program itself. */
function dataDigest(recordings: readonly StudyRecording[], build: string): string {
  return digestOf({
    build,
    recordings: recordings.map(({ entry, sha256 }) => ({ ...entry, sha256 })),
  });
}

/** Label swaps of a model's control. The first model has one wherever it can be afforded: it shows whether anything leaks. */
function swapsOf(model: Classifier<Example>, { models, swaps, controls }: EvaluationOptions): number {
  if (model.cost === 'high') return controls ?? 0;
  return Math.max(model === models[0] ? 1 : 0, model.cost === 'low' ? swaps : (controls ?? 5));
}

/** Contexts of cross-validations one after the other, whose progress counts the folds of the whole evaluation. */
function overallProgress(context: WorkContext, total: number, nFolds: number): () => WorkContext {
  let begun = 0;
  return () => {
    const before = nFolds * begun++;
    return {
      ...context,
      onProgress: (progress) => context.onProgress?.({ ...progress, done: before + progress.done, total }),
    };
  };
}

/**
 * Evaluates models on a study: every recording is judged by models that never saw its person. Beside them, always,
 * guessing and the nuisance-only baseline; and models on labels swapped within subjects, the first one at least unless it
 * learns for minutes.
 *
 * @throws StudyError when fewer than three people have usable recordings, or not both states occur, in all of them or
 *   in the training part of a fold.
 * @throws CancelledError when the user stops it; finished folds are kept in the store.
 */
export async function evaluate(
  study: Study,
  { recordings, refused }: StudyContents,
  options: EvaluationOptions,
  context: WorkContext = {},
): Promise<Evaluation> {
  const { models, split, seed, store, software, command } = options;
  const { examples: rows, nuisances } = rowsOf(recordings);
  const excluded = excludedOf(recordings, refused);
  requireBothStates(study, rows, excluded);
  const random = seededRandom(seed);
  const subjects = rows.map((row) => row.subject);
  const folds = foldsOf(split, subjects, random.fork('split'));
  requireBothStatesInFolds(study, rows, folds);
  const data = dataDigest(recordings, software.build);
  const nSwaps = models.reduce((sum, model) => sum + swapsOf(model, options), 0);
  const next = overallProgress(context, folds.length * (1 + models.length + nSwaps), folds.length);

  const runDigest = (settings: Json, labels: 'true' | 'swapped'): string =>
    digestOf({ data, settings, split, seed, labels });
  const common = { split, n: rows.length, subjects: new Set(subjects).size };

  const judge = async <E>(classifier: Classifier<E>, seen: readonly StudyRow<E>[]): Promise<ModelResult> => {
    const digest = runDigest(classifier.settings, 'true');
    const decisions = await crossValidate(classifier, seen, { folds, seed, store, digest }, next());
    return {
      model: classifier.id,
      name: classifier.name,
      ...common,
      ...metricsOf(decisions),
      confusion: confusionOf(decisions),
      intervals: subjectBootstrap(decisions, random.fork('bootstrap')),
      intervalKind: '95 % bootstrap over subjects',
      perRecording: decisions,
      digest,
      settings: classifier.settings,
    };
  };

  const shuffled = async (classifier: Classifier<Example>, n: number, id: string): Promise<ModelResult> => {
    const digest = runDigest(classifier.settings, 'swapped');
    const all: ModelResult['perRecording'][number][] = [];
    const draws: ReturnType<typeof metricsOf>[] = [];
    for (let swap = 1; swap <= n; swap++) {
      const isUsable = (labelled: typeof rows): boolean => oneStateFold(labelled, folds) === undefined;
      const swapped = swapWithinSubjects(rows, random.fork(`swap ${swap}`), isUsable);
      const stored = { folds, seed, store, digest: `${digest}/swap-${swap}` };
      const decisions = await crossValidate(classifier, swapped, stored, next());
      draws.push(metricsOf(decisions));
      all.push(...decisions.map((decision) => ({ ...decision, swap })));
    }
    return {
      model: id,
      name: `${classifier.name}, labels swapped within subjects`,
      ...common,
      n: all.length,
      ...meanMetrics(draws),
      confusion: confusionOf(all),
      intervals: rangeOf(draws, 1),
      intervalKind: 'range over swaps',
      perRecording: all,
      swaps: n,
      digest,
      settings: classifier.settings,
    };
  };

  const results: ModelResult[] = [];
  for (const model of models) results.push(await judge(model, rows));
  const nuisance = await judge(nuisanceBaseline(), nuisances);
  const controlsDone: ModelResult[] = [];
  for (const [i, model] of models.entries()) {
    const n = swapsOf(model, options);
    if (n > 0) controlsDone.push(await shuffled(model, n, i === 0 ? 'shuffled' : `shuffled:${model.id}`));
  }
  const chance = chanceResult(rows, random.fork('guessing'), { split, digest: runDigest('chance', 'true') });
  const everything = [chance, nuisance, ...controlsDone, ...results];
  return {
    study: study.name,
    simulated: study.simulated,
    digest: digestOf(everything.map((result) => ({ digest: result.digest, swaps: result.swaps ?? 0 }))),
    seed,
    split,
    subjects: common.subjects,
    recordings: rows.length,
    models: everything,
    confounds: await confoundsOf(nuisances, folds, seed),
    excluded,
    issues: recordings.flatMap((recording) => recording.issues),
    software,
    command,
  };
}
