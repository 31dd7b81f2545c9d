import { join } from 'node:path';
import { MyofadeError } from '#base';
import { analyze } from '#fatigue';
import { handedOver, readBytes, writeWhole } from '#node';
import { type Expectation, type ReadOptions, type Recording, readRecording } from '#recording';
import {
  type BatchEntry,
  batchEntry,
  isSimulatedSource,
  type RowHead,
  recordingReport,
  recordingView,
  type TidyRow,
  tidyRows,
} from '#report';
import { traceOf } from '#study';

/** One file of a batch, as it goes to a worker. */
export interface BatchTask {
  /** Where it lies. */
  readonly path: string;
  /** What it is called in tables: its path inside the folder. */
  readonly file: string;
  readonly known: Omit<ReadOptions, 'file'>;
  readonly targetPercent: number;
  readonly subtractMains: boolean;
  readonly expect?: Expectation;
  readonly bandHz?: readonly [number, number];
  /** Person and state, where the folder says so. */
  readonly head: RowHead;
  readonly windowS: number;
  /** Folder that reports of single recordings go to, and what the file's begins with. */
  readonly reports: { readonly folder: string; readonly name: string };
  readonly software: string;
}

/** What the analysis of a file, or of a channel of it, gives back. */
export interface BatchResult {
  readonly rows: readonly TidyRow[];
  readonly entries: readonly BatchEntry[];
  /** Why the file, or a channel of it, was refused. */
  readonly refused: readonly string[];
}

/** A file that was read: one recording for each channel to analyse, or why there is none. */
export interface ReadFile {
  readonly parts: readonly Recording[];
  readonly refused?: string;
}

/** One channel of a file, as it goes to a worker. */
export interface ChannelTask extends BatchTask {
  /** The recording with this channel alone. */
  readonly part: Recording;
  /** The how-manieth of the file's channels it is, from 1. */
  readonly nth: number;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof MyofadeError)) throw error;
  return `${error.message} ${error.fix}`;
}

/** The channels to analyse, each alone: the named one, else every EMG channel, else all, of which an analysis chooses. */
function partsOf(recording: Recording, named: string | undefined): Recording[] {
  const { channels } = recording;
  const chosen = channels.filter(({ name, kind }) => (named === undefined ? kind === 'emg' : name === named));
  // Without one the analysis says what is wrong, and for that it has to see what there is.
  return chosen.length === 0 ? [recording] : chosen.map((channel) => ({ ...recording, channels: [channel] }));
}

/** The recording with samples that own their memory, so that it can move to another thread. */
function movable(recording: Recording): Recording {
  const channels = recording.channels.map((channel) =>
    channel.samples.byteLength === channel.samples.buffer.byteLength
      ? channel
      : { ...channel, samples: channel.samples.slice() },
  );
  return { ...recording, channels };
}

/** Memory of a movable recording. */
export function buffersOf({ channels }: Recording): ArrayBuffer[] {
  return channels.map(({ samples }) => samples.buffer as ArrayBuffer);
}

/** Reads one file of a batch; its channels are then analysed side by side. */
export async function readBatchFile({ path, file, known }: BatchTask): Promise<ReadFile> {
  try {
    const parts = partsOf(await readRecording(await readBytes(path), { ...known, file }), known.channel).map(movable);
    return handedOver({ parts }, parts.flatMap(buffersOf));
  } catch (error) {
    return { parts: [], refused: reasonOf(error) };
  }
}

/** Analyses one channel and writes its report; a refusal is part of the result. */
export async function analyzeBatchChannel(task: ChannelTask): Promise<BatchResult> {
  const { part, nth, file, known, head, targetPercent, bandHz, subtractMains, expect, windowS, reports, software } =
    task;
  try {
    const analysis = analyze(part, {
      targetPercent,
      subtractMains,
      ...(expect && { expect }),
      ...(known.channel !== undefined && { channel: known.channel }),
      ...(bandHz && { bandHz }),
    });
    const view = recordingView(part, analysis, traceOf(analysis), { software });
    const report = `${reports.name}${nth === 1 ? '' : `-${nth}`}.html`;
    await writeWhole(join(reports.folder, report), recordingReport(view, { software }));
    return {
      rows: tidyRows(analysis, {
        head: { file, sha256: part.provenance.sha256, simulated: isSimulatedSource(part.provenance), ...head },
        windowS,
      }),
      entries: [batchEntry(view, { file, head, report })],
      refused: [],
    };
  } catch (error) {
    return { rows: [], entries: [], refused: [reasonOf(error)] };
  }
}
