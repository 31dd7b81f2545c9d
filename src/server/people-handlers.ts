import { readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Withdrawal } from '#api';
import { ArgumentError } from '#base';
import { knownPeople, lockStudy, prepareStudy, sessionResults, wholeStudy, withdrawFiles, writeTableRow } from '#node';
import {
  consentVersion,
  consentWords,
  planWithdrawal,
  screenQuestions,
  screenVerdict,
  screenVersion,
  type WithdrawalPlan,
} from '#study';
import type { SomeHandlers } from './handlers.ts';
import { RefusedRequest } from './refused-request.ts';
import type { StudyIndex } from './study-index.ts';

const mostSessions = 50;

function withdrawalOf({ subject, deleted, rewritten, byHand, models }: WithdrawalPlan, isDone: boolean): Withdrawal {
  return {
    subject,
    isDone,
    deleted: [...deleted],
    rewritten: rewritten.map(({ path, reason, nRows }) => ({ path, reason, nRows })),
    byHand: [...byHand],
    models: [...models],
  };
}

/** Handlers of the study and its people. */
export function peopleHandlers({
  folder,
  results,
  index,
  localTime,
}: {
  readonly folder: string;
  /** Where results of the study go; outside of it where the study is not ours to write to. */
  readonly results: string;
  readonly index: StudyIndex;
  readonly localTime: () => string;
}): SomeHandlers<
  | 'study'
  | 'sessions'
  | 'people'
  | 'addPerson'
  | 'sessionsOf'
  | 'sessionResult'
  | 'knownAnswers'
  | 'withdrawal'
  | 'withdraw'
  | 'beforeTest'
  | 'judgeScreen'
> {
  async function locked<T>(act: () => Promise<T>): Promise<T> {
    const lock = await lockStudy(folder, localTime().slice(0, 19));
    try {
      return await act();
    } finally {
      await lock.release();
    }
  }
  /** What a withdrawal removes, with the results that stand outside of the study: those were made from everybody. */
  async function planOf(subject: string) {
    const plan = await planWithdrawal(subject, await wholeStudy(folder));
    const isInside = !relative(folder, results).startsWith('..');
    const isThere = !isInside && (await stat(results).catch(() => undefined)) !== undefined;
    const paths = isThere ? (await wholeStudy(results)).paths : [];
    const outside = paths.map((path) => ({ path, reason: 'a result of the study: run it again' }));
    return { plan, outside };
  }
  return {
    study: () => index.info(),
    sessions: async () => (await index.sessions()).slice(-mostSessions).reverse(),
    people: () => index.people(),
    async addPerson({ body: { subject } }) {
      const before = await index.people();
      const same = before.find((one) => one.subject.toLowerCase() === subject.toLowerCase());
      if (same) throw new RefusedRequest('STUDY', `${same.subject} is there already.`, 'Choose another code.');
      const { simulated } = await index.info();
      await prepareStudy(folder, simulated ?? false);
      await locked(() =>
        writeTableRow(folder, 'participants.tsv', { participant_id: `sub-${subject}` }, 'participant_id'),
      );
      return { subject, cells: {}, nSessions: 0, nRecordings: 0 };
    },
    sessionsOf: ({ params }) => index.sessions(params.subject),
    async sessionResult({ params }) {
      const text = await readFile(join(folder, sessionResults(params).result), 'utf8').catch(() => undefined);
      if (text !== undefined) return JSON.parse(text);
      throw new RefusedRequest(
        'NOT_FOUND',
        `Session ${params.session} of ${params.subject} has no result.`,
        'Look at its recordings: it was imported or interrupted.',
      );
    },
    async knownAnswers({ params }) {
      const { consent, facts } = await knownPeople(folder, params.subject);
      const { kind: _, version: __, subject: ___, startedAt: ____, ...rest } = facts ?? ({} as never);
      return {
        consent: consent
          ? {
              textVersion: consent.textVersion,
              givenAt: consent.givenAt,
              maySharePseudonymised: consent.maySharePseudonymised,
              ...(consent.withdrawnAt !== undefined && { withdrawnAt: consent.withdrawnAt }),
            }
          : null,
        facts: facts ? rest : null,
      };
    },
    async withdrawal({ params }) {
      const { plan, outside } = await planOf(params.subject);
      return withdrawalOf({ ...plan, deleted: [...plan.deleted, ...outside] }, false);
    },
    async withdraw({ params: { subject }, body: { confirm } }) {
      if (confirm !== subject) {
        throw new ArgumentError(`Nothing was removed: ${confirm} was typed.`, `Type ${subject} to remove all this.`);
      }
      return locked(async () => {
        const { plan, outside } = await planOf(subject);
        if (outside.length > 0) await withdrawFiles(results, { deleted: outside, rewritten: [] });
        await withdrawFiles(folder, plan);
        return withdrawalOf({ ...plan, deleted: [...plan.deleted, ...outside] }, true);
      });
    },
    beforeTest: () => ({
      consent: { textVersion: consentVersion, words: consentWords },
      screen: { version: screenVersion, questions: [...screenQuestions] },
    }),
    judgeScreen({ body }) {
      const { verdict, words, reasons } = screenVerdict(body as never);
      return { verdict, words, reasons: [...reasons] };
    },
  };
}
