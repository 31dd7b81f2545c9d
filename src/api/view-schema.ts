import { z } from 'zod';
import type { SessionView } from '#live';
import { deviceFactsSchema } from './device-schemas.ts';
import { issueSchema, type Sent } from './fields.ts';
import { ratingScaleSchema } from './protocol-schemas.ts';

const effort = z.object({ value: z.number(), percent: z.number().nullable() });
const word = z.enum(['rest', 'relax', 'hold', 'maximum', 'easy']);
const recordingSchema = z.object({ name: z.string(), state: z.enum(['fresh', 'fatigued']).optional() });

/** All that a screen shows of the guide. */
const guideViewSchema = z.object({
  phase: z.enum(['ready', 'running', 'paused', 'asking', 'finished']),
  end: z.enum(['protocol-over', 'rule-met', 'time-out', 'aborted', 'pain', 'no-signal']).nullable(),
  timeS: z.number(),
  cue: z.object({ word, text: z.string(), leftS: z.number(), durationS: z.number(), isAdded: z.boolean() }).nullable(),
  next: z.object({ word, text: z.string(), durationS: z.number() }).nullable(),
  unit: z.enum(['N', 'mV']),
  effort: effort.nullable(),
  target: z.object({ value: z.number(), low: z.number(), high: z.number(), percent: z.number() }).nullable(),
  isInBand: z.boolean().nullable(),
  reference: z.number().nullable(),
  rounds: z.array(z.int()),
  recording: recordingSchema.nullable(),
  trials: z.array(
    z.object({
      isReference: z.boolean(),
      rounds: z.array(z.int()),
      effort: effort.nullable(),
      isAccepted: z.boolean(),
      isCounted: z.boolean(),
      words: z.string(),
    }),
  ),
  message: z.string(),
  ask: ratingScaleSchema.nullable(),
  left: z.object({ atLeastS: z.number(), atMostS: z.number() }),
  lossPercent: z.number().nullable(),
  caution: z.string().nullable(),
  issues: z.array(issueSchema),
});

const span = z.object({ startS: z.number(), endS: z.number() });

const judgementSchema = z.looseObject({
  channel: z.string(),
  probability: z.number().nullable(),
  reason: z.string().optional(),
  verdict: z.enum(['fresh', 'fatigued', 'undecided']).optional(),
  undecided: z.tuple([z.number(), z.number()]).nullable(),
  crops: z.object({ low: z.number(), high: z.number(), n: z.int() }).optional(),
  isComplete: z.boolean(),
  hold: span,
  mvc: span,
  latencyS: z.number().nullable(),
  model: z.string(),
  isOfSimulated: z.boolean(),
});

/** A course with its trend, as it is sent. */
const course = z.looseObject({
  course: z.looseObject({ timesS: z.array(z.number()), values: z.array(z.number().nullable()) }),
  trend: z.looseObject({}).nullable(),
});

const fields = {
  guide: guideViewSchema,
  device: deviceFactsSchema.extend({ address: z.string(), isConnected: z.boolean(), message: z.string() }),
  recording: z.object({ name: z.string(), durationS: z.number() }).nullable(),
  durationS: z.number(),
  nLost: z.int(),
  trace: z.array(z.object({ low: z.number().nullable(), high: z.number().nullable() })),
  traceStepS: z.number(),
  effort: z.array(z.number().nullable()),
  effortStepS: z.number(),
  window: z
    .looseObject({
      channel: z.string(),
      startS: z.number(),
      endS: z.number(),
      rmsMv: z.number(),
      mdfHz: z.number().nullable(),
      mnfHz: z.number().nullable(),
      isGood: z.boolean(),
      phase: z.enum(['none', 'rest', 'hold', 'maximal']),
    })
    .nullable(),
  reading: z
    .looseObject({ channel: z.string(), startS: z.number(), endS: z.number(), mdf: course, rms: course })
    .nullable(),
  strength: z
    .looseObject({ restedMvcN: z.number().nullable(), declinePercentPerMin: z.number().nullable() })
    .nullable(),
  judgement: judgementSchema.nullable(),
  lights: z.array(
    z.object({
      id: z.enum(['signal', 'hum', 'clipping', 'movement', 'lost']),
      name: z.string(),
      isGood: z.boolean().nullable(),
      remedy: z.string().optional(),
    }),
  ),
  cautions: z.array(z.string()),
};

/** What is sent of a running test: `SessionView` with lists for typed arrays. */
export type SentView = Sent<SessionView>;
export const sessionViewSchema = z.object(fields).meta({ id: 'SessionView' }) as unknown as z.ZodType<SentView>;
