import { type Clock, UnsupportedError } from '#base';
import type { LiveSession, SessionResult } from '#live';
import { isVirtualAddress, knownPeople, openModelFile, recordTest, systemClock } from '#node';
import { type SessionPlace, subjectCode } from '#study';
import { print, printJson, tell } from './output.ts';
import { userPath } from './paths.ts';
import { protocolOf } from './protocol-option.ts';
import { type RecordDeviceOptions, recordDevice } from './record-device.ts';
import { askPeopleFirst, readPeopleFirst } from './record-people.ts';
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

/** Runs the session on the terminal, or by itself. */
async function runSession(session: LiveSession, isUnattended: boolean, title: string): Promise<SessionResult> {
  if (isUnattended) return await withProgress(({ signal }) => session.run(signal));
  const giveBack = recordTerminal(session, title);
  try {
    return await session.run();
  } finally {
    giveBack();
  }
}

/** Whether nobody is measured. */
function isSimulated({ simulated, device }: RecordOptions): boolean {
  return simulated === true || isVirtualAddress(device);
}

/** What the person says before the test: from a file, or asked here; a virtual person and `--auto` are not asked. */
async function peopleOf(
  options: RecordOptions,
  { subject, folder, startedAt }: Record<'subject' | 'folder' | 'startedAt', string>,
) {
  const isVirtual = isSimulated(options);
  const isUnattended = options.auto === true;
  const given = options.answers === undefined ? {} : await readPeopleFirst(options.answers);
  const isAsked = !isUnattended && !isVirtual;
  const people = isAsked ? await askPeopleFirst(subject, startedAt, await knownPeople(folder, subject), given) : given;
  if (isUnattended && !isVirtual && !people.screen) {
    tell('No safety questions were asked (--auto without --answers): the session says so.');
  }
  return people;
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
  const clock: Clock = systemClock();
  const wired = await recordDevice(options, clock);
  const named = typeof options.model === 'string' ? options.model : undefined;
  const model = options.model === false ? undefined : await openModelFile(named && userPath(named), named);
  try {
    const titleOf = ({ session }: SessionPlace): string => `${subject} · session ${Number(session)} · ${protocol.name}`;
    const { summary } = await recordTest({
      folder,
      subject,
      protocol,
      wired,
      isSimulated: isSimulated(options),
      clock,
      format: options.format,
      powerLineHz: options.powerLine,
      isUnattended,
      isResumed: options.resume === true,
      practise: options.practise === true,
      ...(model && { model }),
      onFound: tell,
      people: (startedAt) => peopleOf(options, { subject, folder, startedAt }),
      run: (session, place) => runSession(session, isUnattended, titleOf(place)),
      ...(isUnattended && {
        onNotice: (notice) => {
          if (notice.kind === 'step-started') tell(`${notice.atS.toFixed(0)} s: ${notice.cue}`);
          else if (notice.kind === 'trial-judged') tell(`${notice.atS.toFixed(0)} s: ${notice.trial.words}`);
        },
      }),
    });
    if (options.json) printJson(summary.json);
    else print(summary.text(options.study));
  } finally {
    await model?.release();
  }
}
