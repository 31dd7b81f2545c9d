import { type Issue, issue, sha256Hex } from '#base';
import { type C3dLayout, c3d, readC3dLayout } from './c3d-header.ts';
import { type C3dParameters, continuedC3d } from './c3d-parameters.ts';
import { counted, fileName } from './cannot-read.ts';
import type { Channel, Recording, RecordingEvent } from './recording.ts';
import { requireStoredRate } from './stored-rate.ts';
import { uniqueNames } from './unique-names.ts';
import { unitChannel } from './unit-channel.ts';

/** What {@link readC3d} needs beside the bytes. */
export interface C3dOptions {
  readonly file: string;
  /** Sampling rate (Hz) that the caller expects; C3D stores its rate, so another one is an error. */
  readonly fs?: number;
}

/** Stored values of one analog channel [nSamples]. */
function storedValues(layout: C3dLayout, channel: number, isUnsigned: boolean): Float64Array {
  const { numbers, nChannels, perFrame, nFrames, isFloat, dataByte, frameBytes, pointBytes } = layout;
  const read = isFloat ? numbers.float : isUnsigned ? numbers.uint16 : numbers.int16;
  const wordBytes = isFloat ? 4 : 2;
  const values = new Float64Array(nFrames * perFrame);
  for (let frame = 0, n = 0; frame < nFrames; frame++) {
    let at = dataByte + frame * frameBytes + pointBytes + channel * wordBytes;
    for (let i = 0; i < perFrame; i++, at += nChannels * wordBytes) values[n++] = read(at);
  }
  return values;
}

/** Rails of an ADC of `bits`, where all stored values lie between them. */
function railsOf(values: Float64Array, bits: number, isUnsigned: boolean): readonly [number, number] | undefined {
  if (!Number.isInteger(bits) || bits < 8 || bits > 16) return undefined;
  const lo = isUnsigned ? 0 : -(2 ** (bits - 1));
  const hi = lo + 2 ** bits - 1;
  return values.every((value) => value >= lo && value <= hi) ? [lo, hi] : undefined;
}

function analogChannels(layout: C3dLayout, file: string): { channels: Channel[]; issues: Issue[] } {
  const { parameters, nChannels, fs, isFloat } = layout;
  const texts = (name: string) => continuedC3d(parameters, `ANALOG:${name}`, 'texts');
  const values = (name: string) => continuedC3d(parameters, `ANALOG:${name}`, 'values');
  const [labels, descriptions, units] = ['LABELS', 'DESCRIPTIONS', 'UNITS'].map(texts) as [
    string[],
    string[],
    string[],
  ];
  const [scales, offsets] = ['SCALE', 'OFFSET'].map(values) as [number[], number[]];
  const general = values('GEN_SCALE')[0] ?? 1;
  const bits = values('BITS')[0] ?? 0;
  const isUnsigned = texts('FORMAT')[0]?.toUpperCase() === 'UNSIGNED';
  const names = uniqueNames(Array.from({ length: nChannels }, (_, i) => labels[i] || `channel ${i + 1}`));
  const made = names.map((name, i) => {
    const stored = storedValues(layout, i, isUnsigned);
    const rails = isFloat ? undefined : railsOf(stored, bits, isUnsigned);
    const raw = offsets[i] ?? 0;
    const offset = isUnsigned && raw < 0 ? raw + 0x10000 : raw;
    const scale = scales[i] ?? 1;
    // A scale of 0 would hide the signal: the values then stay as they are stored.
    const factor = scale * general || 1;
    const real = (value: number) => (value - offset) * factor;
    const range = rails?.map(real).sort((a, b) => a - b) as [number, number] | undefined;
    for (let k = 0; k < stored.length; k++) stored[k] = real(stored[k]);
    const about = `${name} ${descriptions[i] ?? ''}`;
    const signal = { name, about, unit: units[i] ?? '', fs, samples: stored, ...(range && { range }) };
    return unitChannel(signal, { file, formatName: `${c3d}, analog` });
  });
  return { channels: made.map(({ channel }) => channel), issues: made.flatMap(({ issues }) => issues) };
}

/** Markers of the EVENT group: minutes and seconds on a clock on which the first frame stands at `startS`. */
function eventsOf(parameters: C3dParameters, startS: number): RecordingEvent[] {
  const used = parameters.get('EVENT:USED')?.values[0] ?? 0;
  const [labels, contexts] = ['LABELS', 'CONTEXTS'].map((name) => continuedC3d(parameters, `EVENT:${name}`, 'texts'));
  const times = continuedC3d(parameters, 'EVENT:TIMES', 'values');
  const n = Math.min(used < 0 ? used + 0x10000 : used, Math.floor(times.length / 2));
  return Array.from({ length: n }, (_, i) => {
    const onsetS = Number((times[2 * i] * 60 + times[2 * i + 1] - startS).toFixed(6));
    const label = [contexts[i], labels[i]].filter((part) => part !== undefined && part !== '').join(' ') || 'event';
    return { onsetS, durationS: 0, label };
  })
    .filter(({ onsetS }) => Number.isFinite(onsetS))
    .sort((a, b) => a.onsetS - b.onsetS);
}

/**
 * Reads the analog channels and events of a C3D file; its points are not read. Integers and floats of Intel, DEC and MIPS
 * processors; values are `(stored − OFFSET) · SCALE · GEN_SCALE` in the unit of the channel, voltages then in mV.
 *
 * Proved by `golden/recording/c3d.json`: files that ezc3d, c3d and a writer of all processors made, read by ezc3d and c3d.
 *
 * @throws FormatError when header or parameters are unusable, or no frame is complete.
 * @throws ArgumentError for a rate that is not the one that the file stores.
 */
export function readC3d(bytes: Uint8Array, options: C3dOptions): Recording {
  const file = fileName(options.file);
  const layout = readC3dLayout(bytes, file);
  const { parameters, fs, nFrames, nStated, startS } = layout;
  requireStoredRate(options.fs, [fs], file, 'readC3d');
  const { channels, issues } = analogChannels(layout, file);
  if (nFrames < nStated) {
    const message = `The header promises ${counted(nStated, 'frame')}; ${nFrames} are complete.`;
    issues.push(issue('INCOMPLETE_FILE', message, { file }));
  }
  const device = parameters.get('MANUFACTURER:COMPANY')?.texts[0];
  return {
    channels,
    events: eventsOf(parameters, startS),
    provenance: { file, format: 'c3d', sha256: sha256Hex(bytes), ...(device && { device }) },
    issues,
  };
}
