import { z } from 'zod';
import type { AnalysisJson, SessionSummary } from '#report';
import { documentOf, issueSchema, sideField } from './fields.ts';
import { recordingEntrySchema } from './study-schemas.ts';

const channelSchema = z.object({
  name: z.string(),
  kind: z.enum(['emg', 'force', 'other']),
  unit: z.string(),
  fs: z.number(),
  nSamples: z.int(),
  muscle: z.string().optional(),
  side: sideField.optional(),
});

/** What a recording says of itself. */
export const recordingSchema = z
  .object({
    entry: recordingEntrySchema,
    simulated: z.boolean(),
    durationS: z.number(),
    channels: z.array(channelSchema),
    events: z.array(z.looseObject({ onsetS: z.number(), durationS: z.number(), label: z.string() })),
    issues: z.array(issueSchema),
    device: z.string().nullable(),
    sha256: z.string(),
  })
  .meta({ id: 'Recording' });
export type RecordingInfo = z.infer<typeof recordingSchema>;

/** Head of a stretch of signal: arrays are [low, high] of each point, or [samples] where points are single samples. */
export const stretchHeadSchema = z
  .object({
    channel: z.string(),
    unit: z.string(),
    fs: z.number(),
    fromS: z.number(),
    stepS: z.number().meta({ description: 'time from one point to the next' }),
    isSamples: z.boolean().meta({ description: 'true: one array of samples; false: two, lows and highs' }),
  })
  .meta({ id: 'StretchHead' });
export type StretchHead = z.infer<typeof stretchHeadSchema>;

/** Head of spectrogram pictures: one array [nBands × nFrames] in dB for each segment, relative to the hold. */
export const spectrogramHeadSchema = z
  .object({
    segments: z.array(
      z.object({
        kind: z.enum(['hold', 'mvc']),
        nBands: z.int(),
        nFrames: z.int(),
        freqsHz: z.array(z.number()),
        timesS: z.array(z.number()),
      }),
    ),
  })
  .meta({ id: 'SpectrogramHead' });
export type SpectrogramHead = z.infer<typeof spectrogramHeadSchema>;

/** Head of an explanation: one array [nBands × nFrames] over the maximal squeeze. */
export const explanationHeadSchema = z
  .object({
    method: z.enum(['grad-cam', 'integrated-gradients']),
    state: z.enum(['fresh', 'fatigued']),
    model: z.string(),
    isOfSimulated: z.boolean(),
    probability: z.number(),
    verdict: z.enum(['fresh', 'fatigued', 'undecided']),
    undecided: z.tuple([z.number(), z.number()]).nullable(),
    nBands: z.int(),
    nFrames: z.int(),
    freqsHz: z.array(z.number()),
    timesS: z.array(z.number()),
  })
  .meta({ id: 'ExplanationHead' });
export type ExplanationHead = z.infer<typeof explanationHeadSchema>;

/** The same document as `analyze --json` prints. */
export const analysisSchema = documentOf<AnalysisJson>(
  {
    file: z.string(),
    simulated: z.boolean(),
    durationS: z.number(),
    fs: z.number(),
    issues: z.array(issueSchema),
    segments: z.array(z.looseObject({ kind: z.string(), startS: z.number(), endS: z.number() })),
    indices: z.array(z.looseObject({ id: z.string() })),
    contractions: z.array(z.looseObject({ segment: z.string() })),
    methods: z.string(),
  },
  'what analyze --json prints of one recording',
).meta({ id: 'Analysis' });

/** What a guided test says, as `session --json` prints it. */
export const sessionSummarySchema = documentOf<SessionSummary>(
  { subject: z.string(), session: z.string() },
  'what session --json prints of one guided test',
).meta({ id: 'SessionSummary' });

/** Segments as a person moved them; they replace the found ones until they are deleted. */
export const segmentsSchema = z
  .strictObject({
    channel: z.string().min(1).max(80),
    segments: z
      .array(
        z.strictObject({
          kind: z.enum(['rest', 'hold', 'mvc', 'contraction']),
          startS: z.number().min(0),
          endS: z.number().positive(),
        }),
      )
      .max(1000),
  })
  .meta({ id: 'Segments' });
export type Segments = z.infer<typeof segmentsSchema>;

export const analysisQuery = z.strictObject({
  channel: z.string().max(80).optional(),
  subtractMains: z.stringbool().optional(),
});
