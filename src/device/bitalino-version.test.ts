import fc from 'fast-check';
import { expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { encodeFrame } from './bitalino-frame.ts';
import { bitalinoFirmware, decodeVersion, encodeVersion } from './bitalino-version.ts';

const textBytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

it.each([
  ['3.0', false, 0],
  ['4.0', false, 0],
  ['4.1', false, 0],
  ['4.2', true, 16],
  ['5.1', true, 16],
  ['5.2', true, 17],
  ['5.10', true, 17],
  ['6.0', true, 17],
])('firmware %s: (r)evolution %s, state of %i bytes', (version, isRevolution, stateBytes) => {
  const firmware = { version, isRevolution, stateBytes };
  expect(bitalinoFirmware(version)).toEqual(firmware);
  expect(decodeVersion(encodeVersion(bitalinoFirmware(version)))?.firmware).toEqual(firmware);
});

it('is found behind 5 kB of a running stream, whole lines only', () => {
  const stream = Array.from({ length: 640 }, (_, i) => [
    ...encodeFrame({ sequence: i % 16, digital: 0, values: [i, 2 * (i % 500), 512, 7, 3, 60] }),
  ]).flat();
  const line = textBytes('BITalino_v5.2\n');
  const bytes = Uint8Array.from([...stream, ...line, 1, 2]);
  expect(decodeVersion(bytes)).toEqual({ firmware: bitalinoFirmware('5.2'), end: stream.length + line.length });
  expect(decodeVersion(bytes.subarray(0, stream.length + line.length - 1))).toBeUndefined();
});

it('takes other ways to write it, and passes by an opening that has no version', () => {
  expect(decodeVersion(textBytes('BITalino v5.1\r\n'))?.firmware.version).toBe('5.1');
  expect(decodeVersion(textBytes('BITalino\nBITalino V4.0\n'))?.firmware.version).toBe('4.0');
  expect(decodeVersion(textBytes(`BITalino${'x'.repeat(80)}BITalino_v5.2\n`))?.firmware.version).toBe('5.2');
});

it('takes no bytes without the opening for a version', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(decodeVersion(bytes.map((byte) => (byte === 0x42 ? 0 : byte)))).toBeUndefined();
    }),
  );
});

it('refuses a number that is none', () => {
  expect(refusal(() => bitalinoFirmware('5'))).toMatchInlineSnapshot(
    `"version must be like 5.2, got '5' — in bitalinoFirmware. Pass major and minor number with a point between them."`,
  );
});
