import { ArgumentError, UnsupportedError } from '#base';
import { type Channel, convertForce, type ForceUnit, type Recording } from '#recording';
import { emgIsNoStrength } from './fatigue-label.ts';

/** What a user knows of a force channel that the file does not say. */
export interface ForceChannelOptions {
  /** Its name; by default the only channel of kind `force`. */
  readonly name?: string;
  /** What its values are in, after the scale; naming a unit says that the channel is a force. */
  readonly unit?: ForceUnit;
  /** Force for one of the channel's own units, such as the N of a volt; below 0 where it is upside down. @default 1 */
  readonly scale?: number;
  /** A stretch without load (s): its mean is taken off. */
  readonly tare?: { readonly startS: number; readonly endS: number };
  /** Unit that the force is wanted in. @default the one it is in */
  readonly showIn?: ForceUnit;
}

function choose({ channels, provenance: { file } }: Recording, { name, unit }: ForceChannelOptions): Channel {
  const listed = channels.map((one) => `${one.name} (${one.kind}, ${one.unit})`).join(', ');
  const forces = channels.filter(({ kind }) => kind === 'force');
  if (name === undefined) {
    if (forces.length === 1) return forces[0];
    if (forces.length > 1) {
      throw new ArgumentError(
        `${file} has ${forces.length} force channels: ${forces.map((one) => one.name).join(', ')} — in forceChannel.`,
        'Name the one to use with --force-channel.',
      );
    }
    throw new UnsupportedError(
      `${file} has no force channel, only ${listed}. ${emgIsNoStrength}`,
      'Use analyze, which shows the EMG-derived %MVC with that caution; or record a dynamometer beside the EMG. Where a channel is a force that the file does not call one, say so: --force-channel NAME --force-unit N.',
    );
  }
  const found = channels.find((one) => one.name === name);
  if (found === undefined) {
    throw new ArgumentError(
      `${file} has no channel '${name}', only ${listed} — in forceChannel.`,
      'Pass one of these with --force-channel.',
    );
  }
  if (found.kind === 'force' || (unit !== undefined && found.kind !== 'emg')) return found;
  throw new ArgumentError(
    `The channel '${name}' of ${file} is of kind ${found.kind}, not force; its channels: ${listed} — in forceChannel.`,
    found.kind === 'emg'
      ? 'EMG is no force: name the channel of the dynamometer.'
      : 'If it is a force, say in which unit: --force-unit N, kgf or lbf, with --force-scale where it needs one.',
  );
}

/** @throws ArgumentError when the stretch lies outside the channel. */
function loadFree({ name, samples, fs }: Channel, { startS, endS }: NonNullable<ForceChannelOptions['tare']>): number {
  const [first, end] = [Math.round(startS * fs), Math.round(endS * fs)];
  if (first >= 0 && first < end && end <= samples.length) {
    return samples.subarray(first, end).reduce((sum, value) => sum + value, 0) / (end - first);
  }
  throw new ArgumentError(
    `The stretch without load must lie within the ${(samples.length / fs).toFixed(1)} s of ${name}, got ${startS}–${endS} s — in forceChannel.`,
    'Pass --tare in seconds from the start of the file, such as 0-2.',
  );
}

/**
 * The force of a recording, tared and in the unit it is wanted in. Where none was recorded, the refusal says why an
 * EMG-derived %MVC does not take its place.
 *
 * @throws UnsupportedError where no channel is a force.
 * @throws ArgumentError where several are and none is named, the named one is missing or EMG, or an option is out of range.
 */
export function forceChannel(recording: Recording, options: ForceChannelOptions = {}): Channel {
  const { scale = 1, tare, showIn } = options;
  const channel = choose(recording, options);
  if (!(Number.isFinite(scale) && scale !== 0)) {
    throw new ArgumentError(
      `scale must be a number other than 0, got ${scale} — in forceChannel.`,
      'Pass the force for one unit of the channel, such as 12.5.',
    );
  }
  const zero = tare === undefined ? 0 : loadFree(channel, tare);
  const unit = options.unit ?? channel.unit;
  const known = unit === 'N' || unit === 'kgf' || unit === 'lbf' ? unit : undefined;
  if (showIn !== undefined && known === undefined) {
    throw new ArgumentError(
      `${recording.provenance.file} does not say the unit of ${channel.name}, so it cannot be shown in ${showIn} — in forceChannel.`,
      'Say what it is in: --force-unit N, kgf or lbf.',
    );
  }
  const factor = scale * (showIn && known ? convertForce(1, known, showIn) : 1);
  const { range: _, ...kept } = channel;
  return {
    ...kept,
    kind: 'force',
    unit: showIn ?? unit,
    samples: channel.samples.map((value) => factor * (value - zero)),
  };
}
