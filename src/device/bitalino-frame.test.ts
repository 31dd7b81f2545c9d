import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { bitsOfSlot, crc4, decodeFrame, encodeFrame, frameBytes } from './bitalino-frame.ts';

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text.split(' '), (byte) => Number.parseInt(byte, 16));

/** Made by an encoder that the maker's own Python client decodes. */
const known: readonly [sequence: number, digital: number, values: number[], bytes: string][] = [
  [5, 0b1101, [341], '54 d5 5f'],
  [5, 0b1101, [341, 378], '7a 55 d5 50'],
  [5, 0b1101, [341, 378, 415], 'c0 67 7a 55 d5 57'],
  [5, 0b1101, [341, 378, 415, 452], '40 dc 67 7a 55 d5 56'],
  [5, 0b1101, [341, 378, 415, 452, 42], '80 4a dc 67 7a 55 d5 51'],
  [5, 0b1101, [341, 378, 415, 452, 42, 21], '95 4a dc 67 7a 55 d5 53'],
  [15, 15, [1023, 1023, 1023, 1023, 63, 63], 'ff ff ff ff ff ff ff f0'],
  [15, 15, [1023], 'fc ff f1'],
  [0, 0, [0, 0, 0, 0, 0, 0], '00 00 00 00 00 00 00 00'],
];

const anyFrame = fc.integer({ min: 1, max: 6 }).chain((n) =>
  fc.record({
    sequence: fc.nat(15),
    digital: fc.nat(15),
    values: fc.tuple(...Array.from({ length: n }, (_, slot) => fc.nat(2 ** bitsOfSlot(slot) - 1))),
  }),
);

describe('a BITalino frame', () => {
  it.each(known)('of sequence %i, digital %i and %j is %s', (sequence, digital, values, bytes) => {
    expect(hex(encodeFrame({ sequence, digital, values }))).toBe(bytes);
    expect(decodeFrame(bytesOf(bytes), values.length)).toEqual({ sequence, digital, values });
  });

  it.each(['df f7 df 7f b5 e1 06 06', 'e1 e8 67 a7 d1 e3 16 1e', 'e3 59 ef ca e5 e2 26 29', 'a5 da 35 e7 52 ee 36 37'])(
    'of the simulated mode, %s, follows the formulas of A3 to A6',
    (bytes) => {
      const {
        sequence: k,
        digital,
        values,
      } = decodeFrame(bytesOf(bytes), 6) ?? { sequence: -1, digital: -1, values: [] };
      const wave = (middle: number, period: number) =>
        Math.round(middle + middle * Math.sin((2 * Math.PI * k) / period));
      expect(digital).toBe(k);
      expect(values.slice(2)).toEqual([wave(511, 20), wave(511, 25), wave(31, 50), wave(31, 100)]);
    },
  );

  it.each([
    ['e0 06 0f', 0],
    ['e0 16 13', 1],
    ['e0 26 24', 2],
    ['ec 36 33', 3],
  ])('of the simulated mode with A1 alone, %s, is number %i', (bytes, sequence) => {
    expect(decodeFrame(bytesOf(bytes), 1)).toMatchObject({ sequence, digital: sequence });
  });

  it('comes back as it was, wherever it stands', () => {
    fc.assert(
      fc.property(anyFrame, fc.uint8Array({ maxLength: 9 }), (frame, before) => {
        const bytes = Uint8Array.from([...before, ...encodeFrame(frame), 0x55]);
        expect(decodeFrame(bytes, frame.values.length, before.length)).toEqual(frame);
      }),
    );
  });

  it('is refused after any single flipped bit, and when it is cut', () => {
    fc.assert(
      fc.property(anyFrame, fc.nat(63), (frame, bit) => {
        const bytes = encodeFrame(frame);
        expect(decodeFrame(bytes.subarray(0, -1), frame.values.length)).toBeUndefined();
        const at = bit % (8 * bytes.length);
        bytes[at >> 3] = (bytes[at >> 3] as number) ^ (1 << (at & 7));
        expect(decodeFrame(bytes, frame.values.length)).toBeUndefined();
      }),
    );
  });

  it('has a CRC equal to the division of its bits', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 20 }), (bytes) => {
        const last = bytes.length - 1;
        let rest = 0;
        bytes.forEach((byte, i) => {
          const zeroed = i === last ? byte & 0xf0 : byte;
          for (let bit = 7; bit >= 0; bit--) {
            rest = (rest << 1) | ((zeroed >> bit) & 1);
            if (rest & 16) rest ^= 0x13;
          }
        });
        expect(crc4(bytes, 0, last)).toBe(rest);
      }),
    );
  });

  it('refuses what does not fit', () => {
    const frame = { sequence: 0, digital: 0 };
    expect([
      refusal(() => frameBytes(7)),
      refusal(() => bitsOfSlot(6)),
      refusal(() => encodeFrame({ ...frame, values: [] })),
      refusal(() => encodeFrame({ ...frame, values: [0, 0, 0, 0, 64] })),
      refusal(() => encodeFrame({ ...frame, values: [1.5] })),
      refusal(() => encodeFrame({ ...frame, sequence: 16, values: [0] })),
    ]).toMatchInlineSnapshot(`
      [
        "nChannels must be a whole number from 1 to 6, got 7 — in frameBytes. A BITalino sends 1 to 6 channels.",
        "slot must be a whole number from 0 to 5, got 6 — in bitsOfSlot. A BITalino sends 1 to 6 channels.",
        "nChannels must be a whole number from 1 to 6, got 0 — in frameBytes. A BITalino sends 1 to 6 channels.",
        "values[4] must fit into 6 bits, got 64 — in encodeFrame. Slots 1 to 4 hold 10 bits, slots 5 and 6 hold 6; sequence and digital hold 4.",
        "values[0] must be a whole number of at least 0, got 1.5 — in encodeFrame. Pass a whole number from 0 up.",
        "sequence must fit into 4 bits, got 16 — in encodeFrame. Slots 1 to 4 hold 10 bits, slots 5 and 6 hold 6; sequence and digital hold 4.",
      ]
    `);
  });
});
