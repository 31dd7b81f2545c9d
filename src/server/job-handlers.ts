import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiError, Job } from '#api';
import type { Progress } from '#base';
import { writeWhole } from '#node';
import type { Socket, SomeHandlers } from './handlers.ts';
import { type JobCommand, type JobPlaces, jobCommand } from './job-command.ts';
import { RefusedRequest, refusalOf } from './refused-request.ts';
import { wireJson } from './wire-json.ts';

/** What a command that runs hears and tells. */
export interface JobContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** A line that it said beside its result. */
  readonly onTold: (line: string) => void;
}

/** Runs a command of the program apart from the server, and gives what it printed. */
export type RunCommand = (args: readonly string[], context: JobContext) => Promise<string>;

interface Kept {
  job: Job;
  readonly command: JobCommand;
  readonly abort: AbortController;
  readonly sockets: Set<Socket>;
  result: object | undefined;
  done: Promise<void>;
}

const mostTold = 200;
/** Between two messages about progress (ms): nobody sees more. */
const tellEveryMs = 100;

/** A word as a shell takes it for one. */
const quoted = (word: string): string => (/^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

async function jsonFile(path: string): Promise<never> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return (text === undefined ? null : JSON.parse(text)) as never;
}

async function reportFile(path: string, fileName: string): Promise<{ content: string; fileName: string }> {
  const content = await readFile(path, 'utf8').catch(() => undefined);
  if (content !== undefined) return { content, fileName };
  throw new RefusedRequest('NOT_FOUND', 'There is no report yet.', 'Start the work and wait until it is done.');
}

/** Handlers of long work: each job is a command of the program in a process of its own; one runs at a time. */
export function jobHandlers({
  places,
  runCommand,
  localTime,
  nowMs,
}: {
  readonly places: JobPlaces;
  readonly runCommand: RunCommand;
  readonly localTime: () => string;
  readonly nowMs: () => number;
}): SomeHandlers<
  | 'jobs'
  | 'startJob'
  | 'job'
  | 'jobStream'
  | 'cancelJob'
  | 'jobResult'
  | 'jobReport'
  | 'evaluation'
  | 'evaluationReport'
  | 'comparison'
  | 'plan'
> & { close(): Promise<void> } {
  const jobs = new Map<string, Kept>();

  function keptOf(id: string): Kept {
    const kept = jobs.get(id);
    if (kept) return kept;
    throw new RefusedRequest('NOT_FOUND', `There is no job ${id}.`, 'Load the list of jobs again.');
  }
  function change(kept: Kept, changes: Partial<Job>): void {
    kept.job = { ...kept.job, ...changes };
    for (const socket of kept.sockets) {
      socket.send(wireJson({ kind: 'job', job: kept.job }));
      if (kept.job.state !== 'running') socket.close();
    }
  }
  async function work(kept: Kept): Promise<void> {
    let told = Number.NEGATIVE_INFINITY;
    let ended: Partial<Job>;
    try {
      const printed = await runCommand(kept.command.args, {
        signal: kept.abort.signal,
        onProgress({ label, done, total, speed }) {
          const progress = { label, done, total, leftS: speed?.leftS ?? null };
          kept.job = { ...kept.job, progress };
          if (nowMs() - told < tellEveryMs) return;
          told = nowMs();
          change(kept, {});
        },
        onTold: (line) => change(kept, { told: [...kept.job.told, line].slice(-mostTold) }),
      });
      kept.result = kept.command.args.includes('--json') ? JSON.parse(printed) : { text: printed };
      const { keptAs } = kept.command;
      if (keptAs !== null) await writeWhole(keptAs, printed);
      ended = { state: 'done', hasReport: kept.command.report !== null };
    } catch (error) {
      const body: ApiError = refusalOf(error).body;
      ended = { state: body.code === 'CANCELLED' ? 'cancelled' : 'failed', error: body };
    }
    change(kept, { ...ended, endedAt: localTime() });
  }

  return {
    jobs: () => [...jobs.values()].map(({ job }) => job).reverse(),
    startJob({ body }) {
      const running = [...jobs.values()].find(({ job }) => job.state === 'running');
      if (running) {
        throw new RefusedRequest('BUSY', `A job (${running.job.kind}) is running.`, 'Wait for it, or cancel it.');
      }
      const command = jobCommand(body, places);
      const kept: Kept = {
        command,
        abort: new AbortController(),
        sockets: new Set(),
        result: undefined,
        done: Promise.resolve(),
        job: {
          id: randomBytes(6).toString('hex'),
          kind: body.kind,
          state: 'running',
          command: ['npm run -s myofade --', ...command.args.map(quoted)].join(' '),
          startedAt: localTime(),
          endedAt: null,
          progress: null,
          told: [],
          hasReport: false,
          error: null,
        },
      };
      jobs.set(kept.job.id, kept);
      kept.done = work(kept);
      return kept.job;
    },
    job: ({ params }) => keptOf(params.job).job,
    jobStream(socket, { params }) {
      const kept = keptOf(params.job);
      kept.sockets.add(socket);
      socket.onClose(() => kept.sockets.delete(socket));
      socket.send(wireJson({ kind: 'job', job: kept.job }));
      if (kept.job.state !== 'running') socket.close();
    },
    cancelJob({ params }) {
      const kept = keptOf(params.job);
      kept.abort.abort();
      return kept.job;
    },
    jobResult({ params }) {
      const { result, job } = keptOf(params.job);
      if (result) return result as never;
      throw new RefusedRequest('NOT_FOUND', `The job is ${job.state} and has no result.`, 'Wait until it is done.');
    },
    async jobReport({ params }) {
      const { command, job } = keptOf(params.job);
      return reportFile(job.hasReport ? (command.report ?? '') : '', `${job.kind}.html`);
    },
    evaluation: () => jsonFile(join(places.results, 'evaluation.json')),
    evaluationReport: () => reportFile(join(places.results, 'report.html'), 'evaluation.html'),
    comparison: () => jsonFile(join(places.results, 'comparison.json')),
    plan: () => jsonFile(join(places.results, 'plan', 'plan.json')),
    async close() {
      for (const { abort } of jobs.values()) abort.abort();
      await Promise.all([...jobs.values()].map(({ done }) => done));
    },
  };
}
