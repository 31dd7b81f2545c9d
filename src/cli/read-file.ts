import { basename } from 'node:path';
import { ArgumentError } from '#base';
import { readBytes } from '#node';
import { applySensor, type ReadOptions, type Recording, readRecording } from '#recording';
import { readMapping } from './mapping.ts';
import { userPath } from './paths.ts';

/** What the user says about a file that the file itself does not. */
export interface FileOptions {
  readonly channel?: string;
  readonly sensor?: string;
  readonly fs?: number;
  /** JSON file that maps the columns of a CSV. */
  readonly mapping?: string;
}

/** {@link FileOptions} with the mapping read. */
export type KnownOfFile = Omit<ReadOptions, 'file'>;

/**
 * Makes the options ready for reading any number of files.
 *
 * @throws ArgumentError when the mapping cannot be used.
 */
export async function knownOfFile({ channel, sensor, fs, mapping }: FileOptions): Promise<KnownOfFile> {
  const rate = fs === undefined ? {} : { fs };
  return {
    ...rate,
    ...(channel !== undefined && { channel }),
    ...(sensor !== undefined && { sensor }),
    ...(mapping !== undefined && { mapping: { ...(await readMapping(mapping)), ...rate } }),
  };
}

/**
 * Reads a recording from disk with what the user says about it.
 *
 * @throws ArgumentError when there is no such file or channel; FormatError or UnsupportedError when it cannot be read.
 */
export async function readFileAs(path: string, { channel, sensor, ...known }: KnownOfFile): Promise<Recording> {
  const bytes = await readBytes(userPath(path));
  const file = basename(userPath(path));
  if (channel === undefined) return readRecording(bytes, { file, ...known, ...(sensor !== undefined && { sensor }) });
  const recording = await readRecording(bytes, { file, ...known });
  const names = recording.channels.map(({ name }) => name);
  if (!names.includes(channel)) {
    throw new ArgumentError(
      `${file} has no channel '${channel}', only ${names.join(', ')}.`,
      'Pass one of these names with --channel.',
    );
  }
  return sensor === undefined ? recording : applySensor(recording, channel, sensor);
}
