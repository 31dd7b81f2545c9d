import { z } from 'zod';
import type { GuideNotice } from '#protocol';
import { addressField, wiringSchema } from './device-schemas.ts';
import { documentOf, idField, localTimeField, subjectField } from './fields.ts';
import { answersSchema } from './people-schemas.ts';
import { sessionViewSchema } from './view-schema.ts';

/** A look at the signal before a test: everything streams, nothing is written. */
export const startCheckSchema = z.strictObject({ wiring: wiringSchema }).meta({ id: 'StartCheck' });

/** A test that shall begin. */
export const startTestSchema = z
  .strictObject({
    subject: subjectField,
    protocol: z.union([z.string().max(40), z.strictObject({ text: z.string().max(200_000) })]).meta({
      description: 'id of a built-in protocol, or the text of a protocol file',
    }),
    wiring: wiringSchema,
    answers: z.exactOptional(answersSchema),
    practise: z.exactOptional(z.boolean()),
    resume: z.exactOptional(z.boolean()).meta({ description: 'go on with the last, interrupted test of this person' }),
    model: z.exactOptional(z.union([idField, z.null()])).meta({ description: 'id of a model; null for none' }),
    powerLineHz: z.exactOptional(z.union([z.literal(50), z.literal(60)])),
  })
  .meta({ id: 'StartTest' });
export type StartTest = z.infer<typeof startTestSchema>;

/** What stands in the one place for something live. */
export const liveStateSchema = z
  .object({
    id: idField,
    kind: z.enum(['check', 'test']),
    phase: z.enum(['connecting', 'running', 'done', 'failed']),
    subject: subjectField.nullable(),
    session: z.string().nullable(),
    title: z.string(),
    protocol: z.string().nullable(),
    address: addressField,
    isSimulated: z.boolean(),
    startedAt: localTimeField,
    fs: z.number().nullable(),
    channels: z
      .array(z.object({ name: z.string(), kind: z.enum(['emg', 'force', 'other']), unit: z.string() }))
      .nullable()
      .meta({ description: 'those of signal messages, in their order; null until the device runs' }),
    error: z.object({ code: z.string(), message: z.string(), fix: z.string() }).nullable(),
    recordings: z.array(z.object({ id: idField, file: z.string() })),
    result: z.unknown().meta({ description: 'what record --json prints, once a test is over; null before' }),
  })
  .meta({ id: 'LiveState' });
export type LiveState = z.infer<typeof liveStateSchema>;

/** What whoever leads a test can ask for at any time. */
export const commandSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['begin', 'pause', 'resume', 'repeat', 'skip', 'abort', 'pain']) }),
    z.strictObject({ kind: z.literal('answer'), value: z.number().nullable() }),
  ])
  .meta({ id: 'GuideCommand' });
export type SentCommand = z.infer<typeof commandSchema>;

/** Head of a binary message with samples: [nChannels][nSamples] of the channels in `LiveState.channels`, NaN where lost. */
export const signalHeadSchema = z
  .object({
    kind: z.literal('signal'),
    firstIndex: z.int().meta({ description: 'number of the first sample since the device began' }),
    nSamples: z.int(),
    isReplay: z.boolean(),
  })
  .meta({ id: 'SignalHead' });
export type SignalHead = z.infer<typeof signalHeadSchema>;

/** Head of a binary message with columns of the spectrogram: dB re 1 mV²/Hz, [nColumns][nBins]. */
export const columnsHeadSchema = z
  .object({
    kind: z.literal('columns'),
    channel: z.string(),
    timesS: z.array(z.number()).meta({ description: 'middle of each column, from the first sample' }),
    lowestHz: z.number(),
    stepHz: z.number(),
  })
  .meta({ id: 'ColumnsHead' });
export type ColumnsHead = z.infer<typeof columnsHeadSchema>;

const noticeSchema = documentOf<GuideNotice>({ kind: z.string(), atS: z.number() }, 'a notice of the guide');

/** Text messages that the server sends, as JSON. Samples and columns come as packed floats, see their heads. */
export const fromServerSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('state'), state: liveStateSchema.nullable() }),
    z.object({ kind: z.literal('view'), view: sessionViewSchema }),
    z.object({ kind: z.literal('notice'), notice: noticeSchema }),
    z.object({
      kind: z.literal('kept').meta({ description: 'answer to a replay: samples from here on can still be had' }),
      firstIndex: z.int(),
      nextIndex: z.int(),
    }),
  ])
  .meta({ id: 'LiveMessage' });
export type LiveMessage = z.infer<typeof fromServerSchema>;

/** Messages that a page sends: a command, or a request for samples that it missed. */
export const fromPageSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('command'), command: commandSchema }),
    z.strictObject({ kind: z.literal('replay'), fromIndex: z.int().min(0) }),
  ])
  .meta({ id: 'PageMessage' });
export type PageMessage = z.infer<typeof fromPageSchema>;
