import { join } from 'node:path';
import { MyofadeError } from '#base';
import { analyze } from '#fatigue';
import { readBytes, writeWhole } from '#node';
import { type Channel, type Expectation, type ReadOptions, type Recording, readRecording } from '#recording';
import {
  type BatchEntry,
  batchEntry,
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

/** What a worker gives back. */
export interface BatchResult {
  readonly rows: readonly TidyRow[];
  readonly entries: readonly BatchEntry[];
  /** Why the file, or a channel of it, was refused. */
  readonly refused: readonly string[];
}

/** The channels to analyse: the named one, else every EMG channel, else what an analysis chooses by itself. */
function channelsOf({ channels }: Recording, named: string | undefined): (string | undefined)[] {
  if (named !== undefined) return [named];
  const emg = channels.filter(({ kind }: Channel) => kind === 'emg').map(({ name }) => name);
  return emg.length > 0 ? emg : [undefined];
}

/** Analyses one file of a batch and writes its reports; a refusal is part of the result. */
export async function analyzeBatchFile(task: BatchTask): Promise<BatchResult> {
  const { path, file, known, head, targetPercent, bandHz, subtractMains, expect, windowS, reports, software } = task;
  const rows: TidyRow[] = [];
  const entries: BatchEntry[] = [];
  const refused: string[] = [];
  const tell = (error: unknown): void => {
    if (!(error instanceof MyofadeError)) throw error;
    refused.push(`${error.message} ${error.fix}`);
  };
  try {
    const recording = await readRecording(await readBytes(path), { ...known, file });
    for (const channel of channelsOf(recording, known.channel)) {
      try {
        const analysis = analyze(recording, {
          targetPercent,
          subtractMains,
          ...(expect && { expect }),
          ...(channel !== undefined && { channel }),
          ...(bandHz && { bandHz }),
        });
        const view = recordingView(recording, analysis, traceOf(analysis), { software });
        const report = `${reports.name}${entries.length === 0 ? '' : `-${entries.length + 1}`}.html`;
        await writeWhole(join(reports.folder, report), recordingReport(view, { software }));
        rows.push(...tidyRows(analysis, { head: { file, sha256: recording.provenance.sha256, ...head }, windowS }));
        entries.push(batchEntry(view, { file, head, report }));
      } catch (error) {
        tell(error);
      }
    }
  } catch (error) {
    tell(error);
  }
  return { rows, entries, refused };
}
