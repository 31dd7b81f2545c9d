import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { StudyError } from '#base';
import { reasonOf } from './files.ts';

/** Who holds a study folder. */
export interface LockHolder {
  readonly pid: number;
  /** When that process began, in the computer's own count; tells it from a later one of the same number. */
  readonly processStart: string;
  readonly host: string;
  /** Local time at which the folder was taken, `YYYY-MM-DDTHH:MM:SS`. */
  readonly since: string;
}

/** A study folder that is held. */
export interface StudyLock {
  /** What was found and put right when it was taken; undefined where nothing was. */
  readonly notice?: string;
  /** Gives it back, as often as one likes. */
  release(): Promise<void>;
}

/** The file that says that somebody records into a study. BIDS leaves files out that begin with a dot. */
export const lockName = '.myofade.lock';

const codeOf = (cause: unknown): string | undefined => (cause as NodeJS.ErrnoException).code;

/** When a process began, where the system tells: on Linux, with the computer's own start. Empty where it does not. */
async function processStart(pid: number): Promise<string> {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ]);
    // The name of the program stands in brackets and may hold blanks; the start is the 20th word after it.
    return `${boot.trim()}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return '';
  }
}

/** Whether a process of this computer is still there. */
async function isAlive({ pid, processStart: began }: LockHolder): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    if (codeOf(cause) === 'ESRCH') return false;
  }
  const now = await processStart(pid);
  return began === '' || now === '' || began === now;
}

function parsed(text: string): LockHolder | undefined {
  try {
    const { pid, processStart: began, host, since } = JSON.parse(text) as Partial<LockHolder>;
    if (!Number.isSafeInteger(pid) || (pid as number) < 1 || typeof host !== 'string') return undefined;
    return { pid: pid as number, processStart: String(began ?? ''), host, since: String(since ?? '') };
  } catch {
    return undefined;
  }
}

/** The text of a lock, and who holds it; undefined where there is none. */
async function readLock(path: string): Promise<{ text: string; holder: LockHolder | undefined } | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    return { text, holder: parsed(text) };
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR') return undefined;
    throw new StudyError(`Cannot read ${path}: ${reasonOf(cause)}.`, 'Check the permissions of the study folder.', {
      cause,
    });
  }
}

function heldBy(path: string, holder: LockHolder | undefined): StudyError {
  const folder = dirname(path);
  if (!holder) {
    return new StudyError(
      `${folder} is held by somebody, but ${path} does not say by whom.`,
      `Make sure that nothing records into this study, then remove ${path}.`,
    );
  }
  const where = holder.host === hostname() ? 'on this computer' : `on the computer ${holder.host}`;
  const fix =
    holder.host === hostname()
      ? `End that process first, or record into another folder.`
      : `End the recording there; if that computer records no more, remove ${path}.`;
  return new StudyError(
    `Another recording goes into ${folder}: process ${holder.pid} ${where}, since ${holder.since}.`,
    fix,
  );
}

/** Whether the holder of a lock is a process of this computer that is gone. */
async function isStale(holder: LockHolder | undefined): Promise<boolean> {
  return holder !== undefined && holder.host === hostname() && !(await isAlive(holder));
}

/** Puts a whole file where none is, at once: nobody ever sees it half written. False where there is one. */
async function putNew(path: string, text: string): Promise<boolean> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    await link(temporary, path).catch(async (cause: unknown) => {
      if (codeOf(cause) === 'EEXIST') throw cause;
      // A memory stick knows no links; there the file is written where it belongs.
      await writeFile(path, text, { flag: 'wx' });
    });
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw cause;
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

/**
 * Takes a stale lock away. Two programs may find it at once: what was moved aside is looked at again, and put back where
 * it is a new one.
 */
async function takeAway(path: string, staleText: string): Promise<boolean> {
  const aside = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    await rename(path, aside);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return false;
    throw cause;
  }
  const text = await readFile(aside, 'utf8');
  if (text !== staleText) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
  return text === staleText;
}

/** The lock that holds a folder or one that it stands in, up to a study's root; undefined where nobody holds it. */
export async function findLock(folder: string): Promise<{ path: string; holder: LockHolder | undefined } | undefined> {
  // sub-S01/ses-1/emg is three folders below a study.
  for (let at = folder, level = 0; level < 4; level++, at = dirname(at)) {
    const found = await readLock(join(at, lockName));
    if (found) return { path: join(at, lockName), holder: found.holder };
  }
  return undefined;
}

/**
 * Takes away a lock whose process is gone, where one holds a folder.
 *
 * @returns its path; undefined where there was none.
 * @throws StudyError where a process that may be alive holds the folder.
 */
export async function removeStaleLock(folder: string): Promise<string | undefined> {
  const found = await findLock(folder);
  if (!found) return undefined;
  if (!(await isStale(found.holder))) throw heldBy(found.path, found.holder);
  const lock = await readLock(found.path);
  return lock && (await takeAway(found.path, lock.text)) ? found.path : undefined;
}

/**
 * Takes a study folder for one writer, until it is released. What a process that is gone left behind is taken over, with a
 * word about it.
 *
 * @param localTime now, `YYYY-MM-DDTHH:MM:SS`
 * @throws StudyError where another process holds it (the message says which, and since when), or it cannot be written.
 */
export async function lockStudy(folder: string, localTime: string): Promise<StudyLock> {
  const path = join(folder, lockName);
  const began = await processStart(process.pid);
  const holder: LockHolder = { pid: process.pid, processStart: began, host: hostname(), since: localTime };
  // The number tells this lock from any other of the same process.
  const text = `${JSON.stringify({ ...holder, id: randomBytes(8).toString('hex') })}\n`;
  let notice: string | undefined;
  try {
    while (!(await putNew(path, text))) {
      const found = await readLock(path);
      if (!found) continue;
      if (!(await isStale(found.holder))) throw heldBy(path, found.holder);
      const gone = found.holder as LockHolder;
      if (await takeAway(path, found.text)) {
        notice = `A recording of process ${gone.pid}, begun ${gone.since}, was not closed; its lock was taken over. Run \`recover\` on the folder.`;
      }
    }
  } catch (cause) {
    if (cause instanceof StudyError) throw cause;
    throw new StudyError(`Cannot record into ${folder}: ${reasonOf(cause)}.`, 'Choose a folder you may write to.', {
      cause,
    });
  }
  return {
    ...(notice !== undefined && { notice }),
    async release() {
      const now = await readLock(path).catch(() => undefined);
      if (now?.text === text) await rm(path, { force: true }).catch(() => undefined);
    },
  };
}
