import { z } from 'zod';
import { screenQuestionIds, sessionFactsSchema } from '#study';

/** The questions before a test of full effort, and the words of consent. */
export const beforeTestSchema = z
  .object({
    consent: z.object({ textVersion: z.string(), words: z.string() }),
    screen: z.object({
      version: z.int(),
      questions: z.array(
        z.object({
          id: z.enum(screenQuestionIds),
          question: z.string(),
          ifYes: z.enum(['stop', 'ask']),
          reason: z.string(),
        }),
      ),
    }),
  })
  .meta({ id: 'BeforeTest' });
export type BeforeTest = z.infer<typeof beforeTestSchema>;

export const screenAnswersSchema = z.partialRecord(z.enum(screenQuestionIds), z.enum(['yes', 'no', 'unsure']));

export const screenVerdictSchema = z
  .object({
    verdict: z.enum(['may-start', 'ask-first', 'must-not', 'incomplete']),
    words: z.string(),
    reasons: z.array(z.object({ id: z.enum(screenQuestionIds), reason: z.string() })),
  })
  .meta({ id: 'ScreenVerdict' });

/** How somebody sits and grips: what a comparison with another session depends on. */
export const factsSchema = sessionFactsSchema.omit({ kind: true, version: true, subject: true, startedAt: true });
export type Facts = z.infer<typeof factsSchema>;

/** What was said before a test; each part is left out where nobody was asked. */
export const answersSchema = z
  .strictObject({
    consent: z.exactOptional(
      z.strictObject({
        textVersion: z.string().min(1).max(200),
        agreed: z.literal(true, { error: 'without consent nothing is recorded' }),
        maySharePseudonymised: z.boolean(),
      }),
    ),
    screen: z.exactOptional(
      z.strictObject({ answers: screenAnswersSchema, clearedBy: z.exactOptional(z.string().min(1).max(200)) }),
    ),
    facts: z.exactOptional(factsSchema),
  })
  .meta({ id: 'Answers' });
export type Answers = z.infer<typeof answersSchema>;

/** What earlier sessions of a person stored; safety is asked anew every time. */
export const knownAnswersSchema = z
  .object({
    consent: z
      .object({
        textVersion: z.string(),
        givenAt: z.string(),
        maySharePseudonymised: z.boolean(),
        withdrawnAt: z.string().optional(),
      })
      .nullable(),
    facts: factsSchema.nullable(),
  })
  .meta({ id: 'KnownAnswers' });
export type KnownAnswers = z.infer<typeof knownAnswersSchema>;
