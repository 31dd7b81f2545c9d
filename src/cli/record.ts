import { basename, join } from 'node:path';
import { ArgumentError, type Clock, type Json, StudyError, UnsupportedError } from '#base';
import { liveSession, outcomesOf, type SessionResult } from '#live';
import {
  type DiskSessionStore,
  diskFolder,
  diskSessionStore,
  lockStudy,
  makeFolder,
  openJournal,
  readJournal,
  systemClock,
  writeTableRow,
  writeWhole,
} from '#node';
import { guideView, type Protocol } from '#protocol';
import { emptyStudyFiles, nextSession, readDescription, type SessionPlace, sessionFolder, subjectCode } from '#study';
import { openModelFile } from './classify.ts';
import { print, printJson, tell } from './output.ts';
import { userPath } from './paths.ts';
import { protocolOf } from './protocol-option.ts';
import { type RecordDevice, type RecordDeviceOptions, recordDevice } from './record-device.ts';
import {
  askPeopleFirst,
  keepPeople,
  knownPeople,
  type PeopleFirst,
  readPeopleFirst,
  requireMayStart,
} from './record-people.ts';
import { recordSummary } from './record-summary.ts';
import { recordTerminal } from './record-terminal.ts';
import { withProgress } from './work.ts';

/** Options of `record`. */
export interface RecordOptions extends RecordDeviceOptions {
  readonly protocol: string;
  /** Nobody is measured, though the device cannot tell: a virtual BITalino at the other end of a line. */
  readonly simulated?: boolean;
  readonly subject: string;
  readonly study: string;
  readonly answers?: string;
  readonly resume?: boolean;
  readonly practise?: boolean;
  readonly format: 'edf' | 'bdf';
  readonly powerLine: number;
  /** False for `--no-model`. */
  readonly model: string | boolean;
  readonly json?: boolean;
}

/** Where a session keeps what happened as it happened. */
function journalOf(place: SessionPlace): string {
  return `derivatives/myofade/${sessionFolder(place)}/journal.jsonl`;
}

/** People and people who do not exist never share a study. */
async function requireSameKind(folder: string, isSimulated: boolean): Promise<void> {
  const { simulated } = await readDescription(await diskFolder(folder));
  if (simulated === isSimulated) return;
  throw new StudyError(
    simulated
      ? `${folder} is a study of SIMULATED people, and this device records somebody.`
      : `${folder} is a study of people, and a virtual person is nobody.`,
    'Record into another folder.',
  );
}

/** Makes the study's own files where the folder has none yet. */
async function prepareStudy(folder: string, isSimulated: boolean): Promise<readonly string[]> {
  await makeFolder(folder);
  const paths = await (await diskFolder(folder)).list();
  if (paths.includes('recordings.csv')) {
    throw new ArgumentError(
      `${folder} is a study with recordings.csv, and recordings go into BIDS-EMG studies.`,
      'Name a new folder.',
    );
  }
  if (paths.includes('dataset_description.json')) await requireSameKind(folder, isSimulated);
  const files = emptyStudyFiles({ name: basename(folder), simulated: isSimulated });
  for (const { path, bytes } of files) if (!paths.includes(path)) await writeWhole(join(folder, path), bytes);
  return paths;
}

/** The last session of a person that a power cut or a lost device interrupted, and what came of its steps. */
async function interrupted(
  folder: string,
  subject: string,
  session: string,
  protocol: Protocol,
): Promise<ReturnType<typeof outcomesOf>> {
  const last = { subject, session: String(Number(session) - 1).padStart(2, '0') };
  const journal = await readJournal(join(folder, journalOf(last)));
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

/** Keys of every `_emg.json`: what the person was asked once. */
function emgKeys(people: PeopleFirst, protocol: Protocol, { device }: RecordDevice): Record<string, unknown> {
  const { kind: _, version: __, subject: ___, startedAt: ____, ...facts } = people.facts ?? ({} as never);
  return {
    Protocol: { id: protocol.id, name: protocol.name },
    DeviceAddress: device.address,
    ...(people.facts && { SessionFacts: facts }),
  };
}

function sessionCells(people: PeopleFirst, protocol: Protocol): Record<string, string | undefined> {
  const { facts, screen, consent } = people;
  return {
    protocol: protocol.id,
    hand: facts?.hand,
    dominant_hand: facts?.dominantHand,
    posture: facts?.posture,
    handle_position: facts?.handlePosition,
    electrode_site: facts?.electrodeSite,
    instructed_by: facts?.instructedBy,
    encouragement: facts?.encouragement,
    consent: consent?.textVersion ?? 'not asked',
    screen: screen ? (screen.clearedBy === undefined ? 'may start' : `cleared by ${screen.clearedBy}`) : 'not asked',
  };
}

function endCells({
  guide,
  device,
  end,
  nLost,
  startedAt,
}: SessionResult): Record<string, string | number | undefined> {
  const { reference, unit, lossPercent } = guideView(guide);
  const rating = guide.ratings.findLast(({ value }) => value !== null);
  return {
    acq_time: startedAt,
    device: device.firmware === undefined ? device.model : `${device.model}, ${device.firmware}`,
    ended: end,
    effort: unit === 'N' ? 'force' : 'emg',
    rested_mvc: reference === null ? undefined : Number(reference.toFixed(unit === 'N' ? 1 : 4)),
    rested_mvc_unit: reference === null ? undefined : unit,
    mvc_loss: lossPercent === null ? undefined : Number(lossPercent.toFixed(1)),
    rating: rating?.value ?? undefined,
    rating_scale: rating?.scale,
    lost_samples: nLost,
  };
}

/** Runs the test on the terminal, or by itself. */
async function runTest(
  options: RecordOptions,
  parts: {
    readonly test: RecordDevice;
    readonly protocol: Protocol;
    readonly outcomes: ReturnType<typeof outcomesOf>;
    readonly store: DiskSessionStore;
    readonly clock: Clock;
    readonly title: string;
  },
): Promise<SessionResult> {
  const { test, protocol, outcomes, store, clock, title } = parts;
  const model =
    options.model === false ? undefined : await openModelFile(options.model === true ? undefined : options.model);
  const isUnattended = options.auto === true;
  const session = liveSession({
    ...test,
    protocol,
    store,
    clock,
    isUnattended,
    guide: { outcomes, ...(options.practise && { practise: true }) },
    ...(model && { model }),
    ...(isUnattended && {
      onNotice: (notice) => {
        if (notice.kind === 'step-started') tell(`${notice.atS.toFixed(0)} s: ${notice.cue}`);
        else if (notice.kind === 'trial-judged') tell(`${notice.atS.toFixed(0)} s: ${notice.trial.words}`);
      },
    }),
  });
  try {
    if (isUnattended) return await withProgress(({ signal }) => session.run(signal));
    const giveBack = recordTerminal(session, title);
    try {
      return await session.run();
    } finally {
      giveBack();
    }
  } finally {
    await model?.release();
  }
}

/**
 * `myofade record`: a guided test from a device into a study folder, on the whole terminal or by itself.
 *
 * @throws ArgumentError for options that contradict each other, or `--auto` left out without a terminal.
 */
export async function runRecord(options: RecordOptions): Promise<void> {
  const subject = subjectCode(options.subject);
  const folder = userPath(options.study);
  const protocol = await protocolOf(options.protocol);
  const isUnattended = options.auto === true;
  if (!isUnattended && !(process.stdin.isTTY && process.stdout.isTTY)) {
    throw new UnsupportedError('A guided test needs a terminal.', 'Run it in one, or pass --auto.');
  }
  const clock = systemClock();
  const test = await recordDevice(options, clock);
  const isVirtual = options.simulated === true || options.device.startsWith('virtual');
  const paths = await prepareStudy(folder, isVirtual);
  const startedAt = clock.localTime();
  const lock = await lockStudy(folder, startedAt.slice(0, 19));
  try {
    if (lock.notice !== undefined) tell(lock.notice);
    const place = { subject, session: nextSession(paths, subject) };
    const outcomes = options.resume ? await interrupted(folder, subject, place.session, protocol) : [];
    const given = options.answers === undefined ? {} : await readPeopleFirst(options.answers);
    const isAsked = !isUnattended && !isVirtual && options.answers === undefined;
    const people = isAsked ? await askPeopleFirst(subject, startedAt, await knownPeople(folder, subject)) : given;
    requireMayStart(people);
    if (isUnattended && !isVirtual && !people.screen) {
      tell('No safety questions were asked (--auto without --answers): the session says so.');
    }
    await keepPeople(folder, subject, people);
    const sex = undefined;
    await writeTableRow(
      folder,
      'participants.tsv',
      { participant_id: `sub-${subject}`, sex, side: people.facts?.hand },
      'participant_id',
    );
    const journal = await openJournal(join(folder, journalOf(place)));
    try {
      await journal.add({ kind: 'begun', protocol: protocol.id, subject, session: place.session, startedAt });
      const store = diskSessionStore({
        folder,
        place,
        format: options.format,
        clock,
        journal,
        emg: {
          taskName: 'handgrip',
          taskDescription: protocol.description,
          powerLineHz: options.powerLine,
          placement: isVirtual ? 'None: the signal is SIMULATED.' : (people.facts?.electrodeSite ?? 'n/a'),
          more: emgKeys(people, protocol, test),
        },
      });
      await store.describe({ acq_time: startedAt, ...sessionCells(people, protocol), ended: 'interrupted' });
      const title = `${subject} · session ${Number(place.session)} · ${protocol.name}`;
      const result = await runTest(options, { test, protocol, outcomes, store, clock, title });
      await store.describe(endCells(result));
      const summary = recordSummary({ result, place, paths: store.paths, protocol, isSimulated: isVirtual });
      if (options.json) printJson(summary.json);
      else print(summary.text(options.study));
    } finally {
      await journal.close();
    }
  } finally {
    await lock.release();
  }
}
