import { type Issue, MyofadeError } from '#base';
import { analyze } from '#fatigue';
import { exampleOf, isOfSimulated, type ModelCard, type OpenModel, peopleNeeded, type Verdict } from '#model';
import { openModelFile } from '#node';
import { isSimulatedSource } from '#report';
import { print, printJson, tellError } from './output.ts';
import { userPath } from './paths.ts';
import { type FileOptions, type KnownOfFile, knownOfFile, readFileAs } from './read-file.ts';

/** Options of `classify`. */
export interface ClassifyOptions extends FileOptions {
  /** File of the model; the shipped one when left out. */
  readonly model?: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** What `classify` says about one file; probability and verdict are null when it was refused. */
interface Judgement {
  readonly file: string;
  /** Probability of `fatigued`; calibrated where the model is. */
  readonly probability: number | null;
  /** `undecided` only by a model with conformal data. */
  readonly verdict: Verdict | null;
  /** Whether the file says that it was computed. */
  readonly simulated?: boolean;
  /** What was noticed in the file, also when it was refused after it was read. */
  readonly issues: readonly Issue[];
  /** Why the file was refused. */
  readonly refused?: { readonly message: string; readonly fix: string };
}

/** The verdict on one file. A refusal is part of it, and is told to `onRefusal` too. */
async function classifyFile(
  file: string,
  model: OpenModel,
  known: KnownOfFile,
  onRefusal: (error: MyofadeError) => void,
): Promise<Judgement> {
  let issues: readonly Issue[] = [];
  try {
    const recording = await readFileAs(file, known);
    const simulated = isSimulatedSource(recording.provenance);
    issues = recording.issues;
    const { channel } = known;
    const analysis = analyze(recording, channel === undefined ? {} : { channel });
    issues = analysis.issues;
    const probability = await model.apply(exampleOf(analysis, recording.provenance.file));
    return { file, probability, verdict: model.verdict(probability), simulated, issues };
  } catch (error) {
    if (!(error instanceof MyofadeError)) throw error;
    onRefusal(error);
    return { file, probability: null, verdict: null, issues, refused: { message: error.message, fix: error.fix } };
  }
}

/** What stands behind a model's verdicts of three values; nothing for a model of two. */
function decisionRule({ calibration }: ModelCard): string | null {
  if (calibration === undefined) return null;
  const { errorLevel, people, threshold } = calibration.conformal;
  const level = `at most ${Number((100 * errorLevel).toPrecision(3))} % of new people wrong`;
  return threshold === null
    ? `Every verdict is undecided: ${level} needs ${peopleNeeded(errorLevel)} people set aside, the model had ${people}.`
    : `Decides above ${threshold.toFixed(2)} only: ${level}, as far as they are like the ${people} people set aside.`;
}

/**
 * `myofade classify FILE…`: the verdict of a trained model on each file. A refused file does not stop the others; the exit
 * code is that of the worst refusal.
 */
export async function runClassify(files: readonly string[], options: ClassifyOptions): Promise<void> {
  const known = await knownOfFile(options);
  const model = await openModelFile(options.model && userPath(options.model), options.model);
  const onRefusal = (error: MyofadeError): void => {
    process.exitCode = Math.max(Number(process.exitCode ?? 0), tellError(error, options.verbose === true));
  };
  const results: Judgement[] = [];
  try {
    for (const file of files) results.push(await classifyFile(file, model, known, onRefusal));
  } finally {
    await model.release();
  }
  if (options.json) {
    printJson({ model: model.card, results });
    return;
  }
  const { results: told } = model.card;
  if (isOfSimulated(model.card)) {
    const which = options.model === undefined ? 'the shipped model' : 'the model';
    print(
      `SIMULATED: ${which} learned from people who do not exist${told === undefined ? '; its verdicts say nothing about muscles' : ''}.`,
    );
  }
  if (told !== undefined) print(told);
  const rule = decisionRule(model.card);
  if (rule !== null) print(rule);
  for (const { file, probability, verdict, simulated, issues } of results) {
    if (verdict === null) continue;
    print(
      `${file}${simulated ? ' (SIMULATED recording)' : ''}: ${verdict}, probability of fatigued ${probability?.toFixed(2)}`,
    );
    for (const { severity, message, suggestion } of issues) {
      if (severity !== 'info') print(`  ${severity}: ${message} ${suggestion}`);
    }
  }
}
