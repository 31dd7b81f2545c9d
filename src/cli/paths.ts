import { basename, dirname, join, resolve } from 'node:path';
import { ArgumentError, sha256Hex } from '#base';
import type { Study } from '#study';

/** The folder the user stands in; npm changes the working directory and keeps the user's in INIT_CWD. */
function userFolder(): string {
  return process.env.INIT_CWD || process.cwd();
}

/** A path as the user meant it. */
export function userPath(path: string): string {
  return resolve(userFolder(), path);
}

/**
 * A path that is to be written, as the user meant it.
 *
 * @throws ArgumentError when it is one of the files that are read.
 */
export function outputPath(path: string, inputs: readonly string[]): string {
  const out = userPath(path);
  if (inputs.map(userPath).includes(out)) {
    throw new ArgumentError(`Writing ${path} would replace a recording.`, 'Choose another name for the result.');
  }
  return out;
}

/**
 * Where results of a study go when nothing is said: its `derivatives/myofade` if it is a BIDS folder of ours, and else a
 * folder of its name beside the user, since a foreign folder is not ours to write to. A study from elsewhere also gets a
 * mark of where it lies: two folders called `data` do not overwrite each other's results.
 */
export function resultsFolder(study: Pick<Study, 'form'>, path: string): string {
  const folder = userPath(path);
  if (study.form === 'bids-emg') return join(folder, 'derivatives', 'myofade');
  const isHere = dirname(folder) === userFolder();
  const mark = isHere ? '' : `-${sha256Hex(new TextEncoder().encode(dirname(folder))).slice(0, 6)}`;
  return join(userFolder(), 'myofade-results', `${basename(folder)}${mark}`);
}
