import { type Analysis, analyze } from '#fatigue';
import { software, writeWhole } from '#node';
import { durationS, type Recording } from '#recording';
import { recordingReport, recordingSummary, recordingView } from '#report';
import { traceOf } from '#study';
import { print, printJson, tell } from './output.ts';
import { outputPath } from './paths.ts';
import { type FileOptions, knownOfFile, readFileAs } from './read-file.ts';

/** Options of `analyze`. */
export interface AnalyzeOptions extends FileOptions {
  readonly target: number;
  readonly json?: boolean;
  readonly report?: string;
}

/** What `analyze --json` prints. */
export function analysisJson(file: string, recording: Recording, analysis: Analysis) {
  return {
    file,
    durationS: durationS(recording),
    fs: analysis.channel.fs,
    channels: recording.channels.map(({ name, kind, unit, fs, samples, sensorName, calibration, muscle, side }) => ({
      name,
      kind,
      unit,
      fs,
      nSamples: samples.length,
      sensorName,
      sensor: calibration?.sensor,
      muscle,
      side,
    })),
    issues: analysis.issues,
    segments: analysis.segments,
    indices: analysis.indices,
    strength: analysis.strength,
  };
}

/** `myofade analyze FILE`: segments, indices, strength estimate and issues of one recording. */
export async function runAnalyze(file: string, options: AnalyzeOptions): Promise<void> {
  const out = options.report === undefined ? undefined : outputPath(options.report, [file]);
  const recording = await readFileAs(file, await knownOfFile(options));
  const { channel, target } = options;
  const analysis = analyze(recording, { targetPercent: target, ...(channel !== undefined && { channel }) });
  const view = recordingView(recording, analysis, traceOf(analysis));
  if (out !== undefined) {
    const { name, version, build } = software();
    await writeWhole(out, recordingReport(view, { software: `${name} ${version} (${build})` }));
    tell(`Report: ${out}`);
  }
  if (options.json) printJson(analysisJson(file, recording, analysis));
  else print(recordingSummary(view));
}
