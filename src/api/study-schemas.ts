import { z } from 'zod';
import { cellsSchema, idField, localTimeField, stateField, subjectField } from './fields.ts';

/** What stands at the top of every screen. */
export const studySchema = z
  .object({
    name: z.string(),
    folder: z.string().meta({ description: 'where it lies, to be read by people' }),
    form: z.enum(['bids-emg', 'manifest', 'empty']),
    simulated: z.boolean().nullable().meta({ description: 'null where the study holds nobody yet' }),
    nPeople: z.int(),
    nRecordings: z.int(),
    canRecord: z.boolean().meta({ description: 'false for a study with recordings.csv, which tests do not go into' }),
    software: z.object({ name: z.string(), version: z.string(), build: z.string() }),
  })
  .meta({ id: 'Study' });
export type StudyInfo = z.infer<typeof studySchema>;

export const personSchema = z
  .object({
    subject: subjectField,
    cells: cellsSchema.meta({ description: 'row of participants.tsv' }),
    nSessions: z.int(),
    nRecordings: z.int(),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof personSchema>;

export const recordingEntrySchema = z
  .object({
    id: idField,
    subject: subjectField,
    session: z.string().nullable().meta({ description: '01, 02, …; null where the study knows no sessions' }),
    file: z.string().meta({ description: 'its place in the study, to be read by people; the API takes its id' }),
    name: z.string().nullable().meta({ description: 'what the protocol calls it' }),
    state: stateField,
    cells: cellsSchema.meta({ description: 'row of _scans.tsv, or of recordings.csv' }),
  })
  .meta({ id: 'RecordingEntry' });
export type RecordingEntry = z.infer<typeof recordingEntrySchema>;

export const sessionSchema = z
  .object({
    subject: subjectField,
    session: z.string().nullable(),
    startedAt: localTimeField.nullable(),
    cells: cellsSchema.meta({ description: 'row of _sessions.tsv' }),
    recordings: z.array(recordingEntrySchema),
    hasResult: z.boolean().meta({ description: 'true where the test stored its result' }),
  })
  .meta({ id: 'Session' });
export type SessionEntry = z.infer<typeof sessionSchema>;

const withdrawnFileSchema = z.object({ path: z.string(), reason: z.string() });

/** What a withdrawal does, or has done. */
export const withdrawalSchema = z
  .object({
    subject: subjectField,
    isDone: z.boolean(),
    deleted: z.array(withdrawnFileSchema),
    rewritten: z.array(withdrawnFileSchema.extend({ nRows: z.int() })),
    byHand: z.array(withdrawnFileSchema),
    models: z.array(z.string()),
  })
  .meta({ id: 'Withdrawal' });
export type Withdrawal = z.infer<typeof withdrawalSchema>;
