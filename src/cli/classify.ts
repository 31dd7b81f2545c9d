import { type Issue, MyofadeError } from '#base';
import { analyze } from '#fatigue';
import { decisionThreshold, exampleOf, labels, type OpenModel, openModel } from '#model';
import { nodeRuntime, readBytes } from '#node';
import { print, printJson, tellError } from './output.ts';
import { userPath } from './paths.ts';
import { type FileOptions, readFileAs } from './read-file.ts';

/** Options of `classify`. */
export interface ClassifyOptions extends FileOptions {
  readonly model: string;
  readonly json?: boolean;
}

/** What `classify` says about one file; probability and verdict are null when it was refused. */
interface Verdict {
  readonly file: string;
  /** Probability of `fatigued`. */
  readonly probability: number | null;
  readonly verdict: (typeof labels)[number] | null;
  readonly issues: readonly Issue[];
  /** Why the file was refused. */
  readonly refused?: { readonly message: string; readonly fix: string };
}

async function classifyFile(file: string, model: OpenModel, options: FileOptions): Promise<Verdict> {
  const recording = await readFileAs(file, options);
  const { channel } = options;
  const analysis = analyze(recording, channel === undefined ? {} : { channel });
  const probability = await model.apply(exampleOf(analysis, file));
  return { file, probability, verdict: labels[probability >= decisionThreshold ? 1 : 0], issues: analysis.issues };
}

/** `myofade classify FILE…`: the verdict of a trained model on each file. A refused file does not stop the others. */
export async function runClassify(files: readonly string[], options: ClassifyOptions): Promise<void> {
  const model = await openModel(nodeRuntime({ threads: 1 }), await readBytes(userPath(options.model)));
  const results: Verdict[] = [];
  for (const file of files) {
    try {
      results.push(await classifyFile(file, model, options));
    } catch (error) {
      if (!(error instanceof MyofadeError)) throw error;
      process.exitCode = tellError(error, false);
      const refused = { message: error.message, fix: error.fix };
      results.push({ file, probability: null, verdict: null, issues: [], refused });
    }
  }
  await model.release();
  if (options.json) {
    printJson({ model: model.card, results });
    return;
  }
  for (const { file, probability, verdict, issues } of results) {
    if (verdict === null) continue;
    print(`${file}: ${verdict}, probability of fatigued ${probability?.toFixed(2)}`);
    for (const { severity, message, suggestion } of issues) {
      if (severity !== 'info') print(`  ${severity}: ${message} ${suggestion}`);
    }
  }
}
