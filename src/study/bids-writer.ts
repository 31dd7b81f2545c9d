import { ArgumentError } from '#base';
import {
  channelsTsv,
  durationS,
  emgJson,
  eventsTsv,
  type Recording,
  type RecordingEvent,
  tsvText,
  writeEdf,
} from '#recording';
import { descriptionName, participantsName, taskName } from './bids-paths.ts';
import { descriptionText, eventsText, participantsText, readmeText, scansText } from './bids-texts.ts';
import { bySubject } from './by-subject.ts';
import type { State } from './study.ts';

/** A file of a study that is to be written: its path inside the study folder, and its bytes. */
export interface StudyFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A recording that becomes part of a BIDS study. */
export interface BidsRecording {
  /** Code of the person, without `sub-`: letters and digits. */
  readonly subject: string;
  readonly state: State;
  readonly recording: Recording;
  /** What happened when. @default the events of the recording */
  readonly events?: readonly RecordingEvent[];
  /** Number of the recording among those of the person, from 1. @default their order */
  readonly run?: number;
  /** Force level of the hold in % of the rested maximum, where it is known. */
  readonly targetPercent?: number;
}

/** A study that becomes a BIDS folder. */
export interface BidsStudy {
  readonly name: string;
  /** True when its people do not exist; every text then says SIMULATED. */
  readonly simulated: boolean;
  readonly recordings: readonly BidsRecording[];
  /** Mains frequency where it was recorded (Hz), where it is known. */
  readonly powerLineHz?: number;
}

const taskDescription =
  'Rest, hold of a handgrip at a target force, pause, maximal squeeze; sEMG of the finger flexors.';

function requireLabel(subject: string): void {
  if (/^[A-Za-z0-9]{1,64}$/.test(subject)) return;
  throw new ArgumentError(
    `subject must be letters and digits, at most 64, got ${JSON.stringify(subject)} — in bidsFiles.`,
    'BIDS allows nothing else in the names of its files; use a code such as S01.',
  );
}

/** Path of a recording inside its subject's folder, without `_emg.edf`. */
function stemOf({ subject }: BidsRecording, run: number): string {
  return `emg/sub-${subject}_task-${taskName}_run-${run}`;
}

/** The four files of one recording. */
function recordingFiles(
  entry: BidsRecording,
  run: number,
  study: BidsStudy,
): [path: string, text: string | Uint8Array][] {
  const { recording, events = recording.events } = entry;
  const stem = `sub-${entry.subject}/${stemOf(entry, run)}`;
  const json = emgJson(recording, {
    taskName,
    taskDescription,
    ...(study.powerLineHz !== undefined && { powerLineHz: study.powerLineHz }),
    ...(study.simulated && { placement: 'None: the signal is SIMULATED.' }),
  });
  return [
    [`${stem}_emg.edf`, writeEdf(recording)],
    [`${stem}_emg.json`, json],
    [`${stem}_channels.tsv`, channelsTsv(recording)],
    [`${stem}_events.tsv`, eventsTsv(events)],
  ];
}

function subjectFiles(
  subject: string,
  own: readonly BidsRecording[],
  study: BidsStudy,
): [string, string | Uint8Array][] {
  const runs = own.map(({ run }, i) => run ?? i + 1);
  const bad = runs.find((run, i) => !Number.isInteger(run) || run < 1 || runs.indexOf(run) !== i);
  if (bad !== undefined) {
    throw new ArgumentError(
      `The runs of ${subject} must be different whole numbers from 1, got ${runs.join(', ')} — in bidsFiles.`,
      'Leave run out to have them numbered in their order.',
    );
  }
  const rows = own.map((entry, i) => [
    `${stemOf(entry, runs[i])}_emg.edf`,
    entry.recording.provenance.startedAt,
    entry.state,
    entry.targetPercent,
  ]);
  const scans = tsvText(['filename', 'acq_time', 'state', 'target_percent'], rows);
  return [
    [`sub-${subject}/sub-${subject}_scans.tsv`, scans],
    ...own.flatMap((entry, i) => recordingFiles(entry, runs[i], study)),
  ];
}

/**
 * All files of a study in the form of BIDS-EMG: one EDF+ per recording with its sidecars, participants, a description,
 * and what the recordings are in each `_scans.tsv`. No file name tells the state of a muscle.
 *
 * Source: BIDS specification 1.11, electromyography.
 *
 * @throws ArgumentError for a study without recordings, a subject that BIDS cannot name, runs that are not different, or a
 * recording that EDF cannot hold.
 */
export function bidsFiles(study: BidsStudy): StudyFile[] {
  const { name, simulated, recordings } = study;
  if (!recordings.some(({ recording }) => durationS(recording) > 0)) {
    throw new ArgumentError('The study has no recordings — in bidsFiles.', 'Pass at least one recording.');
  }
  for (const { subject } of recordings) requireLabel(subject);
  const people = bySubject(recordings);
  const participants = [...people.keys()].map((subject) => [`sub-${subject}`]);
  const counts = { people: people.size, recordings: recordings.length };
  const files: [string, string | Uint8Array][] = [
    [descriptionName, descriptionText(name, simulated)],
    ['README', readmeText(name, simulated, counts)],
    [participantsName, tsvText(['participant_id'], participants)],
    ['participants.json', participantsText()],
    ['scans.json', scansText()],
    [`task-${taskName}_events.json`, eventsText(simulated)],
    ...[...people].flatMap(([subject, own]) => subjectFiles(subject, own, study)),
  ];
  const utf8 = new TextEncoder();
  return files.map(([path, content]) => ({
    path,
    bytes: typeof content === 'string' ? utf8.encode(content) : content,
  }));
}
