import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ArgumentError, MyofadeError } from '#base';
import { diskFolder, type Recovery, recoverRecording, removeStaleLock, settleScansRow } from '#node';
import { exitCodes, print, printJson, tell } from './output.ts';
import { userPath } from './paths.ts';

/** Options of `recover`. */
export interface RecoverOptions {
  readonly json?: boolean;
}

/** What became of one file; `failed` where it could not be looked at, with the reason and what to do. */
type Outcome = Recovery | { readonly path: string; readonly state: 'failed'; readonly notes: readonly string[] };

/** The recordings at a path: itself, or all of a folder. */
async function recordingsAt(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new ArgumentError(`There is no ${path}.`, 'Name a recording, or the folder of a study.');
  if (!found.isDirectory()) return [path];
  const files = await (await diskFolder(path)).list();
  return files.filter((file) => /(^|\/)[^./][^/]*\.(edf|bdf)$/i.test(file)).map((file) => join(path, file));
}

/** Looks after one file, whose lock is looked at last: who began to record meanwhile is left alone. */
async function recoverOne(path: string, removed: (lock: string) => void): Promise<Outcome> {
  try {
    const lock = await removeStaleLock(dirname(path));
    if (lock !== undefined) removed(lock);
    const recovery = await recoverRecording(path);
    const settled = await settleScansRow(path);
    return settled === undefined ? recovery : { ...recovery, notes: [...recovery.notes, settled] };
  } catch (error) {
    if (!(error instanceof MyofadeError)) throw error;
    return { path, state: 'failed', notes: [error.message, error.fix] };
  }
}

/** `myofade recover`: closes what a recorder could not, in files or whole studies. */
export async function runRecover(paths: readonly string[], { json = false }: RecoverOptions): Promise<void> {
  const locks: string[] = [];
  const removed = (lock: string): void => {
    locks.push(lock);
  };
  const outcomes: Outcome[] = [];
  for (const path of paths.map(userPath)) {
    const files = await recordingsAt(path);
    // A recorder that died before its first file left only its lock.
    const lock = files.length === 0 ? await removeStaleLock(path) : undefined;
    if (lock !== undefined) removed(lock);
    for (const file of files) outcomes.push(await recoverOne(file, removed));
  }
  if (outcomes.some(({ state }) => state === 'failed' || state === 'damaged')) process.exitCode = exitCodes.refused;
  if (json) {
    printJson({ recordings: outcomes, locksRemoved: locks });
    return;
  }
  for (const { path, state, notes } of outcomes) {
    if (state !== 'whole') print(`${path}: ${state}. ${notes.join(' ')}`);
  }
  for (const lock of locks) tell(`Removed the lock of a process that is gone: ${lock}`);
  const nWhole = outcomes.filter(({ state }) => state === 'whole').length;
  print(`${outcomes.length} recordings looked at, ${nWhole} were whole.`);
}
