import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { ArgumentError } from '#base';
import { writeWhole } from '#node';
import { durationS, eventsTsv, type Recording, recordingCsv, writeEdf } from '#recording';
import { print, printJson, tell } from './output.ts';
import { outputPath } from './paths.ts';
import { type FileOptions, knownOfFile, readFileAs } from './read-file.ts';

/** Options of `convert`. */
export interface ConvertOptions extends FileOptions {
  /** Replace a file that is there. */
  readonly force?: boolean;
  readonly json?: boolean;
}

/** A file to be written. */
interface Written {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** What a target cannot hold of a recording, in sentences. */
function losses({ channels, provenance }: Recording, extension: string): string[] {
  const said: string[] = [];
  const names = (which: (channel: Recording['channels'][number]) => boolean) =>
    channels
      .filter(which)
      .map(({ name }) => name)
      .join(', ');
  const gaps = names(({ gapsAt = [] }) => gapsAt.length > 0);
  if (gaps) said.push(`The places at which samples of ${gaps} were lost are not kept: the samples stand side by side.`);
  const sensors = names(
    ({ calibration, forceSensor }) => (extension === '.csv' && calibration !== undefined) || forceSensor !== undefined,
  );
  if (sensors) said.push(`The calibration of ${sensors} is not kept; the values are.`);
  if (extension !== '.csv') return said;
  const filled = names(({ filled: stretches = [] }) => stretches.length > 0);
  if (filled) said.push(`Which samples of ${filled} were filled in stands in the events only.`);
  if (provenance.startedAt !== undefined) said.push(`The start time, ${provenance.startedAt}, is not kept.`);
  return said;
}

function filesOf(recording: Recording, out: string): Written[] {
  const extension = extname(out).toLowerCase();
  if (extension === '.edf' || extension === '.bdf') {
    return [{ path: out, content: writeEdf(recording, { format: extension === '.bdf' ? 'bdf' : 'edf' }) }];
  }
  if (extension !== '.csv') {
    throw new ArgumentError(
      `Cannot convert into ${basename(out)}: ${extension === '' ? 'it has no extension' : `${extension} is none that can be written`}.`,
      'Name a file that ends in .edf, .bdf or .csv.',
    );
  }
  const events = { path: out.replace(/\.csv$/i, '_events.tsv'), content: eventsTsv(recording.events) };
  return [{ path: out, content: recordingCsv(recording) }, ...(recording.events.length > 0 ? [events] : [])];
}

/** `myofade convert`: any recording that can be read as EDF+, BDF+ or CSV. */
export async function runConvert(input: string, output: string, options: ConvertOptions): Promise<void> {
  const { force = false, json = false } = options;
  const out = outputPath(output, [input]);
  const recording = await readFileAs(input, await knownOfFile(options));
  const files = filesOf(recording, out);
  for (const { path } of force ? [] : files) {
    if (await stat(path).catch(() => undefined)) {
      throw new ArgumentError(`${path} is there already.`, 'Choose another name, or pass --force to replace it.');
    }
  }
  for (const { path, content } of files) await writeWhole(path, content);
  const { issues, channels, events } = recording;
  const lost = losses(recording, extname(out).toLowerCase());
  if (json) {
    printJson({ files: files.map(({ path }) => path), channels: channels.length, events: events.length, lost, issues });
    return;
  }
  for (const { severity, code, message } of issues) tell(`${severity} ${code}: ${message}`);
  for (const sentence of lost) tell(sentence);
  print(
    `Wrote ${files.map(({ path }) => path).join(' and ')}: ${channels.length} channels, ${durationS(recording).toFixed(1)} s, ${events.length} events.`,
  );
}
