import { z } from 'zod';
import { created, html, json } from './answers.ts';
import { subjectField } from './fields.ts';
import { beforeTestSchema, knownAnswersSchema, screenAnswersSchema, screenVerdictSchema } from './people-schemas.ts';
import { sessionSummarySchema } from './recording-schemas.ts';
import type { Route } from './route.ts';
import { personSchema, sessionSchema, studySchema, withdrawalSchema } from './study-schemas.ts';

const subject = z.strictObject({ subject: subjectField });
const sessionPlace = z.strictObject({ subject: subjectField, session: z.string().regex(/^\d{2,4}$/) });

/** Study and people. */
export const studyRoutes = {
  study: {
    method: 'GET',
    path: '/api/study',
    what: 'name, folder and size of the study',
    group: 'study',
    answer: json(studySchema),
  },
  sessions: {
    method: 'GET',
    path: '/api/sessions',
    what: 'sessions of everybody, newest first, at most 50',
    group: 'study',
    answer: json(z.array(sessionSchema)),
  },
  people: {
    method: 'GET',
    path: '/api/people',
    what: 'everybody of the study, by code',
    group: 'people',
    answer: json(z.array(personSchema)),
  },
  addPerson: {
    method: 'POST',
    path: '/api/people',
    what: 'adds a code to participants.tsv',
    group: 'people',
    body: z.strictObject({ subject: subjectField }),
    answer: created(personSchema),
  },
  sessionsOf: {
    method: 'GET',
    path: '/api/people/:subject/sessions',
    what: 'sessions of a person with the cells of _sessions.tsv and their recordings with those of _scans.tsv',
    group: 'people',
    params: subject,
    answer: json(z.array(sessionSchema)),
  },
  sessionResult: {
    method: 'GET',
    path: '/api/people/:subject/sessions/:session/result',
    what: 'what the test said at its end, as record --json prints it',
    group: 'people',
    params: sessionPlace,
    answer: json(z.looseObject({ kind: z.literal('myofade session result') })),
  },
  sessionSummary: {
    method: 'GET',
    path: '/api/people/:subject/sessions/:session/summary',
    what: 'what the test says, measured from its recordings: headline, strength, signal, classifier, quality, history; as session --json prints it',
    group: 'people',
    params: sessionPlace,
    answer: json(sessionSummarySchema),
  },
  sessionReport: {
    method: 'GET',
    path: '/api/people/:subject/sessions/:session/report.html',
    what: 'the report of a guided test as one HTML file',
    group: 'people',
    params: sessionPlace,
    answer: html,
  },
  knownAnswers: {
    method: 'GET',
    path: '/api/people/:subject/answers',
    what: 'what earlier sessions stored of consent and posture',
    group: 'people',
    params: subject,
    answer: json(knownAnswersSchema),
  },
  withdrawal: {
    method: 'GET',
    path: '/api/people/:subject/withdrawal',
    what: 'what a withdrawal would remove; nothing is done',
    group: 'people',
    params: subject,
    answer: json(withdrawalSchema),
  },
  withdraw: {
    method: 'POST',
    path: '/api/people/:subject/withdrawal',
    what: 'removes a person everywhere in the study, results included; the code has to be typed again',
    group: 'people',
    params: subject,
    body: z.strictObject({ confirm: subjectField }),
    answer: json(withdrawalSchema),
  },
  beforeTest: {
    method: 'GET',
    path: '/api/before-test',
    what: 'words of consent and safety questions',
    group: 'people',
    answer: json(beforeTestSchema),
  },
  judgeScreen: {
    method: 'POST',
    path: '/api/before-test/verdict',
    what: 'what answers to the safety questions mean; nothing is stored',
    group: 'people',
    body: screenAnswersSchema,
    answer: json(screenVerdictSchema),
  },
} as const satisfies Readonly<Record<string, Route>>;
