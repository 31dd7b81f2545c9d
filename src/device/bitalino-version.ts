import { ArgumentError } from '#base';

/** What a BITalino's version line tells. */
export interface BitalinoFirmware {
  /** As the device writes it, such as `5.2`. */
  readonly version: string;
  /** (r)evolution boards tell their state, set outputs in any mode and obey 0xFF; original ones do not. */
  readonly isRevolution: boolean;
  /** Bytes of the state reply: 17 from 5.2 (with PWM), 16 before, 0 on an original BITalino. */
  readonly stateBytes: 0 | 16 | 17;
}

/**
 * What a version number means. Known firmware: 3.x, 4.0 and 4.1 are original, 5.x are (r)evolution; drivers that ask for at
 * least 4.2 agree with those that ask for 5.
 *
 * @throws ArgumentError unless it is `major.minor`.
 */
export function bitalinoFirmware(version: string): BitalinoFirmware {
  const [, major, minor] = /^(\d{1,3})\.(\d{1,3})$/.exec(version) ?? [];
  if (!major || !minor) {
    throw new ArgumentError(
      `version must be like 5.2, got '${version}' — in bitalinoFirmware.`,
      'Pass major and minor number with a point between them.',
    );
  }
  const number = Number(major) * 1000 + Number(minor);
  const isRevolution = number >= 4002;
  return { version, isRevolution, stateBytes: isRevolution ? (number >= 5002 ? 17 : 16) : 0 };
}

/** The reply to the version command. */
export function encodeVersion({ version }: BitalinoFirmware): Uint8Array {
  return Uint8Array.from(`BITalino_v${version}\n`, (letter) => letter.charCodeAt(0));
}

const opening = Array.from('BITalino', (letter) => letter.charCodeAt(0));
/** A line longer than this is no version line: its opening stood by chance in a stream. */
const mostLetters = 64;

/**
 * The version line in bytes that may begin with a still running stream, and where it ends; nothing where there is none yet.
 */
export function decodeVersion(bytes: Uint8Array): { firmware: BitalinoFirmware; end: number } | undefined {
  for (let start = 0; start + opening.length <= bytes.length; start++) {
    if (!opening.every((letter, i) => bytes[start + i] === letter)) continue;
    const rest = bytes.subarray(start, start + mostLetters);
    const length = rest.indexOf(10);
    if (length < 0) continue;
    const line = String.fromCharCode(...rest.subarray(0, length));
    const version = /(?:_v|v|V)(\d{1,3}\.\d{1,3})/.exec(line)?.[1];
    if (version) return { firmware: bitalinoFirmware(version), end: start + length + 1 };
  }
  return undefined;
}
