import { ArgumentError } from '#base';
import { crc4, passesCrc } from './bitalino-frame.ts';

/** What a BITalino (r)evolution tells when asked for its state, in ADC counts of 10 bits. */
export interface BitalinoState {
  /** A1 to A6 [6]. */
  readonly analog: readonly number[];
  /** The battery's ADC, ABAT. */
  readonly battery: number;
  /** 0 to 63: the battery light goes on below `527 + threshold` counts of ABAT. */
  readonly batteryThreshold: number;
  /** 0 to 255; only told from firmware 5.2. */
  readonly pwm?: number;
  /** Bit 3 to 0: I1, I2, O1, O2. */
  readonly digital: number;
}

const nAnalog = 6;

function requireBits(name: string, value: number, nBits: number): void {
  if (Number.isInteger(value) && value >= 0 && value < 2 ** nBits) return;
  throw new ArgumentError(
    `${name} must be a whole number of ${nBits} bits, got ${value} — in encodeState.`,
    `Pass 0 to ${2 ** nBits - 1}.`,
  );
}

/**
 * The state reply: 17 bytes with `pwm`, 16 without. Counts stand in 16 bits, low byte first.
 *
 * @throws ArgumentError for a number that does not fit, or another number of analog values than six.
 */
export function encodeState({ analog, battery, batteryThreshold, pwm, digital }: BitalinoState): Uint8Array {
  if (analog.length !== nAnalog) {
    throw new ArgumentError(
      `analog must hold 6 values, got ${analog.length} — in encodeState.`,
      'Pass the counts of A1 to A6.',
    );
  }
  const bytes = new Uint8Array(pwm === undefined ? 16 : 17);
  const view = new DataView(bytes.buffer);
  [...analog, battery].forEach((counts, i) => {
    requireBits(i < nAnalog ? `analog[${i}]` : 'battery', counts, 16);
    view.setUint16(2 * i, counts, true);
  });
  requireBits('batteryThreshold', batteryThreshold, 6);
  requireBits('digital', digital, 4);
  bytes[14] = batteryThreshold;
  if (pwm !== undefined) {
    requireBits('pwm', pwm, 8);
    bytes[15] = pwm;
  }
  const last = bytes.length - 1;
  bytes[last] = digital << 4;
  bytes[last] = (digital << 4) | crc4(bytes, 0, last);
  return bytes;
}

/** The state in a reply of 16 or 17 bytes; nothing where the CRC does not fit or the length is another. */
export function decodeState(bytes: Uint8Array): BitalinoState | undefined {
  const { length } = bytes;
  if ((length !== 16 && length !== 17) || !passesCrc(bytes, 0, length)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  return {
    analog: Array.from({ length: nAnalog }, (_, i) => view.getUint16(2 * i, true)),
    battery: view.getUint16(2 * nAnalog, true),
    batteryThreshold: bytes[14] as number,
    ...(length === 17 && { pwm: bytes[15] as number }),
    digital: (bytes[length - 1] as number) >> 4,
  };
}

/**
 * Volts of the battery from the counts of ABAT: half of it stands at a 10-bit ADC of 3.3 V.
 *
 * @example
 * batteryVolts(600).toFixed(2); // '3.87'
 */
export function batteryVolts(counts: number): number {
  return (counts / 1023) * 3.3 * 2;
}

/** Roughly how full the battery is (%), 0 to 100: 1 at 511 counts and 99 at 645, on a straight line as in Timeflux. */
export function batteryPercent(counts: number): number {
  return Math.min(100, Math.max(0, 1 + ((counts - 511) * 98) / (645 - 511)));
}
