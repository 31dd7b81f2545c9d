import { ArgumentError } from '#base';
import {
  type ForceRecording,
  forceChannel,
  type IntermittentTiming,
  type Sex,
  type StrengthFacts,
  type StrengthTestOptions,
  strengthTest,
} from '#fatigue';
import { readBytes, writeWhole } from '#node';
import type { ForceUnit, Provenance, TimeStretch } from '#recording';
import { strengthTestReport, strengthTestSummary, strengthTestText } from '#report';
import { parseTable } from '#study';
import { softwareText } from './analyze.ts';
import { channelOf } from './force.ts';
import { print, printJson, tell } from './output.ts';
import { outputPath, userPath } from './paths.ts';
import { type FileOptions, knownOfFile, readFileAs } from './read-file.ts';
import { recordedFacts } from './recorded-facts.ts';
import { recordingOffsets } from './recording-offsets.ts';
import { requireDifferent } from './require-different.ts';
import { readSegments } from './segments-file.ts';

/** Options of `strength`. */
export interface StrengthOptions extends Omit<FileOptions, 'channel'> {
  readonly forceChannel?: string;
  readonly forceUnit?: ForceUnit;
  readonly forceScale?: number;
  readonly tare?: TimeStretch;
  readonly unit?: ForceUnit;
  readonly emg?: string;
  readonly segments?: string;
  readonly holdFrom: number;
  readonly minutes?: readonly number[];
  readonly rested?: number;
  readonly target?: number;
  readonly fatiguedAt: number;
  readonly freshBelow: number;
  readonly intermittent?: IntermittentTiming;
  readonly otherHand?: string;
  /** A file, or the rested maximum of that session. */
  readonly earlier?: string;
  readonly sem?: number;
  readonly mdc?: number;
  readonly sessions?: string;
  readonly sex?: Sex;
  readonly age?: number;
  readonly protocol?: StrengthFacts['protocol'];
  readonly posture?: string;
  readonly handle?: string;
  readonly hand?: StrengthFacts['hand'];
  readonly dominant?: StrengthFacts['dominantHand'];
  readonly instructedBy?: string;
  readonly encouragement?: StrengthFacts['encouragement'];
  readonly report?: string;
  readonly json?: boolean;
}

/** The properties that have a value. */
function given<T extends object>(values: { [K in keyof T]: T[K] | undefined }): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

interface ReadForce extends ForceRecording {
  readonly provenance: Provenance;
}

async function readForce(path: string, options: StrengthOptions): Promise<ReadForce> {
  const { emg, forceChannel: name, forceUnit: unit, forceScale: scale, tare, unit: showIn, ...known } = options;
  const recording = await readFileAs(path, await knownOfFile({ ...known, ...(emg !== undefined && { channel: emg }) }));
  const force = forceChannel(recording, given({ name, unit, scale, tare, showIn }));
  return {
    file: recording.provenance.file,
    force,
    ...(emg !== undefined && { emg: channelOf(recording, emg, 'emg') }),
    provenance: recording.provenance,
  };
}

/** Strengths of people over sessions [nPeople x nSessions]. */
async function readSessions(path: string): Promise<number[][]> {
  const rows = parseTable(await readBytes(userPath(path)), { file: path, required: ['subject'] });
  return rows.map(({ line, cells: { subject: _, ...sessions } }) =>
    Object.entries(sessions).map(([name, text]) => {
      const value = text === '' ? Number.NaN : Number(text);
      if (Number.isFinite(value)) return value;
      throw new ArgumentError(
        `Line ${line} of ${path} has no number in the column ${name}, got '${text}'.`,
        'Leave out people who missed a session.',
      );
    }),
  );
}

/** The rested maximum of an earlier session: a number, or that of a file. */
async function earlierMvc(text: string, own: readonly ReadForce[], options: StrengthOptions): Promise<number> {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  const earlier = await readForce(text, options);
  requireDifferent([...own, earlier]);
  const { rested } = strengthTest([earlier], { holdFromS: options.holdFrom });
  if (rested.value !== null) return rested.value;
  throw new ArgumentError(
    `The earlier session ${text} has no rested maximum. ${rested.reason}`,
    'Pass its rested maximum as a number.',
  );
}

async function testOptions(
  own: readonly ReadForce[],
  options: StrengthOptions,
  recorded: StrengthFacts,
): Promise<StrengthTestOptions> {
  const { sex, age, earlier, sem, mdc, fatiguedAt, freshBelow, otherHand, sessions } = options;
  const alone = [
    ['--sex', sex, '--age', age],
    ['--age', age, '--sex', sex],
    ['--sem', sem, '--earlier', earlier],
    ['--mdc', mdc, '--earlier', earlier],
  ].find(([, value, , other]) => value !== undefined && other === undefined);
  if (alone) throw new ArgumentError(`${alone[0]} means nothing without ${alone[2]}.`, `Pass ${alone[2]} too.`);
  const other = otherHand === undefined ? [] : [await readForce(otherHand, options)];
  requireDifferent([...own, ...other]);
  return {
    ...given({ restedMvc: options.rested, targetPercent: options.target, intermittent: options.intermittent }),
    holdFromS: options.holdFrom,
    label: { fatiguedFrom: fatiguedAt, freshBelow },
    ...(other.length > 0 && { otherHand: other }),
    ...(sex !== undefined && age !== undefined && { person: { sex, ageYears: age } }),
    ...(sessions !== undefined && { sessions: await readSessions(sessions) }),
    ...(earlier !== undefined && {
      earlier: { mvc: await earlierMvc(earlier, own, options), ...given({ sem, mdc95: mdc }) },
    }),
    facts: {
      ...recorded,
      ...given<StrengthFacts>({
        protocol: options.protocol,
        posture: options.posture,
        handlePosition: options.handle,
        hand: options.hand,
        dominantHand: options.dominant,
        instructedBy: options.instructedBy,
        encouragement: options.encouragement,
      }),
    },
  };
}

/** `myofade strength FILE…`: what the forces of a session say, the first file rested. */
export async function runStrength(files: readonly string[], options: StrengthOptions): Promise<void> {
  const out = options.report === undefined ? undefined : outputPath(options.report, files);
  if (options.segments !== undefined && files.length > 1) {
    throw new ArgumentError(`--segments is for one file, and ${files.length} were named.`, 'Leave --segments out.');
  }
  const read: ReadForce[] = [];
  for (const file of files) read.push(await readForce(file, options));
  requireDifferent(read);
  const offsets = recordingOffsets(read, options.minutes);
  const segments = options.segments && (await readSegments(options.segments, read[0].force.name));
  const recordings = read.map((one, i): ReadForce => {
    const offsetS = offsets[i];
    return { ...one, ...(offsetS !== undefined && { offsetS }), ...(segments && { segments }) };
  });
  const test = strengthTest(recordings, await testOptions(read, options, await recordedFacts(files[0])));
  const view = { test, provenances: recordings.map(({ provenance }) => provenance) };
  if (out !== undefined) {
    await writeWhole(out, strengthTestReport(view, recordings, { software: softwareText() }));
    tell(`Report: ${out}`);
  }
  if (options.json) printJson(strengthTestSummary(view));
  else print(strengthTestText(view));
}
