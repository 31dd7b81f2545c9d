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
  /** Null where no model should learn from the recording or judge it. */
  readonly state: State | null;
  readonly recording: Recording;
  /** What its protocol calls it. */
  readonly name?: string;
  /** What happened when. @default the events of the recording */
  readonly events?: readonly RecordingEvent[];
  /** Number of the recording among those of the person, from 1. @default their order */
  readonly run?: number;
  /** Force level of the hold in % of the rested maximum, where it is known. */
  readonly targetPercent?: number;
}

/** What all recordings of a BIDS folder have in common. */
export interface BidsDataset {
  readonly name: string;
  /** True when its people do not exist; every text then says SIMULATED. */
  readonly simulated: boolean;
  /** Mains frequency where it was recorded (Hz), where it is known. */
  readonly powerLineHz?: number;
  /** What people did. @default the handgrip test: rest, hold, pause, maximal squeeze */
  readonly taskDescription?: string;
}

/** A person of a BIDS study, as `participants.tsv` tells them. */
export interface BidsPerson {
  /** Code of the person, without `sub-`. */
  readonly subject: string;
  readonly sex?: 'F' | 'M';
  /** Hand that gripped. */
  readonly side?: 'left' | 'right';
}

/** What a BIDS folder holds in all. */
export interface BidsContents {
  readonly people: readonly BidsPerson[];
  readonly nRecordings: number;
  /** Whether any recording has a state. */
  readonly hasStates: boolean;
}

/** A study that becomes a BIDS folder. */
export interface BidsStudy extends BidsDataset {
  readonly recordings: readonly BidsRecording[];
}

const usualTask = 'Rest, hold of a handgrip at a target force, pause, maximal squeeze; sEMG of the finger flexors.';

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
  study: BidsDataset,
): [path: string, text: string | Uint8Array][] {
  const { recording, events = recording.events } = entry;
  const { taskDescription = usualTask } = study;
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
    [`${stem}_channels.tsv`, channelsTsv(recording, study.simulated ? { note: 'SIMULATED' } : {})],
    [`${stem}_events.tsv`, eventsTsv(events)],
  ];
}

const utf8 = new TextEncoder();

function filesOf(texts: readonly (readonly [path: string, content: string | Uint8Array])[]): StudyFile[] {
  return texts.map(([path, content]) => ({
    path,
    bytes: typeof content === 'string' ? utf8.encode(content) : content,
  }));
}

/**
 * The files of one person of a study: recordings with their sidecars, and what they are in `_scans.tsv`. For studies that
 * are written person by person; {@link bidsFiles} writes a whole one.
 *
 * @throws ArgumentError for a subject that BIDS cannot name, runs that are not different, or a recording that EDF cannot hold.
 */
export function bidsSubjectFiles(study: BidsDataset, subject: string, own: readonly BidsRecording[]): StudyFile[] {
  requireLabel(subject);
  const runs = own.map(({ run }, i) => run ?? i + 1);
  const bad = runs.find((run, i) => !Number.isInteger(run) || run < 1 || runs.indexOf(run) !== i);
  if (bad !== undefined) {
    throw new ArgumentError(
      `The runs of ${subject} must be different whole numbers from 1, got ${runs.join(', ')} — in bidsFiles.`,
      'Leave run out to have them numbered in their order.',
    );
  }
  const isNamed = own.some(({ name }) => name !== undefined);
  const rows = own.map((entry, i) => [
    `${stemOf(entry, runs[i])}_emg.edf`,
    entry.recording.provenance.startedAt,
    entry.state ?? undefined,
    entry.targetPercent,
    ...(isNamed ? [entry.name] : []),
  ]);
  const head = ['filename', 'acq_time', 'state', 'target_percent', ...(isNamed ? ['protocol_recording'] : [])];
  return filesOf([
    [`sub-${subject}/sub-${subject}_scans.tsv`, tsvText(head, rows)],
    ...own.flatMap((entry, i) => recordingFiles(entry, runs[i], study)),
  ]);
}

/** The files of a study that belong to no single person. */
export function bidsDatasetFiles(
  { name, simulated, taskDescription }: BidsDataset,
  { people, nRecordings, hasStates }: BidsContents,
): StudyFile[] {
  const about = {
    people: people.length,
    recordings: nRecordings,
    hasStates,
    ...(taskDescription && { taskDescription }),
  };
  // A column that nobody fills says nothing.
  const columns = (['sex', 'side'] as const).filter((column) => people.some((person) => person[column] !== undefined));
  const rows = people.map((person) => [`sub-${person.subject}`, ...columns.map((column) => person[column])]);
  return filesOf([
    [descriptionName, descriptionText(name, simulated)],
    ['README', readmeText(name, simulated, about)],
    [participantsName, tsvText(['participant_id', ...columns], rows)],
    ['participants.json', participantsText(columns, simulated)],
    ['scans.json', scansText(simulated)],
    [`task-${taskName}_events.json`, eventsText(simulated)],
  ]);
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
  const { recordings } = study;
  if (!recordings.some(({ recording }) => durationS(recording) > 0)) {
    throw new ArgumentError('The study has no recordings — in bidsFiles.', 'Pass at least one recording.');
  }
  for (const { subject } of recordings) requireLabel(subject);
  const people = bySubject(recordings);
  return [
    ...bidsDatasetFiles(study, {
      people: [...people.keys()].map((subject) => ({ subject })),
      nRecordings: recordings.length,
      hasStates: recordings.some(({ state }) => state !== null),
    }),
    ...[...people].flatMap(([subject, own]) => bidsSubjectFiles(study, subject, own)),
  ];
}
