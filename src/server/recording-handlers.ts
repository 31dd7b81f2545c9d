import { readFile, realpath, rm } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { type RecordingEntry, type Segments, segmentsSchema, type TakenQuery } from '#api';
import { ArgumentError } from '#base';
import { lockStudy, readBytes, writeWhole } from '#node';
import { durationS, type ReadOptions, type Recording, readRecording, type Segment } from '#recording';
import { isSimulatedSource } from '#report';
import type { SessionPlace } from '#study';
import type { SomeHandlers } from './handlers.ts';
import type { ProductTask } from './product.ts';
import type { Product, RecordingTask } from './recording-product.ts';
import { RefusedRequest } from './refused-request.ts';
import { stretchOf } from './stretch.ts';
import type { StudyIndex } from './study-index.ts';

/** What handlers of recordings need. */
export interface RecordingContext {
  readonly folder: string;
  readonly index: StudyIndex;
  readonly modelBytesOf: (id: string) => Promise<Uint8Array>;
  readonly runProduct: (task: ProductTask) => Promise<Product>;
  readonly localTime: () => string;
}

/** Recordings of the study by their ids. */
export interface StudyFiles {
  read(id: string): Promise<Recording>;
  /** The place of a recording on the disk, and what its table says of how to read it. */
  find(id: string): Promise<{ readonly entry: RecordingEntry; readonly path: string; readonly known: ReadOptions }>;
}

const mostKept = 3;

/** Recordings read from the study; the last few are kept, as a viewer asks for them again and again. */
export function studyFiles(folder: string, index: StudyIndex): StudyFiles {
  const kept = new Map<string, { readonly bytes: Uint8Array; readonly recording: Recording }>();
  async function find(id: string) {
    const entry = await index.entry(id);
    const root = await realpath(folder);
    const path = await realpath(resolve(root, entry.file)).catch(() => resolve(root, entry.file));
    // A table or a link of the study may name any file: what lies outside is not opened.
    if (!path.startsWith(root + sep)) {
      throw new RefusedRequest('FORBIDDEN', `${entry.file} leads out of the study.`, 'Keep recordings inside of it.');
    }
    const { channel, sensor, fs } = entry.session === null ? entry.cells : {};
    const known: ReadOptions = {
      file: entry.file,
      ...(channel && { channel }),
      ...(sensor && { sensor }),
      ...(fs && { fs: Number(fs) }),
    };
    return { entry, path, known };
  }
  return {
    find,
    async read(id) {
      const { path, known } = await find(id);
      const bytes = await readBytes(path);
      const before = kept.get(id);
      if (before && Buffer.compare(before.bytes, bytes) === 0) return before.recording;
      const { channel: _, sensor, ...rest } = known;
      const recording = await readRecording(bytes, sensor === undefined ? rest : known);
      kept.delete(id);
      kept.set(id, { bytes, recording });
      for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
      return recording;
    },
  };
}

/** Handlers of recordings and of what is made of them. */
export function recordingHandlers(
  { folder, index, modelBytesOf, runProduct, localTime }: RecordingContext,
  files: StudyFiles,
): SomeHandlers<
  | 'recordings'
  | 'recording'
  | 'stretch'
  | 'analysis'
  | 'spectrogram'
  | 'explanation'
  | 'report'
  | 'csv'
  | 'parquet'
  | 'segments'
  | 'saveSegments'
  | 'dropSegments'
  | 'sessionSummary'
  | 'sessionReport'
> {
  const segmentsFile = ({ file }: RecordingEntry): string =>
    join(folder, 'derivatives', 'myofade', `${file.replace(/\.[^./]*$/, '')}_segments.json`);

  async function movedOf(entry: RecordingEntry): Promise<Segments | null> {
    try {
      return segmentsSchema.parse(JSON.parse(await readFile(segmentsFile(entry), 'utf8')));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw new ArgumentError('The stored segments cannot be read.', 'Delete them, and move the segments again.', {
        cause,
      });
    }
  }
  async function product(id: string, query: TakenQuery<'analysis'>, make: RecordingTask['make']): Promise<Product> {
    const { entry, path, known } = await files.find(id);
    const target = Number(entry.cells.target_percent ?? Number.NaN);
    return runProduct({
      path,
      known,
      query,
      make,
      segments: await movedOf(entry),
      head: { subject: entry.subject, state: entry.state },
      ...(target > 0 && target <= 100 && { targetPercent: target }),
    });
  }
  async function sessionProduct(place: SessionPlace, kind: 'session' | 'session-report'): Promise<Product> {
    const sessions = await index.sessions(place.subject);
    const found = sessions.find(({ session }) => session === place.session);
    if (!found) {
      throw new RefusedRequest(
        'NOT_FOUND',
        `There is no session ${place.session} of ${place.subject}.`,
        'Load the list again.',
      );
    }
    const byHand: Record<string, Segment[]> = {};
    for (const entry of found.recordings) {
      const moved = await movedOf(entry);
      if (moved) byHand[entry.file] = moved.segments.map((segment) => ({ ...segment, channel: moved.channel }));
    }
    return runProduct({ folder, ...place, byHand, make: { kind } });
  }
  async function fileOf(id: string, query: TakenQuery<'analysis'>, kind: 'report' | 'csv' | 'parquet', ending: string) {
    const made = await product(id, query, { kind });
    const { entry } = await files.find(id);
    if (made.kind !== 'content') throw new Error(`No content came of ${kind}.`);
    return { content: made.content, fileName: `${basename(entry.file).replace(/\.[^.]*$/, '')}${ending}` };
  }
  async function floatsOf<Head>(made: Promise<Product>): Promise<{ head: Head; arrays: readonly Float32Array[] }> {
    const one = await made;
    if (one.kind !== 'floats') throw new Error('No numbers came.');
    return { head: one.head as Head, arrays: one.arrays };
  }
  /** Writes below `derivatives` are made under the lock too: a withdrawal may be at work. */
  async function locked(act: () => Promise<void>): Promise<void> {
    const lock = await lockStudy(folder, localTime().slice(0, 19));
    try {
      await act();
    } finally {
      await lock.release();
    }
  }

  return {
    recordings: () => index.recordings(),
    async recording({ params }) {
      const { entry } = await files.find(params.recording);
      const { channels, events, issues, provenance, ...rest } = await files.read(params.recording);
      return {
        entry,
        simulated: isSimulatedSource(provenance),
        durationS: durationS({ channels, events, issues, provenance, ...rest }),
        channels: channels.map(({ name, kind, unit, fs, samples, muscle, side }) => ({
          name,
          kind,
          unit,
          fs,
          nSamples: samples.length,
          ...(muscle !== undefined && { muscle }),
          ...(side && { side }),
        })),
        events: events.map(({ onsetS, durationS: length, label }) => ({ onsetS, durationS: length, label })),
        issues: issues as never,
        device: provenance.device ?? null,
        sha256: provenance.sha256,
      };
    },
    async stretch({ params, query }) {
      const { channels } = await files.read(params.recording);
      const channel = channels.find(({ name }) => name === query.channel);
      if (channel) return stretchOf(channel, query);
      const names = channels.map(({ name }) => name).join(', ');
      throw new RefusedRequest('NOT_FOUND', `There is no channel '${query.channel}'.`, `Choose one of ${names}.`);
    },
    async analysis({ params, query }) {
      const made = await product(params.recording, query, { kind: 'analysis' });
      if (made.kind !== 'json') throw new Error('No analysis came.');
      return made.value as never;
    },
    async sessionSummary({ params }) {
      const made = await sessionProduct(params, 'session');
      if (made.kind !== 'json') throw new Error('No summary came.');
      return made.value as never;
    },
    async sessionReport({ params }) {
      const made = await sessionProduct(params, 'session-report');
      if (made.kind !== 'content') throw new Error('No report came.');
      return { content: made.content, fileName: `sub-${params.subject}_ses-${params.session}.html` };
    },
    spectrogram: ({ params, query }) => floatsOf(product(params.recording, query, { kind: 'spectrogram' })),
    explanation: async ({ params, query: { model, method } }) =>
      floatsOf(product(params.recording, {}, { kind: 'explanation', method, model: await modelBytesOf(model) })),
    report: ({ params, query }) => fileOf(params.recording, query, 'report', '.html'),
    csv: ({ params, query }) => fileOf(params.recording, query, 'csv', '_indices.csv'),
    parquet: ({ params, query }) => fileOf(params.recording, query, 'parquet', '_indices.parquet'),
    segments: async ({ params }) => movedOf(await index.entry(params.recording)),
    async saveSegments({ params, body }) {
      const entry = await index.entry(params.recording);
      const { channels, ...rest } = await files.read(params.recording);
      const lengthS = durationS({ channels, ...rest });
      const bad = body.segments.find(({ startS, endS }) => !(endS > startS) || endS > lengthS);
      if (bad) {
        throw new ArgumentError(
          `A segment must end after it starts and lie in the ${lengthS.toFixed(3)} s of the recording, got ${bad.startS} to ${bad.endS} s.`,
          'Move its limits.',
        );
      }
      if (!channels.some(({ name }) => name === body.channel)) {
        throw new ArgumentError(`There is no channel '${body.channel}'.`, 'Name a channel of the recording.');
      }
      const sorted = { ...body, segments: [...body.segments].sort((a, b) => a.startS - b.startS) };
      await locked(() => writeWhole(segmentsFile(entry), `${JSON.stringify(sorted, null, 2)}\n`));
      return sorted;
    },
    async dropSegments({ params }) {
      const entry = await index.entry(params.recording);
      await locked(() => rm(segmentsFile(entry), { force: true }));
      return undefined;
    },
  };
}
