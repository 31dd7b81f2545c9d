import { join } from 'node:path';
import { ArgumentError, type Clock, type Json } from '#base';
import { type LiveSession, liveSession, outcomesOf, type SessionOptions, type SessionResult } from '#live';
import { type Protocol, startGuide } from '#protocol';
import { testSummary } from '#report';
import { nextSession, type PeopleFirst, requireMayStart, type SessionPlace, sessionFolder } from '#study';
import { writeWhole } from './files.ts';
import { openJournal, readJournal } from './journal.ts';
import { keepPeople, knownPeople } from './people-files.ts';
import { prepareStudy } from './prepare-study.ts';
import { emgKeys, endCells, sessionCells } from './session-cells.ts';
import { diskSessionStore, writeTableRow } from './session-store.ts';
import { lockStudy, type StudyLock } from './study-lock.ts';
import type { WiredDevice } from './wired-device.ts';

/** What a recorded test is made of. */
export interface RecordedTestOptions extends Pick<SessionOptions, 'model' | 'isUnattended' | 'onUpdate' | 'onNotice'> {
  /** Folder of the study; made where it is missing. */
  readonly folder: string;
  /** Code of the person, without `sub-`. */
  readonly subject: string;
  readonly protocol: Protocol;
  readonly wired: WiredDevice;
  /** True where nobody is measured: people and people who do not exist never share a study. */
  readonly isSimulated: boolean;
  readonly clock: Clock;
  readonly format: 'edf' | 'bdf';
  readonly powerLineHz: number;
  /** Go on with the last, interrupted test of this person. */
  readonly isResumed?: boolean;
  readonly practise?: boolean;
  readonly signal?: AbortSignal;
  /** Hears what was found and put right when the study was taken. */
  readonly onFound?: (notice: string) => void;
  /** What the person said before the test; asked while the study is held. */
  readonly people: (startedAt: string) => Promise<PeopleFirst>;
  /** Runs the session that was made, wherever it is looked at. */
  readonly run: (session: LiveSession, place: SessionPlace) => Promise<SessionResult>;
}

/** A test that is over, with all that was kept. */
export interface RecordedTest {
  readonly result: SessionResult;
  readonly place: SessionPlace;
  readonly summary: ReturnType<typeof testSummary>;
}

/** Where a session keeps its journal and its result, relative to the study. */
export function sessionResults(place: SessionPlace): { readonly journal: string; readonly result: string } {
  const folder = `derivatives/myofade/${sessionFolder(place)}`;
  return { journal: `${folder}/journal.jsonl`, result: `${folder}/result.json` };
}

/** The last session of a person that a power cut or a lost device interrupted, and what came of its steps. */
async function interrupted(
  folder: string,
  subject: string,
  session: string,
  protocol: Protocol,
): Promise<ReturnType<typeof outcomesOf>> {
  const last = { subject, session: String(Number(session) - 1).padStart(2, '0') };
  const journal = await readJournal(join(folder, sessionResults(last).journal));
  const kinds = journal.map((entry) => ({ ...(entry as Record<string, Json>) }));
  const begun = kinds.find(({ kind }) => kind === 'begun');
  if (!begun) {
    throw new ArgumentError(`There is no test of ${subject} to go on with.`, 'Leave out --resume.');
  }
  if (begun.protocol !== protocol.id) {
    throw new ArgumentError(
      `The last test of ${subject} was ${String(begun.protocol)}, not ${protocol.id}.`,
      `Pass --protocol ${String(begun.protocol)}, or leave out --resume.`,
    );
  }
  const finished = kinds.find(({ kind }) => kind === 'finished');
  if (finished && finished.why !== 'aborted' && finished.why !== 'no-signal') {
    throw new ArgumentError(
      `The last test of ${subject} is finished (${String(finished.why)}).`,
      'Leave out --resume to begin a new one.',
    );
  }
  return outcomesOf(journal);
}

/** What was said has to be about the person who is tested. */
function requireOfSubject(people: PeopleFirst, subject: string): void {
  const other = Object.values(people).find((said) => said.subject !== subject);
  if (!other) return;
  throw new ArgumentError(
    `The answers are those of ${other.subject}, and the test is of ${subject}.`,
    'Pass the answers of this person, or correct the code.',
  );
}

/**
 * Records a test into a study, from the lock on its folder to the result beside the journal: people's answers, rows of the
 * tables, recordings that survive a power cut, and the summary in `result.json`. Where it throws, what was recorded is kept.
 *
 * @throws StudyError when another process writes this study. @throws UnsupportedError when what a person said forbids a test.
 * @throws ArgumentError for a test that cannot be gone on with.
 */
export async function recordTest(options: RecordedTestOptions): Promise<RecordedTest> {
  const { folder, subject, protocol, wired, clock, format, powerLineHz } = options;
  const { isResumed = false, practise = false } = options;
  const { model, isUnattended, onUpdate, onNotice } = options;
  const isForce = Object.values(wired.roles).some(({ kind }) => kind === 'force');
  startGuide(protocol, { fs: 100, effort: isForce ? 'force' : 'emg' });
  // A device that is not there, or a test that cannot be, leaves no trace in a study.
  const facts = await wired.device.open(options.signal);
  const isSimulated = options.isSimulated || facts.simulated === true;
  let lock: StudyLock | undefined;
  try {
    const paths = await prepareStudy(folder, isSimulated);
    const startedAt = clock.localTime();
    lock = await lockStudy(folder, startedAt.slice(0, 19));
    if (lock.notice !== undefined) options.onFound?.(lock.notice);
    const place = { subject, session: nextSession(paths, subject) };
    const outcomes = isResumed ? await interrupted(folder, subject, place.session, protocol) : [];
    const people = await options.people(startedAt);
    requireOfSubject(people, subject);
    requireMayStart({ ...(await knownPeople(folder, subject)), ...people });
    await keepPeople(folder, subject, people);
    const sex = undefined;
    const person = { participant_id: `sub-${subject}`, sex, side: people.facts?.hand };
    await writeTableRow(folder, 'participants.tsv', person, 'participant_id');
    const files = sessionResults(place);
    const journal = await openJournal(join(folder, files.journal));
    try {
      await journal.add({ kind: 'begun', protocol: protocol.id, subject, session: place.session, startedAt });
      const store = diskSessionStore({
        folder,
        place,
        format,
        clock,
        journal,
        emg: {
          taskName: 'handgrip',
          taskDescription: protocol.description,
          powerLineHz,
          placement: isSimulated ? 'None: the signal is SIMULATED.' : (people.facts?.electrodeSite ?? 'n/a'),
          more: emgKeys(people, protocol, wired),
        },
      });
      await store.describe({ acq_time: startedAt, ...sessionCells(people, protocol), ended: 'interrupted' });
      const session = liveSession({
        ...wired,
        protocol,
        store,
        clock,
        guide: { outcomes, ...(practise && { practise }) },
        ...(model && { model }),
        ...(isUnattended && { isUnattended }),
        ...(onUpdate && { onUpdate }),
        ...(onNotice && { onNotice }),
      });
      const result = await options.run(session, place);
      await store.describe(endCells(result));
      const summary = testSummary({ result, place, paths: store.paths, protocol, isSimulated });
      await writeWhole(join(folder, files.result), `${JSON.stringify(summary.json, null, 2)}\n`);
      return { result, place, summary };
    } finally {
      await journal.close();
    }
  } finally {
    await wired.device.close();
    await lock?.release();
  }
}
