import { basename } from 'node:path';
import { ArgumentError } from '#base';
import { readBytes } from '#node';
import { type CsvMapping, type Recording, readRecording } from '#recording';
import { userPath } from './paths.ts';

/** What the user says about a file that the file itself does not. */
export interface FileOptions {
  readonly channel?: string;
  readonly sensor?: string;
  readonly fs?: number;
  /** JSON file that maps the columns of a CSV. */
  readonly mapping?: string;
}

async function readMapping(path: string): Promise<CsvMapping> {
  const text = new TextDecoder().decode(await readBytes(userPath(path)));
  try {
    return JSON.parse(text) as CsvMapping;
  } catch (cause) {
    throw new ArgumentError(
      `Cannot read the mapping ${path}: it is not JSON.`,
      'Write for example { "fs": 1000, "columns": [{ "column": "EMG", "name": "FDS", "sensor": "bitalino-emg" }] }.',
      { cause },
    );
  }
}

/** Reads a recording from disk with what the user says about it. */
export async function readFileAs(path: string, { channel, sensor, fs, mapping }: FileOptions): Promise<Recording> {
  const bytes = await readBytes(userPath(path));
  return readRecording(bytes, {
    file: basename(path),
    ...(channel !== undefined && sensor !== undefined && { channel }),
    ...(sensor !== undefined && { sensor }),
    ...(fs !== undefined && { fs }),
    ...(mapping !== undefined && { mapping: await readMapping(mapping) }),
  });
}
