import { ArgumentError } from '#base';
import { mostSlots } from './bitalino-frame.ts';

/** Sampling rates of a BITalino (Hz). */
export const bitalinoRates = [1, 10, 100, 1000] as const;

/** A sampling rate of a BITalino (Hz). */
export type BitalinoRate = (typeof bitalinoRates)[number];

/** What a host may tell a BITalino. */
export type BitalinoCommand =
  | { readonly kind: 'rate'; readonly fs: BitalinoRate }
  /** Start: `channels` are numbers of analog inputs, 1 to 6, rising. */
  | { readonly kind: 'live' | 'simulated'; readonly channels: readonly number[] }
  /** Ends acquiring; to an idle device it would be battery threshold 0, which does no harm. */
  | { readonly kind: 'stop' }
  /** Ends any mode; (r)evolution only. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'version' }
  /** (r)evolution only. */
  | { readonly kind: 'state' }
  /** 0 to 63: about 3.4 to 3.8 V. */
  | { readonly kind: 'battery-threshold'; readonly threshold: number }
  /** Outputs O1, O2 (bit 0 and 1), on an original BITalino to O4 (bit 3). */
  | { readonly kind: 'outputs'; readonly lines: number }
  /** 0 to 255; (r)evolution only. */
  | { readonly kind: 'pwm'; readonly level: number };

/** What the meaning of a byte hangs on. */
export interface BitalinoMode {
  readonly isRevolution: boolean;
  readonly isAcquiring: boolean;
}

function channelMask(channels: readonly number[]): number {
  let mask = 0;
  for (const channel of channels) {
    if (!(Number.isInteger(channel) && channel >= 1 && channel <= mostSlots)) {
      throw new ArgumentError(
        `channels must be whole numbers from 1 to 6, got ${channel} — in encodeCommand.`,
        'Name analog inputs A1 to A6 by their numbers.',
      );
    }
    mask |= 1 << (channel + 1);
  }
  if (mask === 0) {
    throw new ArgumentError(
      'channels must not be empty, got no channel — in encodeCommand.',
      'Name at least one of A1 to A6.',
    );
  }
  return mask;
}

function requireUpTo(name: string, value: number, most: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new ArgumentError(
    `${name} must be a whole number from 0 to ${most}, got ${value} — in encodeCommand.`,
    `Pass 0 to ${most}.`,
  );
}

/**
 * The bytes of a command; send them one by one with a pause after each. They mean this in the right mode only: while a
 * (r)evolution board acquires, version, state and rate would set its outputs.
 *
 * @throws ArgumentError for a number that the command cannot carry.
 */
export function encodeCommand(command: BitalinoCommand, { isRevolution }: { isRevolution: boolean }): Uint8Array {
  const { kind } = command;
  if (kind === 'rate') {
    const code = bitalinoRates.indexOf(command.fs);
    if (code < 0) {
      throw new ArgumentError(
        `fs must be one of 1, 10, 100, 1000 Hz, got ${command.fs} — in encodeCommand.`,
        'A BITalino has no other sampling rate.',
      );
    }
    return Uint8Array.of(0x03 | (code << 6));
  }
  if (kind === 'stop') return Uint8Array.of(0x00);
  if (kind === 'idle') return Uint8Array.of(0xff);
  if (kind === 'version') return Uint8Array.of(0x07);
  if (kind === 'state') return Uint8Array.of(0x0b);
  if (kind === 'battery-threshold') return Uint8Array.of(requireUpTo('threshold', command.threshold, 63) << 2);
  if (kind === 'pwm') return Uint8Array.of(0xa3, requireUpTo('level', command.level, 255));
  if (kind === 'outputs') {
    const lines = requireUpTo('lines', command.lines, isRevolution ? 3 : 15);
    return Uint8Array.of((isRevolution ? 0xb3 : 0x03) | (lines << 2));
  }
  return Uint8Array.of(channelMask(command.channels) | (kind === 'live' ? 0x01 : 0x02));
}

/** Numbers of the channels in the mask of a start command. */
function maskedChannels(byte: number): number[] {
  return [1, 2, 3, 4, 5, 6].filter((channel) => byte & (1 << (channel + 1)));
}

function idleCommand(byte: number, isRevolution: boolean): BitalinoCommand | undefined {
  if (byte === 0x07 || (isRevolution && byte === 0x0f)) return { kind: 'version' };
  if (byte === 0x0b) return isRevolution ? { kind: 'state' } : undefined;
  const low = byte & 3;
  if (low === 0) return { kind: 'battery-threshold', threshold: byte >> 2 };
  if (low !== 3) {
    const channels = maskedChannels(byte);
    return channels.length === 0 ? undefined : { kind: low === 1 ? 'live' : 'simulated', channels };
  }
  return (byte & 0x3f) === 0x03 ? { kind: 'rate', fs: bitalinoRates[byte >> 6] as BitalinoRate } : undefined;
}

/**
 * What a device in this mode takes the first of these bytes for, and how many bytes that is: 0 where the rest of a command
 * is still to come. No command: the device ignores the byte.
 */
export function decodeCommand(
  bytes: Uint8Array,
  { isRevolution, isAcquiring }: BitalinoMode,
): { command?: BitalinoCommand; nBytes: number } {
  const byte = bytes[0];
  if (byte === undefined) return { nBytes: 0 };
  if (isRevolution && (byte & 0xa3) === 0xa3) {
    if (byte === 0xff) return isAcquiring ? { command: { kind: 'idle' }, nBytes: 1 } : { nBytes: 1 };
    if (byte === 0xa3) {
      const level = bytes[1];
      return level === undefined ? { nBytes: 0 } : { command: { kind: 'pwm', level }, nBytes: 2 };
    }
    if ((byte & 0xf3) === 0xb3) return { command: { kind: 'outputs', lines: (byte >> 2) & 3 }, nBytes: 1 };
    return { nBytes: 1 };
  }
  if (!isAcquiring) {
    const command = idleCommand(byte, isRevolution);
    return command ? { command, nBytes: 1 } : { nBytes: 1 };
  }
  if (byte === 0x00) return { command: { kind: 'stop' }, nBytes: 1 };
  // The trap of acquiring: what would be version, state or rate in idle writes the outputs.
  if ((byte & 3) === 3)
    return { command: { kind: 'outputs', lines: (byte >> 2) & (isRevolution ? 3 : 15) }, nBytes: 1 };
  return { nBytes: 1 };
}
