import { z } from 'zod';
import type { Evaluation, StudyComparison, StudyPlan } from '#study';
import { apiErrorSchema } from './api-error.ts';
import { documentOf, idField, localTimeField } from './fields.ts';

const seed = z.exactOptional(
  z
    .int()
    .min(0)
    .max(2 ** 31),
);
const words = z.string().min(1).max(200);
/** A cell of a table: no list, and nothing that looks like an option. */
const cell = z.string().regex(/^[^\s,-][^,\n]{0,199}$/);
/** A model to evaluate: a kind that is trained, or the id of a finished one. */
const modelField = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);

/** Long work that can be started. What is left out is as in the command of the same name. */
export const startJobSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('evaluate'),
      models: z.array(modelField).min(1).max(12),
      split: z.exactOptional(z.string().regex(/^(loso|kfold:\d{1,3})$/)),
      seed,
      swaps: z.exactOptional(z.int().min(0).max(1000)),
      controls: z.exactOptional(z.int().min(0).max(1000)),
    }),
    z.strictObject({
      kind: z.literal('compare'),
      by: z.exactOptional(z.string().regex(/^[A-Za-z_][\w-]{0,39}$/)),
      between: z.exactOptional(z.tuple([cell, cell])),
      indices: z.exactOptional(
        z
          .array(z.string().regex(/^[\w-]{1,40}$/))
          .min(1)
          .max(60),
      ),
      segment: z.exactOptional(z.enum(['hold', 'mvc', 'contraction'])),
      test: z.exactOptional(z.enum(['t', 'rank'])),
    }),
    z.strictObject({
      kind: z.literal('plan'),
      people: z.exactOptional(z.array(z.int().min(2).max(1000)).min(1).max(20)),
      cohorts: z.exactOptional(z.int().min(2).max(10_000)),
      pool: z.exactOptional(z.int().min(2).max(10_000)),
      difficulty: z.exactOptional(z.enum(['textbook', 'realistic'])),
      seed,
      halfWidth: z.exactOptional(z.number().positive().max(1)),
      power: z.exactOptional(z.number().positive().max(1)),
    }),
    z.strictObject({
      kind: z.literal('train'),
      model: z.enum(['features', 'cnn', 'resnet18', 'resnet50']),
      name: z
        .string()
        .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
        .meta({ description: 'the model is derivatives/models/NAME.onnx of the study afterwards' }),
      seed,
      calibrationShare: z.exactOptional(z.number().positive().lt(1)),
      errorLevel: z.exactOptional(z.number().positive().lt(1)),
      licence: z.exactOptional(words),
    }),
    z.strictObject({
      kind: z.literal('analyze'),
      targetPercent: z.exactOptional(z.number().min(1).max(100)),
      windowS: z.exactOptional(z.number().positive().max(60)),
    }),
  ])
  .meta({ id: 'StartJob' });
export type StartJob = z.infer<typeof startJobSchema>;
export type JobKind = StartJob['kind'];

/** Long work as it stands. */
export const jobSchema = z
  .object({
    id: idField,
    kind: z.enum(['evaluate', 'compare', 'plan', 'train', 'analyze']),
    state: z.enum(['running', 'done', 'failed', 'cancelled']),
    command: z.string().meta({ description: 'the command that does the same' }),
    startedAt: localTimeField,
    endedAt: localTimeField.nullable(),
    progress: z
      .object({
        label: z.string(),
        done: z.number(),
        total: z.number(),
        leftS: z.number().nullable(),
      })
      .nullable(),
    told: z.array(z.string()).meta({ description: 'what it said beside its result, newest last' }),
    hasReport: z.boolean(),
    error: apiErrorSchema.nullable(),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof jobSchema>;

/** Messages of a job's WebSocket: the job, each time something of it changed. */
export const jobMessageSchema = z.object({ kind: z.literal('job'), job: jobSchema }).meta({ id: 'JobMessage' });

/** `evaluation.json` as it is. */
export const evaluationSchema = documentOf<Evaluation>(
  {
    study: z.string(),
    simulated: z.boolean(),
    digest: z.string(),
    split: z.string(),
    subjects: z.int(),
    recordings: z.int(),
    models: z.array(z.looseObject({ model: z.string(), name: z.string(), perRecording: z.array(z.looseObject({})) })),
    confounds: z.array(z.looseObject({ id: z.string() })),
    command: z.string(),
  },
  'evaluation.json as evaluate writes it',
).meta({ id: 'Evaluation' });

/** What `compare --json` and `plan --json` print. */
export const comparisonSchema = documentOf<StudyComparison>({}, 'what compare --json prints').meta({
  id: 'Comparison',
});
export const planSchema = documentOf<StudyPlan>({}, 'what plan --json prints').meta({ id: 'Plan' });
