import { describe, expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { type BitalinoCommand, decodeCommand, encodeCommand } from './bitalino-commands.ts';

const revolution = { isRevolution: true };
const original = { isRevolution: false };
const idle = { ...revolution, isAcquiring: false };
const acquiring = { ...revolution, isAcquiring: true };
const all = [1, 2, 3, 4, 5, 6];

/** Which bytes a board takes as what: byte, mode, command. */
const table: readonly [bytes: number[], mode: typeof idle, command: BitalinoCommand][] = [
  [[0x03], idle, { kind: 'rate', fs: 1 }],
  [[0x43], idle, { kind: 'rate', fs: 10 }],
  [[0x83], idle, { kind: 'rate', fs: 100 }],
  [[0xc3], idle, { kind: 'rate', fs: 1000 }],
  [[0x05], idle, { kind: 'live', channels: [1] }],
  [[0x85], idle, { kind: 'live', channels: [1, 6] }],
  [[0xfd], idle, { kind: 'live', channels: all }],
  [[0x06], idle, { kind: 'simulated', channels: [1] }],
  [[0xfe], idle, { kind: 'simulated', channels: all }],
  [[0x00], acquiring, { kind: 'stop' }],
  [[0xff], acquiring, { kind: 'idle' }],
  [[0x07], idle, { kind: 'version' }],
  [[0x0b], idle, { kind: 'state' }],
  [[0xfc], idle, { kind: 'battery-threshold', threshold: 63 }],
  [[0xb3], idle, { kind: 'outputs', lines: 0 }],
  [[0xb7], acquiring, { kind: 'outputs', lines: 1 }],
  [[0xbb], acquiring, { kind: 'outputs', lines: 2 }],
  [[0xa3, 0x64], acquiring, { kind: 'pwm', level: 100 }],
  [[0x3f], { ...original, isAcquiring: true }, { kind: 'outputs', lines: 15 }],
  [[0x07], { ...original, isAcquiring: true }, { kind: 'outputs', lines: 1 }],
];

describe('commands of a BITalino', () => {
  it.each(table)('%j in mode %j is %j', (bytes, mode, command) => {
    expect([...encodeCommand(command, mode)]).toEqual(bytes);
    expect(decodeCommand(Uint8Array.from(bytes), mode)).toEqual({ command, nBytes: bytes.length });
  });

  it('mean something else, or nothing, in another mode', () => {
    const taken = (byte: number, mode: typeof idle) => decodeCommand(Uint8Array.of(byte), mode).command;
    expect(taken(0x00, idle)).toEqual({ kind: 'battery-threshold', threshold: 0 });
    expect(taken(0x07, acquiring)).toEqual({ kind: 'outputs', lines: 1 });
    expect(taken(0x03, acquiring)).toEqual({ kind: 'outputs', lines: 0 });
    expect(taken(0x0f, idle)).toEqual({ kind: 'version' });
    expect(taken(0xff, idle)).toBeUndefined();
    expect(taken(0xfd, acquiring)).toBeUndefined();
    expect(taken(0x01, idle)).toBeUndefined();
    expect(taken(0x0b, { ...original, isAcquiring: false })).toBeUndefined();
    expect(decodeCommand(Uint8Array.of(0xa3), idle)).toEqual({ nBytes: 0 });
    expect(decodeCommand(new Uint8Array(), idle)).toEqual({ nBytes: 0 });
  });

  it('refuse what they cannot carry', () => {
    const command = (value: unknown) => () => encodeCommand(value as BitalinoCommand, revolution);
    expect([
      refusal(command({ kind: 'rate', fs: 500 })),
      refusal(command({ kind: 'live', channels: [] })),
      refusal(command({ kind: 'live', channels: [7] })),
      refusal(command({ kind: 'battery-threshold', threshold: 64 })),
      refusal(command({ kind: 'outputs', lines: 4 })),
      refusal(command({ kind: 'pwm', level: -1 })),
    ]).toMatchInlineSnapshot(`
      [
        "fs must be one of 1, 10, 100, 1000 Hz, got 500 — in encodeCommand. A BITalino has no other sampling rate.",
        "channels must not be empty, got no channel — in encodeCommand. Name at least one of A1 to A6.",
        "channels must be whole numbers from 1 to 6, got 7 — in encodeCommand. Name analog inputs A1 to A6 by their numbers.",
        "threshold must be a whole number from 0 to 63, got 64 — in encodeCommand. Pass 0 to 63.",
        "lines must be a whole number from 0 to 3, got 4 — in encodeCommand. Pass 0 to 3.",
        "level must be a whole number from 0 to 255, got -1 — in encodeCommand. Pass 0 to 255.",
      ]
    `);
  });
});
