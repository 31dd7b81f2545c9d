import { StudyError } from '#base';

/** Files of a BIDS study that are read here, relative to its folder. */
export const descriptionName = 'dataset_description.json';
export const participantsName = 'participants.tsv';

/** The task that recordings of this product have in their names. */
export const taskName = 'handgrip';

/** A folder with recordings: that of a subject, or of one of its sessions. */
export interface BidsFolder {
  /** Subject without `sub-`. */
  readonly subject: string;
  /** Path with `/` at its end. */
  readonly folder: string;
}

/** A recording of a BIDS study. */
export interface BidsRecordingPath extends BidsFolder {
  readonly path: string;
}

const emgPath = /^((?:sub-([^/]+))\/(?:(ses-[^/]+)\/)?)emg\/([^/]+)_emg\.(?:edf|EDF|bdf|BDF)$/;
const scansPath = /^((?:sub-([^/]+))\/(?:(ses-[^/]+)\/)?)([^/]+)_scans\.tsv$/;

/** What a file in the folder of a subject, or of its session, has to begin with. */
function prefixOf(subject: string, session: string | undefined): string {
  return session === undefined ? `sub-${subject}` : `sub-${subject}_${session}`;
}

/**
 * The EMG recordings among the files of a study, sorted.
 *
 * @throws StudyError when a file's name and its folder tell different subjects or sessions.
 */
export function emgRecordings(paths: readonly string[]): BidsRecordingPath[] {
  return [...paths].sort().flatMap((path) => {
    const [, folder, subject, session, name] = emgPath.exec(path) ?? [];
    if (folder === undefined) return [];
    const prefix = prefixOf(subject, session);
    if (!name.startsWith(`${prefix}_`)) {
      throw new StudyError(
        `Cannot read ${path}: its name does not begin with ${prefix}_, as its folder says.`,
        'Rename the file, or move it to the folder of its subject and session.',
      );
    }
    return [{ path, folder, subject }];
  });
}

/** The tables among the files of a study that tell about its recordings, sorted. */
export function scansTables(paths: readonly string[]): BidsRecordingPath[] {
  return [...paths].sort().flatMap((path) => {
    const [, folder, subject, session, name] = scansPath.exec(path) ?? [];
    return folder !== undefined && name === prefixOf(subject, session) ? [{ path, folder, subject }] : [];
  });
}
