import { diskFolder, openModelFile, shippedModelKnown, writeWhole } from '#node';
import {
  type SessionAnalysis,
  sessionAnalyses,
  sessionJudgements,
  sessionReport,
  sessionSummary,
  sessionText,
} from '#report';
import { readStudySession, studySessions, subjectCode } from '#study';
import { softwareText } from './analyze.ts';

import { print, printJson, tell } from './output.ts';
import { outputPath, userPath } from './paths.ts';

/** Options of `session`. */
export interface SessionOptions {
  readonly report?: string;
  readonly json?: boolean;
  /** False for `--no-model`. */
  readonly model: string | boolean;
}

async function judged(analyses: readonly SessionAnalysis[], model: string | boolean) {
  if (model === false) return undefined;
  const isShipped = model === true;
  const opened = await openModelFile(isShipped ? undefined : userPath(model), isShipped ? undefined : model);
  try {
    return await sessionJudgements(analyses, opened, isShipped ? shippedModelKnown : null);
  } finally {
    await opened.release();
  }
}

/** `myofade session STUDY SUBJECT [SESSION]`: what one guided test says; the last session where none is named. */
export async function runSession(
  study: string,
  person: string,
  number: string | undefined,
  options: SessionOptions,
): Promise<void> {
  const out = options.report === undefined ? undefined : outputPath(options.report, [study]);
  const folder = await diskFolder(userPath(study));
  const subject = subjectCode(person);
  const own = (await studySessions(folder)).filter((row) => row.subject === subject).map(({ session }) => session);
  const asked = number?.replace(/^ses-/, '');
  const session =
    asked === undefined ? (own.at(-1) ?? '01') : (own.find((one) => Number(one) === Number(asked)) ?? asked);
  const read = await readStudySession(folder, { subject, session });
  const analyses = sessionAnalyses(read);
  const said = await judged(analyses, options.model);
  const summary = sessionSummary(read, analyses, { ...(said && { judged: said }), software: softwareText() });
  if (out !== undefined) {
    await writeWhole(out, sessionReport(summary, analyses));
    tell(`Report: ${out}`);
  }
  if (options.json) printJson(summary);
  else print(sessionText(summary));
}
