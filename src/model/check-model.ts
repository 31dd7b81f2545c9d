import { canonicalJson, MyofadeError } from '#base';
import type { Classifier, FittedClassifier, Labelled } from './classifier.ts';

/** What {@link modelFaults} feeds a classifier. */
export interface ModelTrial<E> {
  /** Recordings to learn from, of both states. */
  readonly train: readonly Labelled<E>[];
  /** Recordings of people who are not among them, two or more. */
  readonly heldOut: readonly Labelled<E>[];
  /** The same example with other data. */
  readonly changed: (example: Labelled<E>) => Labelled<E>;
  /** Whether the order of the training recordings may matter, as it does where it decides a network's batches. */
  readonly orderMatters?: boolean;
}

const seed = 5;
/** How far probabilities may move when only the order of additions changes. */
const rounding = 1e-9;

const furthest = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

/** Fits and hands the model to `use`, then frees it. */
async function withFit<E, T>(
  classifier: Classifier<E>,
  train: readonly Labelled<E>[],
  use: (fitted: FittedClassifier<E>) => Promise<T>,
): Promise<T> {
  const fitted = await classifier.fit(train, { seed });
  try {
    return await use(fitted);
  } finally {
    await fitted.release();
  }
}

async function applied<E>(fitted: FittedClassifier<E>, examples: readonly E[]): Promise<number[]> {
  const probabilities: number[] = [];
  for (const example of examples) probabilities.push(await fitted.apply(example));
  return probabilities;
}

/**
 * What breaks the contract of a {@link Classifier}, in words; nothing where it is kept: fitting is decided by recordings
 * and seed, only `fit` learns, and only from what it is given.
 */
export async function modelFaults<E>(classifier: Classifier<E>, trial: ModelTrial<E>): Promise<string[]> {
  const { train, heldOut, changed, orderMatters = false } = trial;
  const faults: string[] = [];
  const say = (isFault: boolean, what: string) => isFault && faults.push(`${classifier.id}: ${what}`);

  say(!/^[a-z][a-z0-9-]*$/.test(classifier.id), 'the id is not in small letters');
  say(classifier.name.trim() === '', 'has no name');
  try {
    canonicalJson(classifier.settings);
  } catch (error) {
    say(true, `settings cannot be digested: ${error}`);
  }

  const before = JSON.stringify({ train, heldOut });
  const changedHeldOut = heldOut.map(changed);
  const first = await withFit(classifier, train, async (fitted) => {
    const probabilities = await applied(fitted, heldOut);
    const onTrain = await applied(fitted, train);
    say(
      ![...probabilities, ...onTrain].every((p) => p >= 0 && p <= 1),
      `a probability is not in [0, 1]: ${probabilities.concat(onTrain).find((p) => !(p >= 0 && p <= 1))}`,
    );
    const file = fitted.toOnnx({ seed });
    say(furthest(await applied(fitted, changedHeldOut), probabilities) === 0, 'does not look at the data');
    say(furthest(await applied(fitted, heldOut), probabilities) !== 0, 'apply changes the fitted model');
    say(file.length === 0, 'the model file is empty');
    say(
      !fitted.toOnnx({ seed }).every((byte, i) => byte === file[i]),
      'the model file differs from one time to the next',
    );
    return probabilities;
  });

  const again = await withFit(classifier, train, (fitted) => applied(fitted, heldOut));
  say(furthest(again, first) !== 0, `the same recordings and seed give another model, by ${furthest(again, first)}`);

  // The test of leakage: one held-out recording is another now, and what is said of the others has to stay.
  const [known, ...others] = heldOut;
  const afterChange = await withFit(classifier, train, async (fitted) => {
    await applied(fitted, others.map(changed));
    return fitted.apply(known);
  });
  say(afterChange !== first[0], 'data of a held-out recording changed the fitted model');

  const renamed = train.map((example) => ({ ...example, subject: `x${example.subject}` }));
  const byOtherName = await withFit(classifier, renamed, (fitted) => applied(fitted, heldOut));
  say(furthest(byOtherName, first) !== 0, 'the names of the subjects changed the fitted model');

  if (!orderMatters) {
    const turned = await withFit(classifier, [...train].reverse(), (fitted) => applied(fitted, heldOut));
    say(
      furthest(turned, first) > rounding,
      `the order of the recordings moves a probability by ${furthest(turned, first)}`,
    );
  }

  say(JSON.stringify({ train, heldOut }) !== before, 'changes the recordings it is given');

  for (const state of [true, false]) {
    const oneState = train.filter(({ fatigued }) => fatigued === state);
    for (const rows of [oneState, []]) {
      try {
        await (await classifier.fit(rows, { seed })).release();
        say(true, `learns from ${rows.length} recordings of one state`);
      } catch (error) {
        say(!(error instanceof MyofadeError && error.code === 'STUDY'), `refuses one state with ${error}`);
      }
    }
  }
  return faults;
}
