import { digestOf, StudyError } from '#base';
import { diskFolder, software, writeWhole } from '#node';
import { openStudy, readStudyRecordings } from '#study';
import { classifierOf } from './classifiers.ts';
import { print } from './output.ts';
import { userPath } from './paths.ts';
import { withProgress } from './work.ts';

/** Options of `train`. */
export interface TrainOptions {
  readonly model: string;
  readonly out: string;
  readonly seed: number;
}

/** `myofade train STUDY`: fits one model to all usable recordings and writes it as an ONNX file. */
export async function runTrain(path: string, { model, out, seed }: TrainOptions): Promise<void> {
  const classifier = classifierOf(model);
  const folder = await diskFolder(userPath(path));
  const study = await openStudy(folder);
  const training = await withProgress(async (context) => {
    const { recordings, refused } = await readStudyRecordings(study, folder, context);
    const usable = recordings.flatMap(({ entry, example }) =>
      example ? [{ ...example, subject: entry.subject, fatigued: entry.state === 'fatigued' }] : [],
    );
    if (usable.length === 0) {
      throw new StudyError(`${study.name} has no usable recordings.`, 'Run analyze on one of its files to see why.');
    }
    const fitted = await classifier.fit(usable, { seed }, context);
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
    await writeWhole(userPath(out), fitted.toOnnx(facts));
    await fitted.release();
    return facts;
  }).finally(() => classifier.release());
  print(
    `Trained ${classifier.name} on ${training.recordings} recordings of ${training.subjects} people (${training.leftOut} left out) → ${userPath(out)}
How well it does on people it has never seen, it cannot tell: run evaluate on the same study.`,
  );
}
