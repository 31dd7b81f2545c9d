import { z } from 'zod';
import { ArgumentError } from '#base';
import { checkedJson } from './checked-json.ts';
import { subjectField, timeField, wordsField } from './person-fields.ts';
import { type ScreenQuestionId, screenQuestionIds, screenQuestions, screenVersion } from './screen-questions.ts';

export type ScreenAnswer = 'yes' | 'no' | 'unsure';
export type ScreenAnswers = Readonly<Partial<Record<ScreenQuestionId, ScreenAnswer>>>;

/** What the answers mean. */
export interface ScreenVerdict {
  readonly verdict: 'may-start' | 'ask-first' | 'must-not' | 'incomplete';
  /** The verdict in a sentence. */
  readonly words: string;
  readonly reasons: readonly { readonly id: ScreenQuestionId; readonly reason: string }[];
}

const verdictWords = {
  'may-start': 'Nothing speaks against a test today. Pain at any time ends it at once.',
  'ask-first': 'Ask a health professional first, and note who said yes.',
  'must-not': 'No test today.',
  incomplete: 'Some questions are not answered yet.',
} as const;

/**
 * Whether a test may start by the answers to {@link screenQuestions}. Who is unsure asks first; a question without an
 * answer leaves the screen incomplete, unless another answer already says no.
 *
 * @throws ArgumentError for an answer to no question, or one that is none of yes, no, unsure.
 */
export function screenVerdict(answers: ScreenAnswers): ScreenVerdict {
  const strange = Object.entries(answers).find(
    ([id, answer]) =>
      !(screenQuestionIds as readonly string[]).includes(id) || !['yes', 'no', 'unsure'].includes(answer),
  );
  if (strange) {
    throw new ArgumentError(
      `answers must hold yes, no or unsure by question, got ${strange.join(': ')} — in screenVerdict.`,
      `Answer ${screenQuestionIds.join(', ')}.`,
    );
  }
  const told = screenQuestions.filter(({ id }) => answers[id] === 'yes' || answers[id] === 'unsure');
  const isStopped = told.some(({ id, ifYes }) => ifYes === 'stop' && answers[id] === 'yes');
  const isIncomplete = screenQuestions.some(({ id }) => answers[id] === undefined);
  const verdict = isStopped ? 'must-not' : isIncomplete ? 'incomplete' : told.length > 0 ? 'ask-first' : 'may-start';
  return { verdict, words: verdictWords[verdict], reasons: told.map(({ id, reason }) => ({ id, reason })) };
}

/** A screen as it is stored. */
export interface SafetyScreen {
  readonly kind: 'myofade screen';
  readonly version: typeof screenVersion;
  readonly subject: string;
  readonly answeredAt: string;
  readonly answers: ScreenAnswers;
  /** Who said yes where somebody had to be asked: a role, not a name. */
  readonly clearedBy?: string;
}

const screenSchema: z.ZodType<SafetyScreen> = z.strictObject({
  kind: z.literal('myofade screen'),
  version: z.literal(screenVersion),
  subject: subjectField,
  answeredAt: timeField,
  answers: z.partialRecord(z.enum(screenQuestionIds), z.enum(['yes', 'no', 'unsure'])),
  clearedBy: z.exactOptional(wordsField),
});

/** @throws FormatError for a text that is no stored screen. */
export function parseScreen(json: string, { file }: { readonly file: string }): SafetyScreen {
  return checkedJson(json, screenSchema, { what: 'screen', file });
}

/** Whether a test may start by a stored screen: nothing speaks against it, or a professional who was asked said yes. */
export function mayStart({ answers, clearedBy }: SafetyScreen): boolean {
  const { verdict } = screenVerdict(answers);
  return verdict === 'may-start' || (verdict === 'ask-first' && clearedBy !== undefined);
}
