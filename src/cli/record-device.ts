import { ArgumentError, type Clock } from '#base';
import { type Device, virtualCalibration } from '#device';
import type { ChannelRole, ChannelRoles } from '#live';
import { readBytes } from '#node';
import { type ForceSensorCalibration, parseForceSensor } from '#recording';
import { deviceAt } from './device-option.ts';
import { userPath } from './paths.ts';

/** What a user says of the device and its channels. */
export interface RecordDeviceOptions {
  readonly device: string;
  readonly emg: string;
  readonly sensor: string;
  readonly force?: string;
  readonly forceCalibration?: string;
  /** Further channels to record as they are. */
  readonly also?: readonly string[];
  readonly hand?: 'left' | 'right';
  readonly muscle: string;
  readonly auto?: boolean;
}

/** The device of a test, and what its channels are. */
export interface RecordDevice {
  readonly device: Device;
  readonly channels: readonly string[];
  readonly roles: ChannelRoles;
  readonly calibration?: ForceSensorCalibration;
}

async function calibrationOf({ forceCalibration }: RecordDeviceOptions): Promise<ForceSensorCalibration | undefined> {
  if (forceCalibration === undefined) return undefined;
  const bytes = await readBytes(userPath(forceCalibration));
  // The zero of an earlier test is not that of this one.
  const { retared: _, ...calibration } = parseForceSensor(new TextDecoder().decode(bytes), { file: forceCalibration });
  return calibration;
}

/** The virtual person's own wiring: EMG at A1, a load cell with a known calibration at A2. */
function virtualTest({ device, hand, muscle }: RecordDeviceOptions, clock: Clock): RecordDevice {
  const side = hand && { side: hand };
  return {
    device: deviceAt(device, clock),
    channels: ['A1', 'A2'],
    roles: {
      A1: { kind: 'emg', sensor: 'bitalino-emg', muscle, ...side },
      A2: { kind: 'force', calibration: virtualCalibration, ...side },
    },
    calibration: virtualCalibration,
  };
}

/**
 * The device that a user names, with the roles of its channels.
 *
 * @throws ArgumentError for an address or channels that cannot be, or a calibration that cannot be read.
 */
export async function recordDevice(options: RecordDeviceOptions, clock: Clock): Promise<RecordDevice> {
  const { device: address, emg, sensor, force, also = [], hand, muscle } = options;
  if (address.startsWith('virtual')) return virtualTest(options, clock);
  if (force === emg || also.includes(emg) || (force !== undefined && also.includes(force))) {
    throw new ArgumentError(
      `Each channel has one role, got --emg ${emg}, --force ${force ?? '–'}, --also ${also.join(',') || '–'}.`,
      'Name the channel of the EMG sensor, that of the load cell, and others.',
    );
  }
  const calibration = await calibrationOf(options);
  if (calibration && force === undefined) {
    throw new ArgumentError(
      'A force calibration is given and no force channel.',
      `Add --force ${calibration.channel}.`,
    );
  }
  const side = hand && { side: hand };
  const forceRole: ChannelRole = { kind: 'force', ...(calibration && { calibration }), ...side };
  return {
    // Nobody looks at a screen then: who is at a virtual board is told over the line.
    device: deviceAt(address, clock, { tellsCues: options.auto === true }),
    channels: [emg, ...(force === undefined ? [] : [force]), ...also],
    roles: {
      [emg]: { kind: 'emg', sensor, muscle, ...side },
      ...(force !== undefined && { [force]: forceRole }),
    },
    ...(calibration && { calibration }),
  };
}
