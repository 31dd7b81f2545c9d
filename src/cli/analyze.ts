import { type Analysis, type AnalysisOptions, analyze, chooseEmgChannel } from '#fatigue';
import { software, writeWhole } from '#node';
import type { CrossTalkStretches, Expectation, Recording } from '#recording';
import {
  analysisJson,
  methodsParagraph,
  recordingOutline,
  recordingReport,
  recordingSummary,
  recordingView,
} from '#report';
import { traceOf } from '#study';
import { print, printJson, tell } from './output.ts';
import { outputPath } from './paths.ts';
import { type FileOptions, knownOfFile, readFileAs } from './read-file.ts';
import { readSegments } from './segments-file.ts';

/** What a user may choose of an analysis. */
export interface AnalysisChoices {
  readonly target: number;
  /** Analysis band (Hz). */
  readonly band?: readonly [number, number];
  /** Threshold of activity, in the channel's unit. */
  readonly threshold?: number;
  /** Take mains hum out first, as fitted sinusoids. */
  readonly subtractMains?: boolean;
  /** What the recording is searched for. */
  readonly expect?: Expectation;
  /** Where the wanted muscle and its neighbour worked alone. */
  readonly crossTalk?: CrossTalkStretches;
  /** CSV of segments that replace the found ones. */
  readonly segments?: string;
}

/** Options of `analyze`. */
export interface AnalyzeOptions extends FileOptions, AnalysisChoices {
  readonly json?: boolean;
  readonly report?: string;
}

/** Name, version and build, as reports and methods name the program. */
export function softwareText(): string {
  const { name, version, build } = software();
  return `${name} ${version} (${build})`;
}

/**
 * Analyses a recording as the user asked for it.
 *
 * @throws ArgumentError when the channel, the segments or the band do not fit the recording.
 */
export async function analyzeAs(
  recording: Recording,
  options: AnalysisChoices & Pick<FileOptions, 'channel'>,
): Promise<Analysis> {
  const { channel, target, band, threshold, segments, subtractMains, crossTalk, expect } = options;
  const named: AnalysisOptions = {
    targetPercent: target,
    ...(channel !== undefined && { channel }),
    ...(band !== undefined && { bandHz: band }),
    ...(threshold !== undefined && { threshold }),
    ...(subtractMains === true && { subtractMains }),
    ...(crossTalk && { crossTalk }),
    ...(expect && { expect }),
  };
  if (segments === undefined) return analyze(recording, named);
  const { name } = chooseEmgChannel(recording, channel).channel;
  return analyze(recording, { ...named, segments: await readSegments(segments, name) });
}

/** `myofade analyze FILE`: segments, indices, trends, strength estimate and issues of one recording. */
export async function runAnalyze(file: string, options: AnalyzeOptions): Promise<void> {
  const out = options.report === undefined ? undefined : outputPath(options.report, [file]);
  const recording = await readFileAs(file, await knownOfFile(options));
  const analysis = await analyzeAs(recording, options);
  const made = { software: softwareText() };
  const trace = traceOf(analysis);
  // Spectrograms and wavelets are drawn in a report alone.
  if (out !== undefined) {
    await writeWhole(out, recordingReport(recordingView(recording, analysis, trace, made), made));
    tell(`Report: ${out}`);
  }
  if (options.json) printJson(analysisJson(file, recording, analysis, methodsParagraph(recording, analysis, made)));
  else print(recordingSummary(recordingOutline(recording, analysis, trace)));
}
