import { basename } from 'node:path';
import { ArgumentError } from '#base';
import { calibrateForce, estimateForce, estimateForceError, type ForceForm, forceCalibrationOf } from '#fatigue';
import { readBytes, requireWritable, software, writeWhole } from '#node';
import type { Channel, Recording, Segment } from '#recording';
import { forceCalibrationText, forceCsv, forceEstimateText, forceReport, forceSummaryOf } from '#report';
import { print, printJson, tell } from './output.ts';
import { outputPath, userPath } from './paths.ts';
import { type FileOptions, knownOfFile, readFileAs } from './read-file.ts';

/** What both commands are told about a file: its EMG channel, and which stretch of it counts. */
interface ForceFileOptions extends Omit<FileOptions, 'channel'> {
  readonly emg: string;
  readonly from?: number;
  readonly to?: number;
}

/** Options of `force calibrate`. */
export interface ForceCalibrateOptions extends ForceFileOptions {
  readonly force: string;
  readonly form: ForceForm;
  readonly out: string;
}

/** Options of `force estimate`. */
export interface ForceEstimateOptions extends ForceFileOptions {
  readonly calibration: string;
  /** A measured force to compare with. */
  readonly force?: string;
  readonly out?: string;
  readonly report?: string;
  readonly json?: boolean;
}

/**
 * The channel of this name and kind.
 *
 * @throws ArgumentError when there is no channel of this name, or it is of another kind.
 */
export function channelOf({ channels, provenance }: Recording, name: string, kind: 'emg' | 'force'): Channel {
  const channel = channels.find((one) => one.name === name);
  if (channel?.kind === kind) return channel;
  const names = channels.map((one) => `${one.name} (${one.kind})`).join(', ');
  throw new ArgumentError(
    channel === undefined
      ? `${provenance.file} has no channel '${name}', only ${names}.`
      : `The channel '${name}' of ${provenance.file} is of kind ${channel.kind}, not ${kind}; its channels: ${names}.`,
    kind === 'emg'
      ? 'Pass the EMG channel with --emg, and --sensor where the file does not say what it is.'
      : 'Pass the force channel with --force; a --mapping can say which column is a force and in which unit.',
  );
}

/** The stretch from `--from` to `--to`, by default all of the channel. */
function stretchOf({ name, samples, fs }: Channel, { from = 0, to }: ForceFileOptions): Segment {
  const lastS = samples.length / fs;
  const endS = to ?? lastS;
  if (from < endS && endS <= lastS + 1e-9) return { kind: 'hold', channel: name, startS: from, endS };
  throw new ArgumentError(
    `The stretch must begin before it ends, within the ${lastS.toFixed(1)} s of ${name}, got ${from}–${endS} s.`,
    'Pass --from and --to in seconds from the start of the file.',
  );
}

async function readForceFile(file: string, { emg, ...options }: ForceFileOptions) {
  const recording = await readFileAs(file, await knownOfFile({ ...options, channel: emg }));
  const channel = channelOf(recording, emg, 'emg');
  return { recording, emg: channel, stretch: stretchOf(channel, { emg, ...options }) };
}

/** `myofade force calibrate FILE`: one person's relation from EMG to force, as a JSON file. */
export async function runForceCalibrate(file: string, options: ForceCalibrateOptions): Promise<void> {
  const out = outputPath(options.out, [file]);
  await requireWritable(out);
  const { recording, emg, stretch } = await readForceFile(file, options);
  const force = channelOf(recording, options.force, 'force');
  const { sha256, startedAt } = recording.provenance;
  const source = { file: recording.provenance.file, sha256, recordedAt: startedAt ?? null };
  const calibration = calibrateForce({ emg, force }, stretch, source, { form: options.form });
  const { name, version, build } = software();
  await writeWhole(out, `${JSON.stringify({ ...calibration, software: { name, version, build } }, null, 2)}\n`);
  print(forceCalibrationText(calibration));
  tell(`Calibration: ${out}`);
}

/** `myofade force estimate FILE`: force over time from EMG and a calibration. */
export async function runForceEstimate(file: string, options: ForceEstimateOptions): Promise<void> {
  const inputs = [file, options.calibration];
  const [out, report] = [options.out, options.report].map((path) =>
    path === undefined ? undefined : outputPath(path, inputs),
  );
  const text = new TextDecoder().decode(await readBytes(userPath(options.calibration)));
  const calibrationFile = basename(userPath(options.calibration));
  const calibration = forceCalibrationOf(text, calibrationFile);
  const { recording, emg, stretch } = await readForceFile(file, options);
  const force = options.force === undefined ? undefined : channelOf(recording, options.force, 'force');
  const view = {
    provenance: recording.provenance,
    calibrationFile,
    calibration,
    estimate: estimateForce(emg, stretch, calibration),
    ...(force && { measured: { force, error: estimateForceError({ emg, force }, stretch, calibration) } }),
  };
  if (out !== undefined) {
    await writeWhole(out, forceCsv(view));
    tell(`Force over time: ${out}`);
  }
  if (report !== undefined) {
    const { name, version, build } = software();
    await writeWhole(report, forceReport(view, { software: `${name} ${version} (${build})` }));
    tell(`Report: ${report}`);
  }
  if (options.json) printJson(forceSummaryOf(view));
  else print(forceEstimateText(view));
}
