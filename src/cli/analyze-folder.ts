import { stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { ArgumentError, CancelledError, MyofadeError, sha256Hex, stopIfCancelled, type WorkContext } from '#base';
import { diskFolder, parquetOf, requireWritable, type TaskPool, taskPool, writeWhole } from '#node';
import { type BatchEntry, batchReport, columnsOfRows, type RowHead, type TidyRow, tidyCsv } from '#report';
import { manifestName, openStudy, type StudyEntry } from '#study';
import { type AnalyzeOptions, runAnalyze, softwareText } from './analyze.ts';
import { type BatchResult, type BatchTask, buffersOf, type ChannelTask, type ReadFile } from './batch-file.ts';
import { print, printJson, tell } from './output.ts';
import { userPath } from './paths.ts';
import { knownOfFile } from './read-file.ts';
import { withProgress } from './work.ts';

/** Options of `analyze` with a folder. */
export interface FolderOptions extends AnalyzeOptions {
  readonly out?: string;
  /** Length of the windows in the tables (s). */
  readonly window?: number;
}

/** @throws ArgumentError when an option is given that means nothing for this kind of path. */
function refuseOptions(options: FolderOptions, names: readonly (keyof FolderOptions)[], why: string): void {
  const given = names.find((name) => options[name] !== undefined);
  if (given === undefined) return;
  const option = `--${given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new ArgumentError(`${option} ${why}.`, `Leave ${option} out.`);
}

/** `myofade analyze FILE`, without what is for folders. */
export async function runAnalyzeFile(path: string, options: FolderOptions): Promise<void> {
  refuseOptions(options, ['window', 'out'], `is for the tables of a folder, and ${path} is none`);
  await runAnalyze(path, options);
}

/** Whether a path is a folder. */
export async function isFolder(path: string): Promise<boolean> {
  return (await stat(userPath(path)).catch(() => undefined))?.isDirectory() ?? false;
}

/** What recordings are called; anything else in a folder is not one. */
const recordingTypes = new Set(['.txt', '.csv', '.tsv', '.edf', '.bdf', '.h5', '.hdf5', '.xdf', '.c3d', '.mat']);

interface BatchFile {
  readonly file: string;
  readonly entry?: StudyEntry;
}

/** The files of a study, as its table names them, or every file that looks like a recording. */
async function filesOf(path: string): Promise<BatchFile[]> {
  const folder = await diskFolder(userPath(path));
  const paths = await folder.list();
  const isStudy = paths.includes(manifestName) || paths.includes('dataset_description.json');
  if (isStudy) return (await openStudy(folder)).entries.map((entry) => ({ file: entry.file, entry }));
  const files = paths.filter((file) => recordingTypes.has(extname(file).toLowerCase()));
  if (files.length > 0) return files.map((file) => ({ file }));
  throw new ArgumentError(
    `${path} holds no recordings.`,
    `Point to a folder with files of the kinds ${[...recordingTypes].join(', ')}.`,
  );
}

/** A name for a file's report that no other file of the batch has. */
function reportName(file: string): string {
  const mark = sha256Hex(new TextEncoder().encode(file)).slice(0, 6);
  return `${basename(file, extname(file)).replaceAll(/[^\w.-]+/g, '_')}-${mark}`;
}

/** Reads a file and analyses its channels side by side. */
async function runFile(pool: TaskPool, task: BatchTask, { signal }: WorkContext): Promise<BatchResult> {
  const options = signal ? { signal } : {};
  const { parts, refused } = await pool.run<BatchTask, ReadFile>('readBatchFile', task, options);
  const results = await Promise.all(
    parts.map((part, i) => {
      const channel: ChannelTask = { ...task, part, nth: i + 1 };
      return pool.run<ChannelTask, BatchResult>('analyzeBatchChannel', channel, {
        ...options,
        handOver: buffersOf(part),
      });
    }),
  );
  return {
    rows: results.flatMap(({ rows }) => rows),
    entries: results.flatMap(({ entries }) => entries),
    refused: [...(refused === undefined ? [] : [refused]), ...results.flatMap((result) => result.refused)],
  };
}

async function runBatch(tasks: readonly BatchTask[], context: WorkContext): Promise<readonly BatchResult[]> {
  const pool = taskPool(new URL(import.meta.url));
  const results: BatchResult[] = [];
  let [next, done] = [0, 0];
  // As many files are in memory as there are threads: all of a folder would not fit.
  const lane = async (): Promise<void> => {
    while (next < tasks.length) {
      const i = next++;
      results[i] = await runFile(pool, tasks[i], context);
      context.onProgress?.({ label: tasks[i].file, done: ++done, total: tasks.length });
    }
  };
  try {
    await Promise.all(Array.from({ length: pool.nThreads }, lane));
    return results;
  } finally {
    await pool.close();
  }
}

/** Half a batch leaves reports, and no table to go on from. */
function asNothingKept(error: unknown): unknown {
  if (!(error instanceof CancelledError)) return error;
  return new MyofadeError(
    error.code,
    error.message,
    'No table was written; reports that were finished stay, and the same command starts anew.',
    {
      cause: error,
    },
  );
}

/** `myofade analyze FOLDER`: every recording of a folder, side by side, into one table and an overview. */
export async function runAnalyzeFolder(path: string, options: FolderOptions): Promise<void> {
  refuseOptions(
    options,
    ['segments', 'threshold', 'crossTalk', 'report'],
    `is for one recording, and ${path} is a folder`,
  );
  const files = await filesOf(path);
  const out =
    options.out === undefined
      ? userPath(join('myofade-results', `${basename(userPath(path))}-analysis`))
      : userPath(options.out);
  await requireWritable(join(out, 'report.html'));
  const known = await knownOfFile(options);
  const software = softwareText();
  const { window: windowS = 1 } = options;
  const tasks = files.map(({ file, entry }): BatchTask => {
    const head: RowHead = entry ? { subject: entry.subject, state: entry.state ?? null } : {};
    const { channel = known.channel, sensor = known.sensor, fs = known.fs } = entry ?? {};
    return {
      path: join(userPath(path), file),
      file,
      known: {
        ...known,
        ...(channel !== undefined && { channel }),
        ...(sensor !== undefined && { sensor }),
        ...(fs !== undefined && { fs }),
      },
      targetPercent: entry?.targetPercent ?? options.target,
      subtractMains: options.subtractMains === true,
      ...(options.band && { bandHz: options.band }),
      ...(options.expect && { expect: options.expect }),
      head,
      windowS,
      reports: { folder: join(out, 'recordings'), name: reportName(file) },
      software,
    };
  });
  const results = await withProgress(async (context) => {
    stopIfCancelled(context.signal, 'The batch');
    return runBatch(tasks, context);
  }).catch((error: unknown) => {
    throw asNothingKept(error);
  });
  const rows: readonly TidyRow[] = results.flatMap((result) => result.rows);
  const entries: readonly BatchEntry[] = results.flatMap((result) => result.entries);
  const refused = results.flatMap((result, i) => result.refused.map((reason) => ({ file: files[i].file, reason })));
  for (const { file, reason } of refused) tell(`Left out ${file}: ${reason}`);
  if (rows.length === 0 && entries.length === 0) {
    throw new ArgumentError(
      `No recording of ${path} could be analysed.`,
      'See the reasons above; analyze one of the files alone.',
    );
  }
  await writeWhole(join(out, 'indices.csv'), tidyCsv(rows));
  await writeWhole(join(out, 'indices.parquet'), parquetOf(rows, columnsOfRows(rows)));
  const tables = ['indices.csv', 'indices.parquet'];
  const page = batchReport(entries, {
    folder: basename(userPath(path)),
    reports: 'recordings',
    refused,
    tables,
    windowS,
    software,
  });
  await writeWhole(join(out, 'report.html'), page);
  if (options.json) {
    printJson({ folder: path, rows: rows.length, entries, refused, out, tables: [...tables, 'report.html'] });
  } else {
    const nSimulated = entries.filter(({ simulated }) => simulated).length;
    const told =
      nSimulated === 0 ? '' : ` ${nSimulated === entries.length ? 'All' : nSimulated} of the channels SIMULATED.`;
    print(
      `Analysed ${entries.length} channels of ${files.length} files (${refused.length} left out): ${rows.length} rows.${told}`,
    );
  }
  tell(`Tables and report: ${out}`);
}
