import { issueCatalogue, MyofadeError, type Random, seededRandom, sha256Hex } from '#base';
import type { FormatSample } from './check-format-samples.ts';
import type { ReadOptions, RecordingFormat } from './formats.ts';
import type { Channel, Recording } from './recording.ts';
import { isStartTime } from './start-time.ts';

const kinds = ['emg', 'force', 'other'];
const units = ['mV', 'N', 'kgf', 'lbf', 'count', 'other'];
const nCuts = 120;
const nMutations = 120;

function channelFaults(channel: Channel): string[] {
  const { name, kind, unit, fs, samples, range, calibration, forceSensor } = channel;
  const faults: string[] = [];
  const say = (isFault: boolean, what: string) => isFault && faults.push(`channel ${name}: ${what}`);
  say(name === '', 'has no name');
  say(!kinds.includes(kind), `kind is ${kind}`);
  say(!units.includes(unit), `unit is ${unit}`);
  say(!(Number.isFinite(fs) && fs > 0), `fs is ${fs}`);
  say(samples.length === 0, 'has no samples');
  const bad = samples.findIndex((value) => !Number.isFinite(value));
  say(bad >= 0, `sample ${bad} is ${samples[bad]}`);
  if (range) {
    const [lo, hi] = range;
    say(!(lo < hi), `range is ${lo} to ${hi}`);
  }
  say(calibration !== undefined && unit !== 'mV', 'has a calibration but is not in mV');
  say(forceSensor !== undefined && (unit !== 'N' || kind !== 'force'), 'has a force sensor but is no force in N');
  return faults;
}

/** What is wrong with a recording that came out of a reader, in words; nothing where it is well formed. */
export function recordingFaults(
  recording: Recording,
  format: RecordingFormat,
  bytes: Uint8Array,
  file: string,
): string[] {
  const { channels, events, provenance, issues } = recording;
  const faults = channels.flatMap(channelFaults);
  const say = (isFault: boolean, what: string) => isFault && faults.push(what);
  say(channels.length === 0, 'there are no channels');
  const names = channels.map(({ name }) => name);
  say(new Set(names).size < names.length, `names repeat: ${names.join(', ')}`);
  for (const { fs } of channels) {
    const lengths = new Set(channels.filter((channel) => channel.fs === fs).map(({ samples }) => samples.length));
    say(lengths.size > 1, `channels at ${fs} Hz have different lengths: ${[...lengths].join(', ')}`);
  }
  events.forEach(({ onsetS, durationS, label }, i) => {
    say(
      !Number.isFinite(onsetS) || !(durationS >= 0 && durationS < Number.POSITIVE_INFINITY),
      `event ${i} has no time`,
    );
    say(label === '', `event ${i} has no label`);
    say(i > 0 && onsetS < (events[i - 1]?.onsetS ?? 0), `event ${i} comes before the one before it`);
  });
  say(provenance.file !== file, `provenance names the file ${provenance.file}`);
  say(provenance.format !== format.id, `provenance names the format ${provenance.format}`);
  say(provenance.sha256 !== sha256Hex(bytes), 'provenance has another digest');
  const start = provenance.startedAt;
  say(start !== undefined && !isStartTime(start), `startedAt is ${start}`);
  for (const { code, severity, message, where } of issues) {
    say(issueCatalogue[code]?.severity !== severity, `issue ${code} is not as in the catalogue`);
    say(!/^[A-Z0-9].*\.$/s.test(message), `the message of ${code} is no sentence: ${message}`);
    say(where.file !== file, `issue ${code} names the file ${where.file}`);
    say(where.channel !== undefined && !names.includes(where.channel), `issue ${code} names channel ${where.channel}`);
  }
  return faults;
}

/** Reads bytes that may be anything: a well-formed recording, or an error that says so. Anything else is a fault. */
export function readFaults(
  format: RecordingFormat,
  bytes: Uint8Array,
  options: ReadOptions,
): { recording?: Recording; faults: string[] } {
  try {
    const recording = format.read(bytes, options);
    return { recording, faults: recordingFaults(recording, format, bytes, options.file) };
  } catch (error) {
    if (!(error instanceof MyofadeError)) return { faults: [`threw ${String(error)}`] };
    const isExpected = error.code === 'FORMAT' || error.code === 'UNSUPPORTED';
    const faults = isExpected ? [] : [`threw ${error.code}: ${error.message}`];
    if (!error.message.includes(options.file)) faults.push(`the error does not name the file: ${error.message}`);
    if (!/\.$/.test(error.message) || !/\.$/.test(error.fix))
      faults.push(`no sentences: ${error.message} ${error.fix}`);
    return { faults };
  }
}

const hostile = [
  '',
  ' ',
  '\0',
  '-1',
  '0',
  '9'.repeat(8),
  '1e308',
  '-1e999',
  'NaN',
  '""',
  '\n',
  '\r\n',
  '\t',
  ',',
  '#',
  '{',
  ']',
];

/** A changed copy of bytes: a few of them replaced, left out, repeated, or overwritten with something hostile. */
export function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  let out: Uint8Array = bytes.slice();
  const times = 1 + random.below(4);
  for (let i = 0; i < times && out.length > 0; i++) {
    const at = random.below(out.length);
    const length = 1 + random.below(12);
    const [before, after] = [out.subarray(0, at), out.subarray(at + length)];
    const word = Uint8Array.from(hostile[random.below(hostile.length)] as string, (c) => c.charCodeAt(0));
    const ways: (() => Uint8Array)[] = [
      () => out.with(at, random.below(256)),
      () => out.with(at, (out[at] as number) ^ (1 << random.below(8))),
      () => Uint8Array.from([...before, ...after]),
      () => Uint8Array.from([...before, ...out.subarray(at, at + length), ...out.subarray(at)]),
      () => Uint8Array.from([...before, ...word, ...out.subarray(at + word.length)]),
      () => Uint8Array.from([...before, ...word, ...out.subarray(at)]),
    ];
    out = (ways[random.below(ways.length)] as () => Uint8Array)();
  }
  return out;
}

function sameRecording(a: Recording, b: Recording | undefined): boolean {
  if (!b) return false;
  const plain = (recording: Recording) =>
    JSON.stringify(recording, (_, value) => (value instanceof Float64Array ? [...value] : value));
  return plain(a) === plain(b);
}

/** The same file read from a folder, whose name must not get into the recording. */
function inFolder(format: RecordingFormat, bytes: Uint8Array, options: ReadOptions): Recording | undefined {
  try {
    return format.read(bytes, { ...options, file: `some\\where/${options.file}` });
  } catch {
    return undefined; // reported as a recording that depends on its folder
  }
}

/** Whether `part` holds the first samples of `whole`; the last of them may have been cut through. */
function isBeginning(part: Recording, whole: Recording): boolean {
  return part.channels.every(({ samples }, c) => {
    const all = whole.channels[c]?.samples ?? new Float64Array(0);
    const isLonger = samples.length > all.length;
    // Without its end mark, a cut EDF keeps what fills the last record; what stands before that must be the same all the same.
    if (isLonger && part.provenance.format !== 'edf' && part.provenance.format !== 'bdf') return false;
    const common = isLonger ? samples.subarray(0, all.length) : samples.subarray(0, -1);
    return common.every((value, i) => value === all[i]);
  });
}

/**
 * The battery that every reader passes: it recognises its files, gives the same well-formed recording twice and from any
 * place in memory, leaves its input alone, and answers cut and changed files with a recording or a clear error.
 *
 * Wait for `format.prepare` before.
 *
 * @returns what is wrong, in words; an empty list for a good reader. It needs no test runner.
 */
export function checkFormat(format: RecordingFormat, samples: readonly FormatSample[]): string[] {
  const faults: string[] = [];
  for (const { name, bytes, mapping } of samples) {
    const options: ReadOptions = { file: name, ...(mapping && { mapping }) };
    const say = (isFault: boolean, what: string) => isFault && faults.push(`${name}: ${what}`);
    say(!mapping && !format.detect(bytes, name), 'is not detected');
    say(!mapping && !format.detect(bytes, 'unnamed'), 'is detected by its name only');
    const original = bytes.slice();
    const { recording, faults: found } = readFaults(format, bytes, options);
    const again = (same: Uint8Array) => readFaults(format, same, options).recording;
    faults.push(...found.map((fault) => `${name}: ${fault}`));
    if (!recording) {
      faults.push(`${name}: cannot be read`);
      continue;
    }
    say(!sameRecording(recording, again(bytes)), 'reads differently the second time');
    say(!bytes.every((byte, i) => byte === original[i]), 'is changed by reading');
    const roomy = new Uint8Array(bytes.length + 14).fill(0x31);
    roomy.set(bytes, 7);
    say(!sameRecording(recording, again(roomy.subarray(7, 7 + bytes.length))), 'depends on what is around');
    say(!sameRecording(recording, inFolder(format, bytes, options)), 'depends on the folder');

    const random = seededRandom(bytes.length);
    for (let i = 0; i < nCuts; i++) {
      const length = bytes.length <= nCuts ? i % bytes.length : random.below(bytes.length);
      const cut = readFaults(format, bytes.subarray(0, length), options);
      faults.push(...cut.faults.map((fault) => `${name} cut to ${length} bytes: ${fault}`));
      say(
        cut.recording !== undefined && !isBeginning(cut.recording, recording),
        `cut to ${length} bytes gives other samples`,
      );
    }
    for (let i = 0; i < nMutations; i++) {
      const { faults: found } = readFaults(format, mutated(bytes, random), options);
      faults.push(...found.map((fault) => `${name}, mutation ${i}: ${fault}`));
    }
  }
  return faults;
}
