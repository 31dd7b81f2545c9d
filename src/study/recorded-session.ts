import { ArgumentError } from '#base';
import { descriptionName, participantsName, taskName } from './bids-paths.ts';
import {
  descriptionText,
  growingReadmeText,
  participantsText,
  recordedEventsText,
  scansText,
  sessionsText,
} from './bids-texts.ts';
import type { StudyFile } from './bids-writer.ts';

/** Where the recordings of one session of one person stand in a study. */
export interface SessionPlace {
  /** Code of the person, without `sub-`. */
  readonly subject: string;
  /** Number of the session as it is written, without `ses-`: `01`, `02`, … */
  readonly session: string;
}

/**
 * A person's code as BIDS can write it.
 *
 * @throws ArgumentError unless it is letters and digits, at most 64.
 */
export function subjectCode(text: string): string {
  const code = text.trim().replace(/^sub-/, '');
  if (/^[A-Za-z0-9]{1,64}$/.test(code)) return code;
  throw new ArgumentError(
    `The participant's code must be letters and digits, at most 64, got ${JSON.stringify(text)}.`,
    'Use a code such as S07, and no name.',
  );
}

/** The session after the last one that a study holds of a person. */
export function nextSession(paths: readonly string[], subject: string): string {
  const numbers = paths.flatMap((path) => {
    const [, number] = new RegExp(`^(?:derivatives/myofade/)?sub-${subject}/ses-(\\d+)/`).exec(path) ?? [];
    return number === undefined ? [] : [Number(number)];
  });
  return String(Math.max(0, ...numbers) + 1).padStart(2, '0');
}

/** Folder of a session, relative to the study, without `/` at its end. */
export function sessionFolder({ subject, session }: SessionPlace): string {
  return `sub-${subject}/ses-${session}`;
}

/** Path of a session's recording inside the session's folder, without `_emg.edf`. */
export function sessionStem({ subject, session }: SessionPlace, run: number): string {
  return `emg/sub-${subject}_ses-${session}_task-${taskName}_run-${String(run).padStart(2, '0')}`;
}

/** Path of the table of a session's recordings, relative to the study. */
export function sessionScans(place: SessionPlace): string {
  return `${sessionFolder(place)}/sub-${place.subject}_ses-${place.session}_scans.tsv`;
}

/** Path of the table of a person's sessions, relative to the study. */
export function subjectSessions(subject: string): string {
  return `sub-${subject}/sub-${subject}_sessions.tsv`;
}

/** The files that a study needs before its first person is recorded; people and sessions are added as they come. */
export function emptyStudyFiles({
  name,
  simulated,
}: {
  readonly name: string;
  readonly simulated: boolean;
}): StudyFile[] {
  const texts = [
    [descriptionName, descriptionText(name, simulated)],
    ['README', growingReadmeText(name, simulated)],
    [participantsName, 'participant_id\n'],
    ['participants.json', participantsText(['sex', 'side'], simulated)],
    ['scans.json', scansText(simulated)],
    ['sessions.json', sessionsText(simulated)],
    [`task-${taskName}_events.json`, recordedEventsText(simulated)],
  ];
  return texts.map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
}
