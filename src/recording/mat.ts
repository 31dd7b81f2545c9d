import { type Issue, issue, sha256Hex } from '#base';
import { cannotRead, fileName, quoted } from './cannot-read.ts';
import { csvChannel } from './csv-channel.ts';
import { type CsvMapping, checkMapping } from './csv-mapping.ts';
import { fastestHz, requireRate } from './fastest-rate.ts';
import { type MatContent, matContent } from './mat-arrays.ts';
import { chosenArrays, type MatSeries, rateArray, seriesOf, signalArrays, timeArray, unitText } from './mat-choice.ts';
import { mat5, matVariables } from './mat-elements.ts';
import { gapIssues } from './reading-issues.ts';
import type { Channel, Recording } from './recording.ts';
import { sampleTimes } from './sample-times.ts';
import { withGaps } from './sequence.ts';
import { uniqueNames } from './unique-names.ts';
import { unitChannel } from './unit-channel.ts';

/** What {@link readMat} needs beside the bytes. */
export interface MatOptions {
  readonly file: string;
  /** Sampling rate (Hz); it goes before what the file holds. */
  readonly fs?: number;
  /** Which variables are the signals, by path (`emg`, `data.emg-2`) or place; guessed where nothing is said. */
  readonly mapping?: CsvMapping;
}

/** Most values that are made room for: two hours of eight channels at 1 kHz are less. */
const mostValues = 2 ** 26;
const explain =
  'Explain the variables with --mapping columns.json, such as { "fs": 1000, "columns": [{ "column": "emg", "name": "FDS", "unit": "mV" }] }.';

interface Chosen {
  readonly series: MatSeries[];
  readonly issues: Issue[];
}

function guessed(content: MatContent, file: string): Chosen {
  const arrays = chosenArrays(content);
  const paths = (list: readonly { readonly path: string }[]) =>
    list
      .slice(0, 8)
      .map(({ path }) => quoted(path))
      .join(', ');
  const [first] = arrays;
  if (!first) throw cannotRead(file, 'it holds no numeric array with samples', mat5, explain);
  const faulty = arrays.find(({ fault }) => fault !== undefined);
  if (faulty) {
    const what = `${quoted(faulty.path)} ${faulty.fault}, and signals are real numbers in at most two dimensions`;
    throw cannotRead(file, what, mat5, `Save it as a real matrix. Or choose others: ${explain}`);
  }
  const issues = [issue('VARIABLES_GUESSED', `The signals were taken from ${paths(arrays)}.`, { file })];
  const others = signalArrays(content).filter((array) => !arrays.includes(array));
  if (others.length > 0) {
    const message = `Arrays of another length, or that are no signals, are no channels: ${paths(others)}.`;
    issues.push(issue('SIGNALS_LEFT_OUT', message, { file }));
  }
  return { series: arrays.flatMap(seriesOf), issues };
}

/** The series that a mapping names by head or place. */
function named(content: MatContent, column: string | number, file: string): MatSeries {
  const all = signalArrays(content).flatMap(seriesOf);
  const found = typeof column === 'number' ? all[column] : all.find(({ head }) => head === column.trim());
  if (found && found.array.fault === undefined) return found;
  const heads = all.slice(0, 20).map(({ head }) => quoted(head));
  const what = found
    ? `${quoted(found.head)} ${found.array.fault}`
    : `it has no series ${typeof column === 'number' ? column : quoted(column)}, only ${heads.join(', ')}`;
  throw cannotRead(file, what, mat5, 'Correct the mapping: name a variable as the file spells it.');
}

/** Rate and gaps by `--fs`, a variable that is called so, or time stamps. */
function rateOf(
  content: MatContent,
  { file, fs, mapping }: MatOptions,
  first: MatSeries,
): { fs: number; gapsAt: readonly number[]; issues: Issue[] } {
  const given = fs ?? mapping?.fs;
  if (given !== undefined) {
    requireRate(given, 'readMat');
    return { fs: given, gapsAt: [], issues: [] };
  }
  const rate = mapping?.timeColumn === undefined ? rateArray(content, first.array.path) : undefined;
  if (rate) {
    const stored = rate.value(0, 0);
    if (!(stored > 0 && stored <= fastestHz)) {
      throw cannotRead(file, `its rate ${quoted(rate.path)} is ${stored} Hz`, mat5, 'Pass the rate in Hz with --fs.');
    }
    const message = `The rate was taken from ${quoted(rate.path)}: ${stored} Hz.`;
    return { fs: stored, gapsAt: [], issues: [issue('VARIABLES_GUESSED', message, { file })] };
  }
  const column = mapping?.timeColumn ?? timeArray(content, first.nSamples)?.path;
  if (column === undefined) {
    throw cannotRead(
      file,
      'nothing in it tells the sampling rate',
      mat5,
      'Pass the rate in Hz with --fs, such as --fs 1000.',
    );
  }
  const times = named(content, column, file).values();
  const found = sampleTimes(mapping?.timeUnit === 'ms' ? times.map((time) => time / 1000) : times);
  if (!found || found.fs > fastestHz) {
    const what = `the time stamps ${quoted(String(column))} are not evenly spaced, so they give no sampling rate`;
    throw cannotRead(file, what, mat5, 'Pass the rate in Hz with --fs.');
  }
  return { fs: found.fs, gapsAt: found.gapsAt, issues: gapIssues(found, file, found.fs) };
}

function mappedChannels(mapping: CsvMapping, series: readonly MatSeries[], fs: number, file: string): Channel[] {
  return mapping.columns.map((column, i) => {
    const values = (series[i] as MatSeries).values();
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad < 0) return csvChannel(column, values, fs, file);
    const what = `sample ${bad} of ${quoted(column.name)} is ${values[bad]}, which is no usable number`;
    throw cannotRead(file, what, mat5, 'Leave that sample out, or export the recording again.');
  });
}

/**
 * Reads a MAT-5 file (MATLAB's `-v6` and `-v7`, scipy.io.savemat): real numeric matrices, also one or two structs deep, with
 * the longer dimension as time. Which variables are signals and which the rate is guessed by length and name, with an
 * issue, unless `mapping` and `fs` say so. A text `unit` or `units` beside the signals is their unit.
 *
 * Proved by `golden/recording/mat.json`: files that SciPy wrote and read.
 *
 * @throws FormatError when the file is damaged, holds no usable matrix or does not tell its rate.
 * @throws UnsupportedError for MAT 7.3.
 * @throws ArgumentError for a mapping that cannot be used.
 */
export function readMat(bytes: Uint8Array, options: MatOptions): Recording {
  const file = fileName(options.file);
  const { mapping } = options;
  const { variables, little } = matVariables(bytes, file);
  const content = matContent(variables, little);
  if (content.isDamaged) throw cannotRead(file, 'one of its variables is damaged', mat5, 'Save the file again.');
  if (mapping) checkMapping({ timeColumn: 0, ...mapping });
  const { series, issues } = mapping
    ? { series: mapping.columns.map(({ column }) => named(content, column, file)), issues: [] }
    : guessed(content, file);
  const [first] = series as [MatSeries];
  if (series.length * first.nSamples > mostValues) {
    const what = `its signals have ${series.length * first.nSamples} values, and at most ${mostValues} are read`;
    throw cannotRead(file, what, mat5, 'Save the part of the recording that matters.');
  }
  const uneven = series.find(({ nSamples }) => nSamples !== first.nSamples);
  if (uneven) {
    const what = `${quoted(uneven.head)} has ${uneven.nSamples} samples and ${quoted(first.head)} ${first.nSamples}`;
    throw cannotRead(file, what, mat5, 'Name variables of one length.');
  }
  const rate = rateOf(content, { ...options, file }, first);
  const names = uniqueNames(series.map(({ head }, i) => head || `channel ${i + 1}`));
  const unit = unitText(content, first.head);
  const made = mapping
    ? mappedChannels(mapping, series, rate.fs, file).map((channel) => ({ channel, issues: [] }))
    : series.map(({ head, values }, i) => {
        const signal = {
          name: names[i] as string,
          about: head.replaceAll('.', ' '),
          unit,
          fs: rate.fs,
          samples: values(),
        };
        return unitChannel(signal, { file, formatName: mat5 });
      });
  return {
    channels: made.map(({ channel }) => withGaps(channel, rate.gapsAt)),
    events: [],
    provenance: { file, format: 'mat', sha256: sha256Hex(bytes) },
    issues: [...issues, ...rate.issues, ...made.flatMap((one) => one.issues)],
  };
}
