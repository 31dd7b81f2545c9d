import { join } from 'node:path';
import type { WorkContext } from '#base';
import { diskFolder, diskStore, requireWritable, software, writeWhole } from '#node';
import { evaluationReport, evaluationSummary } from '#report';
import { type Evaluation, evaluate, openStudy, readStudyRecordings } from '#study';
import { classifiersOf, idsOf, type NetworkChoices } from './classifiers.ts';
import { commandLine } from './command-line.ts';
import { print, printJson, tell } from './output.ts';
import { resultsFolder, userPath } from './paths.ts';
import { withProgress } from './work.ts';

/** Options of `evaluate`. */
export interface EvaluateOptions extends NetworkChoices {
  readonly models: string;
  readonly split: string;
  readonly seed: number;
  readonly swaps: number;
  readonly controls?: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** Evaluates a study folder and writes `evaluation.json` and `report.html` into its results folder. */
export async function evaluateFolder(
  path: string,
  options: EvaluateOptions,
  context: WorkContext,
): Promise<{ evaluation: Evaluation; report: string }> {
  const models = await classifiersOf(idsOf(options.models), options);
  const folder = await diskFolder(userPath(path));
  const study = await openStudy(folder, { needsState: true });
  const out = options.out === undefined ? resultsFolder(study, path) : userPath(options.out);
  const report = join(out, 'report.html');
  try {
    await requireWritable(report);
    const contents = await readStudyRecordings(study, folder, context);
    const { split, seed, swaps, controls, input, weights } = options;
    const evaluation = await evaluate(
      study,
      contents,
      {
        models,
        split,
        seed,
        swaps,
        ...(controls !== undefined && { controls }),
        store: diskStore(out),
        software: software(),
        command: commandLine('evaluate', path, {
          models: options.models,
          split,
          seed,
          swaps,
          controls,
          input,
          weights,
        }),
      },
      context,
    );
    await writeWhole(join(out, 'evaluation.json'), `${JSON.stringify(evaluation, null, 2)}\n`);
    await writeWhole(report, evaluationReport(evaluation, contents.recordings));
    return { evaluation, report };
  } finally {
    for (const model of models) await model.release();
  }
}

/** `myofade evaluate STUDY`: the honest evaluation. */
export async function runEvaluate(path: string, options: EvaluateOptions): Promise<void> {
  const { evaluation, report } = await withProgress((context) => evaluateFolder(path, options, context));
  if (options.json) printJson(evaluation);
  else print(evaluationSummary(evaluation));
  for (const { file, reason } of evaluation.excluded) tell(`Left out ${file}: ${reason}`);
  tell(`Report: ${report}`);
}
