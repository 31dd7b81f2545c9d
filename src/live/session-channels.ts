import { ArgumentError } from '#base';
import type { DeviceChannel, DeviceFormat } from '#device';
import { type ForceSensorCalibration, type RecordedChannel, sensors } from '#recording';
import type { LiveChannel } from './live-channel.ts';

/** What a channel of the device is in this test. */
export type ChannelRole =
  /** sEMG; `sensor` is its id in the sensor catalogue, for a channel in counts. */
  | { readonly kind: 'emg'; readonly sensor?: string; readonly muscle?: string; readonly side?: 'left' | 'right' }
  /** Grip force; a channel in counts needs its calibration. */
  | { readonly kind: 'force'; readonly calibration?: ForceSensorCalibration; readonly side?: 'left' | 'right' }
  /** Recorded as it is. */
  | { readonly kind: 'other' };

/** Roles by the device's names of channels; a channel without one is recorded as it is. */
export type ChannelRoles = Readonly<Record<string, ChannelRole>>;

/** Ends of what is stored of a channel that comes in a unit (mV; N and the like; anything else). */
const ranges = { mV: [-10, 10], force: [-500, 2000], other: [-32768, 32767] } as const;

function refusal(what: string, fix: string): ArgumentError {
  return new ArgumentError(`${what} — in sessionChannels.`, fix);
}

function requireBits({ name, bits }: DeviceChannel): number {
  if (bits !== undefined) return bits;
  throw refusal(`Channel ${name} comes in counts of unknown bits`, 'Choose another device or channel.');
}

function emgChannel(
  channel: DeviceChannel,
  role: Extract<ChannelRole, { kind: 'emg' }>,
): [RecordedChannel, LiveChannel] {
  const { name, unit } = channel;
  const about = {
    name,
    kind: 'emg',
    ...(role.muscle && { muscle: role.muscle }),
    ...(role.side && { side: role.side }),
  } as const;
  if (unit === 'mV')
    return [
      { ...about, values: { unit, range: ranges.mV } },
      { kind: 'emg', name },
    ];
  if (unit !== 'count')
    throw refusal(`Channel ${name} comes in ${unit}, which is no EMG`, 'Choose the channel of the EMG sensor.');
  const bits = requireBits(channel);
  const sensor = sensors.find(({ id }) => id === role.sensor);
  if (!sensor) {
    const ids = sensors.map(({ id }) => id).join(', ');
    throw refusal(`The sensor of ${name} is ${role.sensor ?? 'not known'}`, `Choose one of ${ids}.`);
  }
  const { id, supplyV, gain } = sensor;
  return [
    { ...about, values: { unit, bits, calibration: { sensor: id, supplyV, gain } } },
    { kind: 'emg', name, transfer: { supplyV, gain, bits } },
  ];
}

function forceChannel(
  channel: DeviceChannel,
  role: Extract<ChannelRole, { kind: 'force' }>,
): [RecordedChannel, LiveChannel] {
  const { name, unit } = channel;
  const about = { name, kind: 'force', ...(role.side && { side: role.side }) } as const;
  if (unit === 'N' || unit === 'kgf' || unit === 'lbf') {
    return [
      { ...about, values: { unit, range: ranges.force } },
      { kind: 'force', name },
    ];
  }
  const { calibration } = role;
  if (unit !== 'count' || !calibration) {
    throw refusal(
      `Channel ${name} comes in ${unit === 'count' ? 'counts and has no calibration' : unit}`,
      'Calibrate the load cell with known masses first (calibrate-force), and pass its file.',
    );
  }
  const bits = requireBits(channel);
  if (bits !== calibration.bits) {
    throw refusal(
      `Channel ${name} comes with ${bits} bits, and was calibrated at ${calibration.bits}`,
      'A BITalino gives its fifth and sixth channel 6 bits: choose fewer channels, or calibrate again.',
    );
  }
  return [
    { ...about, values: { unit, bits, calibration } },
    { kind: 'force', name, line: calibration },
  ];
}

function otherChannel(channel: DeviceChannel): RecordedChannel {
  const { name, unit, kind = 'other' } = channel;
  if (unit === 'count') return { name, kind, values: { unit, bits: requireBits(channel) } };
  const range = unit === 'mV' ? ranges.mV : unit === 'other' ? ranges.other : ranges.force;
  return { name, kind, values: { unit, range } };
}

/**
 * What is recorded of each channel of a device, in its order, and which channels are followed live.
 *
 * @throws ArgumentError for a role that a channel cannot have, a sensor that is not in the catalogue, or counts of a load
 * cell without their calibration.
 */
export function sessionChannels(
  { channels }: DeviceFormat,
  roles: ChannelRoles,
): { readonly recorded: readonly RecordedChannel[]; readonly live: readonly LiveChannel[] } {
  const recorded: RecordedChannel[] = [];
  const live: LiveChannel[] = [];
  for (const channel of channels) {
    const role = roles[channel.name] ?? { kind: 'other' };
    if (role.kind === 'other') recorded.push(otherChannel(channel));
    else {
      const [one, followed] = role.kind === 'emg' ? emgChannel(channel, role) : forceChannel(channel, role);
      recorded.push(one);
      live.push(followed);
    }
  }
  return { recorded, live };
}
