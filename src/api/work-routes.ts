import { z } from 'zod';
import { html, json } from './answers.ts';
import { idField } from './fields.ts';
import {
  comparisonSchema,
  evaluationSchema,
  jobMessageSchema,
  jobSchema,
  planSchema,
  startJobSchema,
} from './job-schemas.ts';
import { modelsSchema } from './model-schemas.ts';
import type { Route } from './route.ts';

const job = z.strictObject({ job: idField });

/** Long work, its results, and models. */
export const workRoutes = {
  jobs: {
    method: 'GET',
    path: '/api/jobs',
    what: 'long work since the server began, newest first',
    group: 'jobs',
    answer: json(z.array(jobSchema)),
  },
  startJob: {
    method: 'POST',
    path: '/api/jobs',
    what: 'starts an evaluation, comparison, plan, training or analysis of the whole study; one at a time',
    group: 'jobs',
    body: startJobSchema,
    answer: { kind: 'json', schema: jobSchema, status: 202 },
  },
  job: {
    method: 'GET',
    path: '/api/jobs/:job',
    what: 'how long work stands',
    group: 'jobs',
    params: job,
    answer: json(jobSchema),
  },
  jobStream: {
    method: 'GET',
    path: '/api/jobs/:job/stream',
    what: 'the job at once and after each change, until it is over',
    group: 'jobs',
    params: job,
    answer: { kind: 'socket', sends: jobMessageSchema, takes: null, heads: [] },
  },
  cancelJob: {
    method: 'DELETE',
    path: '/api/jobs/:job',
    what: 'asks a job to stop; folds that are done are kept, and the same job goes on from them',
    group: 'jobs',
    params: job,
    answer: json(jobSchema),
  },
  jobResult: {
    method: 'GET',
    path: '/api/jobs/:job/result',
    what: 'what the command prints with --json; of a training { text }',
    group: 'jobs',
    params: job,
    answer: json(z.looseObject({})),
  },
  jobReport: {
    method: 'GET',
    path: '/api/jobs/:job/report.html',
    what: 'the report of a job as one HTML file',
    group: 'jobs',
    params: job,
    answer: html,
  },
  evaluation: {
    method: 'GET',
    path: '/api/results/evaluation',
    what: 'the newest evaluation.json of the study as it is; null where there is none',
    group: 'jobs',
    answer: json(evaluationSchema.nullable()),
  },
  evaluationReport: {
    method: 'GET',
    path: '/api/results/evaluation/report.html',
    what: 'its report',
    group: 'jobs',
    answer: html,
  },
  comparison: {
    method: 'GET',
    path: '/api/results/comparison',
    what: 'the newest comparison that this server made; null where there is none',
    group: 'jobs',
    answer: json(comparisonSchema.nullable()),
  },
  plan: {
    method: 'GET',
    path: '/api/results/plan',
    what: 'the newest plan that this server made; null where there is none',
    group: 'jobs',
    answer: json(planSchema.nullable()),
  },
  models: {
    method: 'GET',
    path: '/api/models',
    what: 'the shipped model and those in derivatives/models of the study, with their cards',
    group: 'models',
    answer: json(modelsSchema),
  },
} as const satisfies Readonly<Record<string, Route>>;
