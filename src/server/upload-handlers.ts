import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ReadUpload, Upload } from '#api';
import { MyofadeError } from '#base';
import { readBytes } from '#node';
import { applySensor, durationS, type Recording, readRecording } from '#recording';
import type { SomeHandlers } from './handlers.ts';
import { importRecording } from './import-recording.ts';
import { RefusedRequest } from './refused-request.ts';
import type { StudyIndex } from './study-index.ts';

interface Kept {
  readonly fileName: string;
  readonly path: string;
  readonly nBytes: number;
}

/** Files that may wait at once. */
const mostUploads = 20;
const shownLines = 12;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about.
const controls = /[\u0000-\u001f\u007f-\u009f]/g;

/** A file name as people see it: only its last part, and nothing that drives a screen. */
function shownName(name: string): string {
  const last = basename(name.replaceAll('\\', '/')).replace(controls, '');
  return last.slice(0, 120) || 'file';
}

async function readAs({ path, fileName }: Kept, { channel, sensor, ...known }: ReadUpload): Promise<Recording> {
  const bytes = await readBytes(path);
  const { mapping, fs } = known;
  const options = { file: fileName, ...(fs !== undefined && { fs }), ...(mapping && { mapping: mapping as never }) };
  if (channel === undefined || sensor === undefined) {
    return readRecording(bytes, { ...options, ...(sensor !== undefined && { sensor }) });
  }
  return applySensor(await readRecording(bytes, options), channel, sensor);
}

/** First lines of a text file; none of one that is not text. */
async function headOf(path: string): Promise<string[]> {
  const bytes = (await readFile(path)).subarray(0, 8192);
  if (bytes.some((byte) => byte === 0)) return [];
  return new TextDecoder().decode(bytes).split(/\r?\n/).slice(0, shownLines);
}

/** Files that were dropped on the page wait outside of the study until they are imported or forgotten. */
export function uploadHandlers({
  folder,
  index,
  localTime,
}: {
  readonly folder: string;
  readonly index: StudyIndex;
  readonly localTime: () => string;
}): SomeHandlers<'upload' | 'readUpload' | 'importUpload' | 'dropUpload'> & { close(): Promise<void> } {
  const uploads = new Map<string, Kept>();
  let place: string | undefined;

  function keptOf(id: string): Kept {
    const kept = uploads.get(id);
    if (kept) return kept;
    throw new RefusedRequest('NOT_FOUND', `There is no uploaded file ${id}.`, 'Upload it again.');
  }
  async function told(id: string, kept: Kept, known: ReadUpload): Promise<Upload> {
    const about = { id, fileName: kept.fileName, nBytes: kept.nBytes, head: await headOf(kept.path) };
    try {
      const recording = await readAs(kept, known);
      return {
        ...about,
        refused: null,
        found: {
          format: recording.provenance.format,
          durationS: durationS(recording),
          channels: recording.channels.map(({ name, kind, unit, fs, samples }) => ({
            name,
            kind,
            unit,
            fs,
            nSamples: samples.length,
          })),
          issues: recording.issues as never,
        },
      };
    } catch (error) {
      if (!(error instanceof MyofadeError)) throw error;
      const { code, message, fix } = error;
      return { ...about, found: null, refused: { code, message, fix } };
    }
  }
  async function forget(id: string): Promise<void> {
    const kept = keptOf(id);
    uploads.delete(id);
    await rm(kept.path, { force: true });
  }
  return {
    async upload({ file }) {
      if (!file) throw new RefusedRequest('ARGUMENT', 'No file came.', 'Send one field named file.');
      place ??= await mkdtemp(join(tmpdir(), 'myofade-uploads-'));
      const id = randomBytes(8).toString('hex');
      const path = join(place, id);
      await pipeline(file.stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
      if (file.stream.truncated) {
        await rm(path, { force: true });
        throw new RefusedRequest('TOO_LARGE', `${shownName(file.name)} is too large.`, 'Cut the recording into parts.');
      }
      for (const oldest of [...uploads.keys()].slice(0, Math.max(0, uploads.size + 1 - mostUploads)))
        await forget(oldest);
      const kept = { fileName: shownName(file.name), path, nBytes: (await stat(path)).size };
      uploads.set(id, kept);
      return told(id, kept, {});
    },
    readUpload: ({ params, body }) => told(params.upload, keptOf(params.upload), body),
    async importUpload({ params, body }) {
      const { subject, session, state, name, targetPercent, ...known } = body;
      const recording = await readAs(keptOf(params.upload), known);
      const id = await importRecording(recording, {
        folder,
        subject,
        localTime: localTime(),
        ...(session !== undefined && { session }),
        ...(state && { state }),
        ...(name !== undefined && { name }),
        ...(targetPercent !== undefined && { targetPercent }),
      });
      await forget(params.upload);
      return index.entry(id);
    },
    async dropUpload({ params }) {
      await forget(params.upload);
      return undefined;
    },
    async close() {
      if (place !== undefined) await rm(place, { recursive: true, force: true });
    },
  };
}
