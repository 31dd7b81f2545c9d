import { join } from 'node:path';
import { ArgumentError, StudyError, sha256Hex } from '#base';
import { diskFolder, lockStudy, prepareStudy, writeSidecars, writeTableRow, writeWhole } from '#node';
import { durationS, type Recording, writeEdf } from '#recording';
import { isSimulatedSource } from '#report';
import { nextSession, sessionFolder, sessionScans, sessionStem, subjectSessions } from '#study';
import { recordingId } from './study-index.ts';

/** Where an imported recording goes, and what is said of it. */
export interface ImportOptions {
  readonly folder: string;
  readonly subject: string;
  /** Number of a session that is there, such as `01`; else the next one. */
  readonly session?: string;
  readonly state?: 'fresh' | 'fatigued';
  readonly name?: string;
  readonly targetPercent?: number;
  readonly localTime: string;
}

/**
 * Writes a recording from elsewhere into the study, as tests write theirs: BDF with its sidecars and rows of the tables. The
 * file comes first and whole, the row that names it last.
 *
 * @returns id of the recording.
 * @throws StudyError where the study is held by another, or people would stand beside people who do not exist.
 * @throws ArgumentError for a session that is not there.
 */
export async function importRecording(recording: Recording, options: ImportOptions): Promise<string> {
  const { folder, subject, state, name, targetPercent, localTime } = options;
  const isSimulated = isSimulatedSource(recording.provenance);
  await prepareStudy(folder, isSimulated);
  const lock = await lockStudy(folder, localTime.slice(0, 19));
  try {
    const paths = await (await diskFolder(folder)).list();
    const session = options.session ?? nextSession(paths, subject);
    const place = { subject, session };
    if (options.session !== undefined && !paths.some((path) => path.startsWith(`${sessionFolder(place)}/`))) {
      throw new ArgumentError(`There is no session ${session} of ${subject}.`, 'Leave it out for a new one.');
    }
    const runs = paths.flatMap((path) => {
      const [, run] = /_run-(\d+)_emg\.(?:edf|bdf)$/.exec(path) ?? [];
      return run !== undefined && path.startsWith(`${sessionFolder(place)}/`) ? [Number(run)] : [];
    });
    const stem = sessionStem(place, Math.max(0, ...runs) + 1);
    const file = `${sessionFolder(place)}/${stem}_emg.bdf`;
    if (paths.includes(file)) throw new StudyError(`${file} is there already.`, 'Import again.');
    const bytes = writeEdf(recording, { format: 'bdf', patient: `${subject} X X X` });
    const { file: source, sha256, startedAt, device } = recording.provenance;
    await writeWhole(join(folder, file), bytes);
    await writeSidecars(join(folder, file), {
      recording,
      emg: {
        taskName: 'handgrip',
        lengthS: durationS(recording),
        placement: isSimulated ? 'None: the signal is SIMULATED.' : 'n/a',
        more: { ImportedFrom: { File: source, SHA256: sha256, At: localTime } },
      },
      sha256: sha256Hex(bytes),
      events: recording.events,
    });
    const acq_time = startedAt ?? localTime;
    await writeTableRow(folder, 'participants.tsv', { participant_id: `sub-${subject}` }, 'participant_id');
    const sessionRow = { session_id: `ses-${session}`, acq_time, ...(device && { device }), ended: 'imported' };
    if (options.session === undefined) {
      await writeTableRow(folder, subjectSessions(subject), sessionRow, 'session_id');
    }
    const scan = {
      filename: `${stem}_emg.bdf`,
      acq_time,
      state: state ?? 'n/a',
      target_percent: targetPercent,
      protocol_recording: name,
    };
    await writeTableRow(folder, sessionScans(place), scan, 'filename');
    return recordingId(file);
  } finally {
    await lock.release();
  }
}
