import { join } from 'node:path';
import { diskFolder, requireWritable, software, writeWhole } from '#node';
import { comparisonCsv, comparisonReport, comparisonSummary } from '#report';
import { type ColumnValue, type ComparedSegment, compareStudy, openStudy, readStudyRecordings } from '#study';
import { commandLine } from './command-line.ts';
import { print, printJson, tell } from './output.ts';
import { resultsFolder, userPath } from './paths.ts';
import { withProgress } from './work.ts';

/** Options of `compare`. */
export interface CompareCommandOptions {
  readonly indices: string;
  readonly by: string;
  readonly between?: readonly [string, string];
  readonly where?: readonly ColumnValue[];
  readonly segment: ComparedSegment;
  readonly test: 't' | 'rank';
  readonly out?: string;
  readonly json?: boolean;
}

/** `myofade compare STUDY`: two conditions of a study, index by index, over people. */
export async function runCompare(path: string, options: CompareCommandOptions): Promise<void> {
  const { indices, by, between, where = [], segment, test } = options;
  const folder = await diskFolder(userPath(path));
  const study = await openStudy(folder, { needsState: by === 'state' });
  const out = options.out === undefined ? resultsFolder(study, path) : userPath(options.out);
  const report = join(out, 'comparison.html');
  const comparison = await withProgress(async (context) => {
    await requireWritable(report);
    return compareStudy(study, await readStudyRecordings(study, folder, context), {
      ids: indices.split(',').map((id) => id.trim()),
      by,
      ...(between && { between }),
      where,
      segment,
      test,
      software: software(),
      command: commandLine('compare', path, {
        ...(by !== 'state' && { by }),
        ...(between && { between: between.join(',') }),
        ...(where.length > 0 && { where: where.map(({ column, value }) => `${column}=${value}`).join(',') }),
        indices,
        segment,
        test,
      }),
    });
  });
  await writeWhole(join(out, 'comparison.csv'), comparisonCsv(comparison));
  await writeWhole(report, comparisonReport(comparison));
  if (options.json) printJson(comparison);
  else print(comparisonSummary(comparison));
  for (const { file, reason } of comparison.excluded) tell(`Left out ${file}: ${reason}`);
  tell(`Report: ${report}`);
}
