import { createInterface } from 'node:readline/promises';
import { ArgumentError, CancelledError, UnsupportedError } from '#base';
import { readBytes } from '#node';
import {
  type Consent,
  consentVersion,
  consentWords,
  type PeopleFirst,
  parseConsent,
  parseScreen,
  parseSessionFacts,
  type SafetyScreen,
  type ScreenAnswer,
  type ScreenQuestionId,
  type SessionFacts,
  screenQuestions,
  screenVerdict,
} from '#study';
import { print } from './output.ts';
import { userPath } from './paths.ts';

/** Asks one question on the terminal. */
type Ask = (question: string) => Promise<string>;

async function choice<T extends string>(ask: Ask, question: string, allowed: Readonly<Record<string, T>>): Promise<T> {
  for (;;) {
    const said = (await ask(`${question} `)).trim().toLowerCase();
    const found = allowed[said];
    if (found !== undefined) return found;
    print(`Please answer ${[...new Set(Object.values(allowed))].join(', ')}.`);
  }
}

const yesNo = { y: 'yes', yes: 'yes', n: 'no', no: 'no' } as const;

async function askConsent(ask: Ask, subject: string, startedAt: string, before?: Consent): Promise<Consent> {
  if (before && before.withdrawnAt === undefined) return before;
  print(`\n${consentWords}`);
  const agreed = await choice(ask, 'Do you agree to take part? [yes/no]', yesNo);
  if (agreed === 'no') throw new UnsupportedError('Without consent nothing is recorded.', 'Nothing was stored.');
  const shared = await choice(ask, 'May others get your data without your name? [yes/no]', yesNo);
  return {
    kind: 'myofade consent',
    version: 1,
    subject,
    textVersion: consentVersion,
    givenAt: startedAt,
    maySharePseudonymised: shared === 'yes',
  };
}

async function askScreen(ask: Ask, subject: string, startedAt: string): Promise<SafetyScreen> {
  print('\nBefore a test of full effort (yes, no, or ? for unsure):');
  const answers: Partial<Record<ScreenQuestionId, ScreenAnswer>> = {};
  for (const { id, question } of screenQuestions) {
    answers[id] = await choice(ask, `  ${question}`, { ...yesNo, '?': 'unsure', unsure: 'unsure' });
  }
  const { verdict, words, reasons } = screenVerdict(answers);
  print(`\n${words}`);
  for (const { reason } of reasons) print(`  ${reason}`);
  const clearedBy =
    verdict === 'ask-first' ? (await ask('Who said yes (a role, no name; empty: nobody)? ')).trim() : '';
  return {
    kind: 'myofade screen',
    version: 1,
    subject,
    answeredAt: startedAt,
    answers,
    ...(clearedBy !== '' && { clearedBy }),
  };
}

async function askFacts(ask: Ask, subject: string, startedAt: string, before?: SessionFacts): Promise<SessionFacts> {
  print('\nAsked once, kept for the next session (Enter keeps what stands in brackets):');
  const text = async (question: string, known: string | undefined): Promise<string | undefined> =>
    (await ask(`  ${question}${known ? ` [${known}]` : ''}: `)).trim() || known;
  const hands = { left: 'left', right: 'right', l: 'left', r: 'right' } as const;
  const hand = await choice(ask, `  Hand that grips${before?.hand ? ` [${before.hand}]` : ''} (left, right):`, {
    ...hands,
    ...(before?.hand && { '': before.hand }),
  });
  const dominantHand = await choice(
    ask,
    `  Hand that you write with${before?.dominantHand ? ` [${before.dominantHand}]` : ''} (left, right, both):`,
    { ...hands, both: 'both', ...(before?.dominantHand && { '': before.dominantHand }) },
  );
  const posture = await text('Posture (such as: seated, elbow 90°, wrist straight)', before?.posture);
  const handlePosition = await text('Handle position (such as: Jamar 2, or 50 mm)', before?.handlePosition);
  const electrodeSite = await text(
    'Electrode site (such as: FDS, a third from inner elbow to wrist)',
    before?.electrodeSite,
  );
  const instructedBy = await text('Instructed by (a role or a code, no name)', before?.instructedBy);
  return {
    ...before,
    kind: 'myofade session',
    version: 1,
    subject,
    startedAt,
    hand,
    dominantHand,
    ...(posture !== undefined && { posture }),
    ...(handlePosition !== undefined && { handlePosition }),
    ...(electrodeSite !== undefined && { electrodeSite }),
    ...(instructedBy !== undefined && { instructedBy }),
  };
}

/**
 * Asks a person on the terminal what has to be known before a test of full effort and was not answered elsewhere: consent,
 * safety, and how they sit.
 *
 * @param before what an earlier session of theirs stored.
 * @param given what was answered elsewhere.
 * @throws UnsupportedError where they do not agree. @throws CancelledError for Ctrl-C.
 */
export async function askPeopleFirst(
  subject: string,
  startedAt: string,
  before: PeopleFirst,
  given: PeopleFirst,
): Promise<PeopleFirst> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const ask: Ask = async (question) => {
    try {
      return await terminal.question(question);
    } catch (error) {
      if ((error as Error).name !== 'AbortError') throw error;
      throw new CancelledError('The test');
    }
  };
  try {
    const consent = given.consent ?? (await askConsent(ask, subject, startedAt, before.consent));
    const screen = given.screen ?? (await askScreen(ask, subject, startedAt));
    const facts = given.facts ?? (await askFacts(ask, subject, startedAt, before.facts));
    return { consent, screen, facts };
  } finally {
    terminal.close();
  }
}

/** Reads answers that were given elsewhere: a JSON file with any of `consent`, `screen` and `facts`. */
export async function readPeopleFirst(path: string): Promise<PeopleFirst> {
  const text = new TextDecoder().decode(await readBytes(userPath(path)));
  let parts: Record<string, unknown>;
  try {
    parts = { ...(JSON.parse(text) as Record<string, unknown>) };
  } catch (cause) {
    throw new ArgumentError(`Cannot read the answers ${path}: it is not JSON.`, 'See docs/people.md for an example.', {
      cause,
    });
  }
  const part = <T>(name: string, parse: (json: string, about: { file: string }) => T): T | undefined =>
    parts[name] === undefined ? undefined : parse(JSON.stringify(parts[name]), { file: path });
  const [facts, screen, consent] = [
    part('facts', parseSessionFacts),
    part('screen', parseScreen),
    part('consent', parseConsent),
  ];
  return { ...(facts && { facts }), ...(screen && { screen }), ...(consent && { consent }) };
}
