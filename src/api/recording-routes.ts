import { z } from 'zod';
import { created, floats, html, json, nothing } from './answers.ts';
import { idField } from './fields.ts';
import { importSchema, readUploadSchema, uploadSchema } from './import-schemas.ts';
import {
  analysisQuery,
  analysisSchema,
  explanationHeadSchema,
  recordingSchema,
  segmentsSchema,
  spectrogramHeadSchema,
  stretchHeadSchema,
} from './recording-schemas.ts';
import type { Route } from './route.ts';
import { recordingEntrySchema } from './study-schemas.ts';

const recording = z.strictObject({ recording: idField });
const upload = z.strictObject({ upload: idField });

/** Recordings, their analysis, and files from elsewhere. */
export const recordingRoutes = {
  recordings: {
    method: 'GET',
    path: '/api/recordings',
    what: 'all recordings of the study with their ids',
    group: 'recordings',
    answer: json(z.array(recordingEntrySchema)),
  },
  recording: {
    method: 'GET',
    path: '/api/recordings/:recording',
    what: 'channels, events, issues and device of a recording',
    group: 'recordings',
    params: recording,
    answer: json(recordingSchema),
  },
  stretch: {
    method: 'GET',
    path: '/api/recordings/:recording/signal',
    what: 'a stretch of one channel as lows and highs of so many points, or its samples where there are fewer',
    group: 'recordings',
    params: recording,
    query: z.strictObject({
      channel: z.string().min(1).max(80),
      fromS: z.coerce.number().min(0).default(0),
      toS: z.coerce.number().positive().optional(),
      points: z.coerce.number().int().min(2).max(20_000).default(2000),
    }),
    answer: floats(stretchHeadSchema),
  },
  analysis: {
    method: 'GET',
    path: '/api/recordings/:recording/analysis',
    what: 'segments, indices, trends, strength and issues, as analyze --json prints them, with moved segments where there are some',
    group: 'recordings',
    params: recording,
    query: analysisQuery,
    answer: json(analysisSchema),
  },
  spectrogram: {
    method: 'GET',
    path: '/api/recordings/:recording/spectrogram',
    what: 'the spectrograms of hold and maximal squeeze',
    group: 'recordings',
    params: recording,
    query: analysisQuery,
    answer: floats(spectrogramHeadSchema),
  },
  explanation: {
    method: 'GET',
    path: '/api/recordings/:recording/explanation',
    what: 'what a model says of the recording, and where in the spectrogram of the squeeze it looked',
    group: 'recordings',
    params: recording,
    query: z.strictObject({
      model: idField.default('shipped'),
      method: z.enum(['grad-cam', 'integrated-gradients']).default('grad-cam'),
    }),
    answer: floats(explanationHeadSchema),
  },
  report: {
    method: 'GET',
    path: '/api/recordings/:recording/report.html',
    what: 'the report of a recording as one HTML file',
    group: 'recordings',
    params: recording,
    query: analysisQuery,
    answer: html,
  },
  csv: {
    method: 'GET',
    path: '/api/recordings/:recording/indices.csv',
    what: 'all indices of a recording as tidy rows',
    group: 'recordings',
    params: recording,
    query: analysisQuery,
    answer: { kind: 'file', type: 'text/csv' },
  },
  parquet: {
    method: 'GET',
    path: '/api/recordings/:recording/indices.parquet',
    what: 'the same rows as Parquet',
    group: 'recordings',
    params: recording,
    query: analysisQuery,
    answer: { kind: 'file', type: 'application/vnd.apache.parquet' },
  },
  segments: {
    method: 'GET',
    path: '/api/recordings/:recording/segments',
    what: 'segments that a person moved; null where the found ones stand',
    group: 'recordings',
    params: recording,
    answer: json(segmentsSchema.nullable()),
  },
  saveSegments: {
    method: 'PUT',
    path: '/api/recordings/:recording/segments',
    what: 'stores moved segments below derivatives/myofade; the recording is not touched',
    group: 'recordings',
    params: recording,
    body: segmentsSchema,
    answer: json(segmentsSchema),
  },
  dropSegments: {
    method: 'DELETE',
    path: '/api/recordings/:recording/segments',
    what: 'goes back to the found segments',
    group: 'recordings',
    params: recording,
    answer: nothing,
  },
  upload: {
    method: 'POST',
    path: '/api/uploads',
    what: 'takes a file outside of the study and says what was found in it, or why it cannot be read yet',
    group: 'import',
    isUpload: true,
    answer: created(uploadSchema),
  },
  readUpload: {
    method: 'POST',
    path: '/api/uploads/:upload/read',
    what: 'reads an uploaded file again with a mapping of columns, a rate or a sensor',
    group: 'import',
    params: upload,
    body: readUploadSchema,
    answer: json(uploadSchema),
  },
  importUpload: {
    method: 'POST',
    path: '/api/uploads/:upload/import',
    what: 'writes an uploaded file into the study as a recording of a person',
    group: 'import',
    params: upload,
    body: importSchema,
    answer: created(recordingEntrySchema),
  },
  dropUpload: {
    method: 'DELETE',
    path: '/api/uploads/:upload',
    what: 'forgets an uploaded file',
    group: 'import',
    params: upload,
    answer: nothing,
  },
} as const satisfies Readonly<Record<string, Route>>;
