import { z } from 'zod';
import { idField, issueSchema, sideField, subjectField } from './fields.ts';

/** Largest file that is taken (bytes). */
export const mostUploadBytes = 512 * 1024 * 1024;

const place = z.union([z.string().min(1).max(200), z.int().min(0)]);

/** What a CSV or MAT file does not tell by itself. */
export const mappingSchema = z
  .strictObject({
    fs: z.exactOptional(z.number().positive()),
    timeColumn: z.exactOptional(place),
    timeUnit: z.exactOptional(z.enum(['s', 'ms'])),
    columns: z
      .array(
        z.strictObject({
          column: place,
          name: z.string().min(1).max(80),
          kind: z.exactOptional(z.enum(['emg', 'force', 'other'])),
          sensor: z.exactOptional(z.string().max(80)),
          bits: z.exactOptional(z.int().positive()),
          unit: z.exactOptional(z.enum(['mV', 'uV', 'V', 'N', 'kgf', 'lbf', 'count', 'other'])),
          muscle: z.exactOptional(z.string().max(80)),
          side: z.exactOptional(sideField),
        }),
      )
      .min(1)
      .max(256),
    delimiter: z.exactOptional(z.enum([',', ';', '\t', '|', ' '])),
    decimal: z.exactOptional(z.enum(['.', ','])),
    skipRows: z.exactOptional(z.int().min(0)),
  })
  .meta({ id: 'Mapping' });
export type Mapping = z.infer<typeof mappingSchema>;

/** A file that lies ready to be imported: what was found in it, or why it cannot be read yet. */
export const uploadSchema = z
  .object({
    id: idField,
    fileName: z.string(),
    nBytes: z.int(),
    found: z
      .object({
        format: z.string(),
        durationS: z.number(),
        channels: z.array(
          z.object({
            name: z.string(),
            kind: z.enum(['emg', 'force', 'other']),
            unit: z.string(),
            fs: z.number(),
            nSamples: z.int(),
          }),
        ),
        issues: z.array(issueSchema),
      })
      .nullable(),
    refused: z.object({ code: z.string(), message: z.string(), fix: z.string() }).nullable(),
    head: z.array(z.string()).meta({ description: 'first lines of a text file, for the mapping dialog; else empty' }),
  })
  .meta({ id: 'Upload' });
export type Upload = z.infer<typeof uploadSchema>;

/** How an uploaded file is read. */
export const readUploadSchema = z
  .strictObject({
    mapping: z.exactOptional(mappingSchema),
    fs: z.exactOptional(z.number().positive()),
    channel: z.exactOptional(z.string().max(80)),
    sensor: z.exactOptional(z.string().max(80)),
  })
  .meta({ id: 'ReadUpload' });
export type ReadUpload = z.infer<typeof readUploadSchema>;

/** Where it goes: a new recording of a person. */
export const importSchema = readUploadSchema
  .extend({
    subject: subjectField,
    session: z
      .exactOptional(z.string().regex(/^\d{2,4}$/))
      .meta({ description: 'an existing session; else a new one' }),
    state: z.exactOptional(z.enum(['fresh', 'fatigued'])),
    name: z.exactOptional(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)),
    targetPercent: z.exactOptional(z.number().min(1).max(100)),
  })
  .meta({ id: 'Import' });
export type Import = z.infer<typeof importSchema>;
