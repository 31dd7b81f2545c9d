import { ArgumentError, requireWhole } from '#base';

/** One sample of all active channels, as a BITalino sends it. */
export interface BitalinoFrame {
  /** 0 to 15, one more with every frame. */
  readonly sequence: number;
  /** Four digital lines, bit 3 to 0: I1, I2, O1, O2; on an original BITalino I1 to I4. */
  readonly digital: number;
  /** ADC counts, one for each slot: the first active channel, the second, … [nChannels]. */
  readonly values: readonly number[];
}

/** Bits of each slot. The slot decides, not the channel's name: A6 alone has 10 bits. */
const slotBits = [10, 10, 10, 10, 6, 6] as const;

/** Most channels of a frame. */
export const mostSlots = slotBits.length;

/**
 * Bits of the ADC in slot `slot` (0 is the first active channel): 10 in the first four, 6 in the last two.
 *
 * @throws ArgumentError when there is no such slot.
 * @example
 * [0, 3, 4, 5].map(bitsOfSlot); // [ 10, 10, 6, 6 ]
 */
export function bitsOfSlot(slot: number): number {
  requireSlots('slot', slot, 0, 'bitsOfSlot');
  return slotBits[slot] as number;
}

const frameLengths = slotBits.map((_, last) => {
  const bits = slotBits.slice(0, last + 1).reduce<number>((sum, each) => sum + each, 0);
  return Math.ceil((12 + bits) / 8);
});

/**
 * Bytes of a frame with `nChannels` channels.
 *
 * @throws ArgumentError unless there are 1 to 6.
 * @example
 * [1, 2, 3, 4, 5, 6].map(frameBytes); // [ 3, 4, 6, 7, 8, 8 ]
 */
export function frameBytes(nChannels: number): number {
  requireSlots('nChannels', nChannels, 1, 'frameBytes');
  return frameLengths[nChannels - 1] as number;
}

function requireSlots(name: string, value: number, min: 0 | 1, where: string): void {
  const most = mostSlots - 1 + min;
  if (Number.isInteger(value) && value >= min && value <= most) return;
  throw new ArgumentError(
    `${name} must be a whole number from ${min} to ${most}, got ${value} — in ${where}.`,
    'A BITalino sends 1 to 6 channels.',
  );
}

/** `nibble · x⁴ modulo x⁴ + x + 1`. */
const remainders = Uint8Array.from({ length: 16 }, (_, nibble) => {
  let rest = nibble;
  for (let bit = 0; bit < 4; bit++) rest = rest & 8 ? (rest << 1) ^ 0x13 : rest << 1;
  return rest;
});

/**
 * CRC-4 of a frame or a state reply: polynomial x⁴ + x + 1 from 0, over `nBytes` bytes from `start` (high nibble first),
 * then the high nibble of the byte after them. It is weak: random blocks pass once in sixteen.
 */
export function crc4(bytes: Uint8Array, start: number, nBytes: number): number {
  let c = 0;
  for (let i = start; i < start + nBytes; i++) {
    const byte = bytes[i] as number;
    c = (remainders[c] as number) ^ (byte >> 4);
    c = (remainders[c] as number) ^ (byte & 15);
  }
  const high = (bytes[start + nBytes] as number) >> 4;
  return remainders[(remainders[c] as number) ^ high] as number;
}

/*
 * Read from the last byte to the first, high bit first, a frame is: sequence (4 bits), CRC (4), digital (4), then the slots
 * one after another, then zeros up to a whole byte.
 */

/**
 * The bytes of a frame.
 *
 * @throws ArgumentError for a number that does not fit into its bits.
 */
export function encodeFrame({ sequence, digital, values }: BitalinoFrame): Uint8Array {
  const bytes = new Uint8Array(frameBytes(values.length));
  const last = bytes.length - 1;
  let at = 0;
  const put = (name: string, value: number, nBits: number): void => {
    requireWhole(name, value, 0, 'encodeFrame');
    if (value >= 1 << nBits) {
      throw new ArgumentError(
        `${name} must fit into ${nBits} bits, got ${value} — in encodeFrame.`,
        'Slots 1 to 4 hold 10 bits, slots 5 and 6 hold 6; sequence and digital hold 4.',
      );
    }
    for (let bit = nBits - 1; bit >= 0; bit--, at++) {
      const byte = last - (at >> 3);
      bytes[byte] = (bytes[byte] as number) | (((value >> bit) & 1) << (7 - (at & 7)));
    }
  };
  put('sequence', sequence, 4);
  at += 4;
  put('digital', digital, 4);
  values.forEach((value, slot) => {
    put(`values[${slot}]`, value, bitsOfSlot(slot));
  });
  bytes[last] = (bytes[last] as number) | crc4(bytes, 0, last);
  return bytes;
}

/** True where the `length` bytes from `start` end with the CRC of themselves. */
export function passesCrc(bytes: Uint8Array, start: number, length: number): boolean {
  return crc4(bytes, start, length - 1) === ((bytes[start + length - 1] as number) & 15);
}

/** The frame of `nChannels` channels in the bytes from `start`; nothing where its CRC does not fit or bytes are missing. */
export function decodeFrame(bytes: Uint8Array, nChannels: number, start = 0): BitalinoFrame | undefined {
  const length = frameBytes(nChannels);
  if (start + length > bytes.length || !passesCrc(bytes, start, length)) return undefined;
  const last = start + length - 1;
  const values: number[] = [];
  let at = 12;
  for (let slot = 0; slot < nChannels; slot++) {
    const nBits = slotBits[slot] as number;
    // A slot touches at most two bytes.
    const byte = last - (at >> 3);
    const pair = ((bytes[byte] as number) << 8) | (byte > start ? (bytes[byte - 1] as number) : 0);
    values.push((pair >> (16 - (at & 7) - nBits)) & ((1 << nBits) - 1));
    at += nBits;
  }
  return { sequence: (bytes[last] as number) >> 4, digital: (bytes[last - 1] as number) >> 4, values };
}
