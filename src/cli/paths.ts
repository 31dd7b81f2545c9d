import { basename, join, resolve } from 'node:path';
import type { Study } from '#study';

/** The folder the user stands in; npm changes the working directory and keeps the user's in INIT_CWD. */
function userFolder(): string {
  return process.env.INIT_CWD ?? process.cwd();
}

/** A path as the user meant it. */
export function userPath(path: string): string {
  return resolve(userFolder(), path);
}

/**
 * Where results of a study go when nothing is said: its `derivatives/myofade` if it is a BIDS folder of ours, and else a
 * folder beside the user, since a foreign folder is not ours to write to.
 */
export function resultsFolder(study: Study, path: string): string {
  const folder = userPath(path);
  if (study.form === 'bids-emg') return join(folder, 'derivatives', 'myofade');
  return join(userFolder(), 'myofade-results', basename(folder));
}
