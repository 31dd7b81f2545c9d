import { join } from 'node:path';
import { ArgumentError, CancelledError, digestOf, MyofadeError, StudyError } from '#base';
import { writeSafetensors } from '#learn';
import { type ModelCalibration, peopleNeeded } from '#model';
import { diskFolder, requireWritable, software, writeWhole } from '#node';
import { manifestName, openStudy, readStudyRecordings, type Study, type StudyContents } from '#study';
import { classifierIds, classifiersOf, type NetworkChoices } from './classifiers.ts';
import { print, tell } from './output.ts';
import { outputPath, userPath } from './paths.ts';
import { withProgress } from './work.ts';

/** Options of `train`. */
export interface TrainOptions extends NetworkChoices {
  readonly model: string;
  readonly out: string;
  readonly seed: number;
  /** Share of the people set aside to calibrate the model; none when left out. */
  readonly calibrationShare?: number;
  readonly errorLevel?: number;
  readonly licence?: string;
  /** How well such a model did, for its file. */
  readonly results?: string;
  /** File for the weights as they were trained, a start for another training. */
  readonly weightsOut?: string;
}

/** Says on stderr which recordings a model does not learn from, and why. */
function tellLeftOut({ recordings, refused }: StudyContents): void {
  for (const { entry, reason } of refused) tell(`Left out ${entry.file}: ${reason}`);
  for (const { entry, excluded } of recordings) if (excluded !== null) tell(`Left out ${entry.file}: ${excluded}`);
}

/** Says on stderr what the people set aside were good for. */
function tellCalibration({ temperature, people, ece, brier, conformal }: ModelCalibration): void {
  const change = (name: string, { before, after }: { before: number; after: number }): string =>
    `${name} ${before.toFixed(3)} → ${after.toFixed(3)}`;
  tell(
    `Calibrated on ${people} people set aside: temperature ${temperature.toFixed(2)}, ${change('ECE', ece)}, ${change('Brier', brier)} (each person by the others' temperature).`,
  );
  if (conformal.threshold !== null) return;
  tell(
    `Too few people for an error level of ${conformal.errorLevel}: ${peopleNeeded(conformal.errorLevel)} are needed, so every verdict will be undecided. Set more aside or raise the level.`,
  );
}

/** Who was recorded, in a few plain sentences for the model file. */
function dataCardOf(study: Study, subjects: number, usable: readonly { readonly fatigued: boolean }[]): string {
  const fatigued = usable.filter((row) => row.fatigued).length;
  const who = study.simulated
    ? 'SIMULATED: none of these people exists.'
    : 'People, device and protocol: see the study.';
  return `Study ${study.name}: ${usable.length} recordings of ${subjects} people (${usable.length - fatigued} fresh, ${fatigued} fatigued), one surface EMG channel in a handgrip test, a hold and a maximal squeeze in each. ${who} Nothing is known about other muscles, tasks or devices.`;
}

/** Unlike an evaluation, half a training leaves nothing to go on from. */
function asNothingKept(error: unknown): unknown {
  if (!(error instanceof CancelledError)) return error;
  return new MyofadeError(error.code, error.message, 'No model was written; the same command starts anew.', {
    cause: error,
  });
}

/** `myofade train STUDY`: fits one model to all usable recordings and writes it as an ONNX file. */
export async function runTrain(path: string, options: TrainOptions): Promise<void> {
  const { model, out, seed, calibrationShare, errorLevel, licence, results, weightsOut } = options;
  if (errorLevel !== undefined && calibrationShare === undefined) {
    throw new ArgumentError('--error-level needs people set aside.', 'Add --calibration-share, for example 0.35.');
  }
  if (!classifierIds.includes(model)) {
    throw new ArgumentError(`There is no model '${model}' to train.`, `Choose from ${classifierIds.join(', ')}.`);
  }
  const [classifier] = await classifiersOf([model], options, {
    ...(calibrationShare !== undefined && { calibrationShare }),
    ...(errorLevel !== undefined && { errorLevel }),
  });
  const folder = await diskFolder(userPath(path));
  const study = await openStudy(folder, { needsState: true });
  if (weightsOut !== undefined && model === 'features') {
    throw new ArgumentError("--weights-out is for networks, and 'features' is none.", 'Leave it out, or train cnn.');
  }
  const target = outputPath(out, [...study.entries.map(({ file }) => join(path, file)), join(path, manifestName)]);
  const training = await withProgress(async (context) => {
    await requireWritable(target);
    if (weightsOut !== undefined) await requireWritable(userPath(weightsOut));
    const contents = await readStudyRecordings(study, folder, context);
    const { recordings, refused } = contents;
    tellLeftOut(contents);
    const usable = recordings.flatMap(({ entry, example }) =>
      entry.state && example ? [{ ...example, subject: entry.subject, fatigued: entry.state === 'fatigued' }] : [],
    );
    if (usable.length === 0) {
      throw new StudyError(`${study.name} has no usable recordings.`, 'Run analyze on one of its files to see why.');
    }
    const fitted = await classifier.fit(usable, { seed }, context);
    try {
      const facts = {
        study: study.name,
        simulated: study.simulated,
        subjects: new Set(usable.map((row) => row.subject)).size,
        recordings: usable.length,
        leftOut: refused.length + recordings.length - usable.length,
        seed,
        data: digestOf(recordings.map(({ entry, sha256 }) => ({ ...entry, sha256 }))),
        settings: classifier.settings,
        software: software(),
      };
      const dataCard = dataCardOf(study, facts.subjects, usable);
      const texts = { dataCard, ...(results !== undefined && { results }), ...(licence !== undefined && { licence }) };
      await writeWhole(target, fitted.toOnnx(facts, texts));
      if (weightsOut !== undefined && fitted.weights) {
        const note = { study: study.name, simulated: `${study.simulated}`, data: facts.data };
        await writeWhole(userPath(weightsOut), writeSafetensors(fitted.weights, note));
      }
      if (fitted.calibration) tellCalibration(fitted.calibration);
      return facts;
    } finally {
      await fitted.release();
    }
  })
    .catch((error: unknown) => {
      throw asNothingKept(error);
    })
    .finally(() => classifier.release());
  if (training.subjects < 3) {
    tell(
      `Trained on ${training.subjects === 1 ? 'one person' : 'two people'} only: the model may know the person and not the fatigue. Add recordings of more people.`,
    );
  }
  print(
    `Trained ${classifier.name} on ${training.recordings} recordings of ${training.subjects} ${training.simulated ? 'SIMULATED ' : ''}people (${training.leftOut} left out) → ${target}
How well it does on people it has never seen, it cannot tell: run evaluate on the same study.`,
  );
}
