import { type Clock, type Json, manualClock } from '#base';

import { type Device, virtualCalibration, virtualDevice, virtualPersonSource } from '#device';
import { type Recording, readRecording, recordingWriter } from '#recording';
import type { ChannelRoles } from './session-channels.ts';
import type { RecordingEnd, RecordingStart, SessionStore } from './session-store.ts';

/** A recording as a store in memory keeps it. */
export interface KeptRecording {
  readonly start: RecordingStart;
  end: RecordingEnd | null;
  bytes: Uint8Array;
}

/** A store for tests, with what it was given. */
export interface MemoryStore extends SessionStore {
  readonly recordings: readonly KeptRecording[];
  readonly journal: readonly Json[];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Keeps recordings as the bytes of their files; `fails` is called before every record and may throw, as a full disk does. */
export function memoryStore({ fails = () => undefined }: { readonly fails?: () => void } = {}): MemoryStore {
  const recordings: KeptRecording[] = [];
  const journal: Json[] = [];
  let failure: unknown;
  const attempt = (act: () => void): void => {
    try {
      if (failure === undefined) act();
    } catch (error) {
      failure = error;
    }
  };
  const room = async (): Promise<void> => {
    if (failure !== undefined) throw failure;
  };
  return {
    recordings,
    journal,
    open(start) {
      const writer = recordingWriter({ format: 'edf', ...start });
      const parts: Uint8Array[] = [];
      const kept: KeptRecording = { start, end: null, bytes: writer.header() };
      recordings.push(kept);
      const keep = (records: readonly Uint8Array[]): void => {
        for (const record of records) {
          attempt(() => {
            fails();
            parts.push(record);
          });
        }
      };
      return {
        add: (values) => keep(writer.add(values)),
        lost: (n, cause) => keep(writer.lost(n, cause)),
        event: (event) => writer.event(event),
        close(end) {
          const { records, header } = writer.finish();
          keep(records);
          kept.end = end;
          kept.bytes = joined([header, ...parts]);
        },
      };
    },
    note: (entry) => void journal.push(entry),
    room,
    settled: room,
  };
}

/** A kept recording, read back. */
export function readKept({ bytes, start }: KeptRecording): Promise<Recording> {
  return readRecording(bytes, { file: `${start.name}.edf` });
}

/** A virtual person as fast as can be, with the calibration of their load cell. */
export function virtualTest(
  seed: number,
  { clock = manualClock(), dropped }: { clock?: Clock; dropped?: number } = {},
): { readonly device: Device; readonly roles: ChannelRoles; readonly clock: Clock } {
  const source = virtualPersonSource({ seed });
  return {
    device: virtualDevice({
      source,
      clock,
      speed: Number.POSITIVE_INFINITY,
      ...(dropped !== undefined && { dropped: { share: dropped, seed } }),
    }),
    roles: {
      A1: { kind: 'emg', sensor: 'bitalino-emg', muscle: 'FDS' },
      A2: { kind: 'force', calibration: virtualCalibration },
    },
    clock,
  };
}
