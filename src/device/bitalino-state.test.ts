import { expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { batteryPercent, batteryVolts, decodeState, encodeState } from './bitalino-state.ts';

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
const told = { analog: [500, 501, 502, 503, 504, 505], battery: 600, batteryThreshold: 30, digital: 0b1101 };
const common = 'f4 01 f5 01 f6 01 f7 01 f8 01 f9 01 58 02 1e';

it.each([
  { state: { ...told, pwm: 100 }, bytes: `${common} 64 de` },
  { state: told, bytes: `${common} d8` },
])('a state reply is $bytes', ({ state, bytes }) => {
  expect(hex(encodeState(state))).toBe(bytes);
  expect(decodeState(encodeState(state))).toEqual(state);
});

it('refuses a state reply with a flipped bit or of another length', () => {
  const bytes = encodeState(told);
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const other = Uint8Array.from(bytes);
    other[bit >> 3] = (other[bit >> 3] as number) ^ (1 << (bit & 7));
    expect(decodeState(other)).toBeUndefined();
  }
  expect(decodeState(bytes.subarray(1))).toBeUndefined();
});

it('tells the battery in volts and percent', () => {
  expect(batteryVolts(1023)).toBeCloseTo(6.6, 12);
  expect([400, 511, 645, 700].map(batteryPercent)).toEqual([0, 1, 99, 100]);
});

it('refuses a state that does not fit', () => {
  expect([
    refusal(() => encodeState({ ...told, analog: [1] })),
    refusal(() => encodeState({ ...told, battery: -1 })),
    refusal(() => encodeState({ ...told, batteryThreshold: 64 })),
    refusal(() => encodeState({ ...told, pwm: 256 })),
  ]).toMatchInlineSnapshot(`
    [
      "analog must hold 6 values, got 1 — in encodeState. Pass the counts of A1 to A6.",
      "battery must be a whole number of 16 bits, got -1 — in encodeState. Pass 0 to 65535.",
      "batteryThreshold must be a whole number of 6 bits, got 64 — in encodeState. Pass 0 to 63.",
      "pwm must be a whole number of 8 bits, got 256 — in encodeState. Pass 0 to 255.",
    ]
  `);
});
