import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { channelsTsv, type EmgJsonOptions, emgJson, eventsTsv, type Recording, type RecordingEvent } from '#recording';
import { writeWhole } from './files.ts';

/** Key of `_emg.json` with the SHA-256 of the recording; `n/a` while it is being written. */
export const digestKey = 'RecordingSha256';

/** What BIDS writes for a value that nobody knows (yet). */
export const openDigest = 'n/a';

/** What the sidecars of a recording tell. */
export interface SidecarFacts {
  /** Its channels and where it comes from; samples are not looked at. */
  readonly recording: Recording;
  readonly emg: EmgJsonOptions;
  readonly sha256: string;
  /** Left out while they are not known. */
  readonly events?: readonly RecordingEvent[];
}

/** Paths of the files beside a recording: `…_emg.json`, `…_channels.tsv`, `…_events.tsv`. */
export function sidecarPaths(path: string): {
  readonly emg: string;
  readonly channels: string;
  readonly events: string;
} {
  const stem = join(dirname(path), basename(path).replace(/(_emg)?\.[^.]*$/, ''));
  return { emg: `${stem}_emg.json`, channels: `${stem}_channels.tsv`, events: `${stem}_events.tsv` };
}

/** Makes what was written last even if the power fails: some systems do not let a folder be opened, and need not. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** SHA-256 of a file, read piece by piece. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(path, 'r');
  for await (const piece of handle.createReadStream()) hash.update(piece as Uint8Array);
  return hash.digest('hex');
}

/** Keys that others put into a recording's `_emg.json`; none where it is missing or no JSON. */
export async function emgJsonKeys(path: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const keys: unknown = JSON.parse(await readFile(sidecarPaths(path).emg, 'utf8'));
    return typeof keys === 'object' && keys !== null ? (keys as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the sidecars of a recording, each whole or not at all. */
export async function writeSidecars(path: string, { recording, emg, sha256, events }: SidecarFacts): Promise<void> {
  const paths = sidecarPaths(path);
  const more = { ...emg.more, [digestKey]: sha256 };
  await writeWhole(paths.channels, channelsTsv(recording));
  if (events) await writeWhole(paths.events, eventsTsv(events));
  // Last, since its digest says that the others are there.
  await writeWhole(paths.emg, emgJson(recording, { ...emg, more }));
  await syncFolder(dirname(path));
}
