import { ArgumentError, type Clock } from '#base';
import { virtualCalibration } from '#device';
import type { ChannelRole } from '#live';
import { deviceAt, isVirtualAddress, readBytes, type WiredDevice } from '#node';
import { type ForceSensorCalibration, parseForceSensor } from '#recording';
import { userPath } from './paths.ts';
import { readFileAs } from './read-file.ts';

/** What a user says of the device and its channels. */
export interface RecordDeviceOptions {
  readonly device: string;
  readonly emg: string;
  readonly sensor: string;
  /** False for `--no-force`: by EMG alone. */
  readonly force?: string | false;
  readonly forceCalibration?: string;
  /** Further channels to record as they are. */
  readonly also?: readonly string[];
  readonly hand?: 'left' | 'right';
  readonly muscle: string;
  readonly auto?: boolean;
}

async function calibrationOf({ forceCalibration }: RecordDeviceOptions): Promise<ForceSensorCalibration | undefined> {
  if (forceCalibration === undefined) return undefined;
  const bytes = await readBytes(userPath(forceCalibration));
  // The zero of an earlier test is not that of this one.
  const { retared: _, ...calibration } = parseForceSensor(new TextDecoder().decode(bytes), { file: forceCalibration });
  return calibration;
}

/**
 * The device that a user names, with the roles of its channels. A virtual person's load cell hangs at A2 and is calibrated.
 *
 * @throws ArgumentError for an address or channels that cannot be, or a calibration that cannot be read.
 */
export async function recordDevice(options: RecordDeviceOptions, clock: Clock): Promise<WiredDevice> {
  const { device: address, emg, sensor, also = [], hand, muscle, auto = false } = options;
  const isVirtual = isVirtualAddress(address);
  const force = options.force === false ? undefined : (options.force ?? (isVirtual ? 'A2' : undefined));
  if (force === emg || also.includes(emg) || (force !== undefined && also.includes(force))) {
    throw new ArgumentError(
      `Each channel has one role, got --emg ${emg}, --force ${force ?? '–'}, --also ${also.join(',') || '–'}.`,
      'Name the channel of the EMG sensor, that of the load cell, and others.',
    );
  }
  const given = await calibrationOf(options);
  if (given && force === undefined) {
    throw new ArgumentError('A force calibration is given and no force channel.', `Add --force ${given.channel}.`);
  }
  const calibration = given ?? (isVirtual && force === virtualCalibration.channel ? virtualCalibration : undefined);
  if (force !== undefined && !calibration && !address.startsWith('file:')) {
    throw new ArgumentError(
      `The load cell at ${force} has no calibration.`,
      'Find its line with known masses (calibrate-force), and pass the file by --force-calibration.',
    );
  }
  const side = hand && { side: hand };
  const forceRole: ChannelRole = { kind: 'force', ...(calibration && { calibration }), ...side };
  return {
    // Nobody looks at a screen by itself: who is at a virtual board is told over the line.
    device: deviceAt(address, clock, { tellsCues: auto, readPlayed: (path) => readFileAs(path, {}) }),
    channels: [emg, ...(force === undefined ? [] : [force]), ...also],
    roles: {
      [emg]: { kind: 'emg', sensor, muscle, ...side },
      ...(force !== undefined && { [force]: forceRole }),
    },
  };
}
