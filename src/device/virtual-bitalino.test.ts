import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from './bitalino-commands.ts';
import { decodeFrame, frameBytes } from './bitalino-frame.ts';
import { decodeState } from './bitalino-state.ts';
import type { DeviceCue } from './device.ts';
import type { SampleSource } from './sample-source.ts';
import { type VirtualBitalinoOptions, virtualBitalino } from './virtual-bitalino.ts';

/** A source whose channels count up, each from another number. */
function counting(cues: DeviceCue[] = []): SampleSource {
  let at = 0;
  return {
    channels: [1, 2, 3, 4, 5, 6].map((n) => ({ name: `A${n}`, unit: 'count', bits: 10 })),
    fs: 1000,
    facts: { model: 'counting', simulated: true },
    next(nSamples) {
      const from = at;
      at += nSamples;
      return [0, 100, 200, 300, 400, 500].map((offset) =>
        Float64Array.from({ length: nSamples }, (_, i) => (from + i + offset) % 1024),
      );
    },
    cue: (cue) => cues.push(cue),
  };
}

const board = (options: Partial<VirtualBitalinoOptions> = {}) => virtualBitalino({ source: counting(), ...options });
const bytesOf = (...bytes: number[]) => Uint8Array.from(bytes);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const all = 0xfd;

/** Pieces of a frame's length, decoded; nothing where the CRC does not fit. */
function framesOf(bytes: Uint8Array, nChannels: number) {
  const length = frameBytes(nChannels);
  return Array.from({ length: bytes.length / length }, (_, k) => decodeFrame(bytes, nChannels, k * length));
}

describe('virtualBitalino', () => {
  it('sends the frames of the simulated mode that are known', () => {
    const six = board();
    six.receive(bytesOf(0xfe), 0);
    expect(hex(six.due(0.004))).toBe('dff7df7fb5e10606e1e867a7d1e3161ee359efcae5e22629a5da35e752ee3637');
    const one = board();
    one.receive(bytesOf(0x06), 0);
    expect(hex(one.due(0.004))).toBe('e0060fe01613e02624ec3633');
  });

  it('tells version and state as each firmware does', () => {
    const told = ['4.0', '5.1', '5.2'].map((firmware) => {
      const device = board({ firmware });
      device.setInputs(2);
      device.receive(bytesOf(0x07), 0);
      const version = Buffer.from(device.due(0)).toString();
      device.receive(bytesOf(0xa3, 100, 0x78, 0xb7, 0x0b), 0);
      return [version, device.due(0)] as const;
    });
    expect(told.map(([version]) => version)).toEqual(['BITalino_v4.0\n', 'BITalino_v5.1\n', 'BITalino_v5.2\n']);
    expect(told.map(([, state]) => state.length)).toEqual([0, 16, 17]);
    expect(decodeState(told[2][1])).toMatchObject({ batteryThreshold: 30, pwm: 100, digital: 0b1010, battery: 604 });
  });

  it('numbers its frames from 0 and has the right CRC, cut anywhere, at any rate', () => {
    for (const [code, fs] of [
      [0x03, 1],
      [0x43, 10],
      [0x83, 100],
      [0xc3, 1000],
    ]) {
      const device = board();
      device.receive(bytesOf(code), 0);
      device.receive(bytesOf(all), 0);
      const bytes = Buffer.concat([0.1, 0.25, 1, 3.3, 10].map((share) => device.due((share * 40) / fs / 10)));
      const frames = framesOf(bytes, 6);
      expect(frames.length).toBe(40);
      expect(frames.map((frame) => frame?.sequence)).toEqual(Array.from({ length: 40 }, (_, k) => k % 16));
      const k = 1000 / fs;
      expect(frames[1]?.values.slice(0, 2)).toEqual([k % 1024, (k + 100) % 1024]);
    }
  });

  it('keeps 10 bits in the first four slots and the upper 6 in the others', () => {
    const device = board();
    device.receive(bytesOf(all), 0);
    expect(framesOf(device.due(0.001), 6)[0]?.values).toEqual([0, 100, 200, 300, 400 >> 4, 500 >> 4]);
    const last = board();
    last.receive(bytesOf(0x81), 0);
    expect(framesOf(last.due(0.001), 1)[0]?.values).toEqual([500]);
  });

  it('falls into the traps of the firmware', () => {
    const device = board();
    device.receive(bytesOf(0x05, 0x07), 0);
    expect(framesOf(device.due(0.002), 1).map((frame) => frame?.digital)).toEqual([2, 2]);
    device.receive(bytesOf(0x03), 0.002);
    expect(framesOf(device.due(0.003), 1)[0]?.digital).toBe(0);
    device.receive(bytesOf(0x00, 0x00, 0x07), 0.003);
    expect(Buffer.from(device.due(0.003)).toString()).toBe('BITalino_v5.2\n');
    const original = board({ firmware: '4.0' });
    original.receive(bytesOf(0x05, 0xff), 0);
    expect(original.isAcquiring()).toBe(true);
    original.receive(bytesOf(0x00, 0x0b), 0.01);
    expect([original.isAcquiring(), original.due(0.02).length]).toEqual([false, 30]);
  });

  it('cues the person by its outputs', () => {
    const cues: DeviceCue[] = [];
    const device = board({ source: counting(cues), followsOutputs: true });
    for (const bytes of [[0xa3, 127], [0xb7], [0xbb], [0xb3]]) device.receive(bytesOf(...bytes), 0);
    expect(cues).toEqual([{ kind: 'rest' }, { kind: 'target', forceN: 508 }, { kind: 'maximal' }, { kind: 'rest' }]);
  });

  it('keeps a ledger of what it lost and damaged, which the frames bear out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.constantFrom('5.2', '4.0'), (seed, firmware) => {
        const faults = { dropShare: 0.02, corruptShare: 0.02, stall: { everyS: 1, lengthS: 0.4 } };
        const device = board({ seed, firmware, faults });
        device.receive(bytesOf(all), 0);
        const bytes = Buffer.concat(Array.from({ length: 300 }, (_, k) => device.due((k + 1) / 100)));
        const sum = (kind: string) =>
          device
            .ledger()
            .filter((fault) => fault.kind === kind)
            .reduce((total, { nFrames }) => total + nFrames, 0);
        const frames = framesOf(bytes, 6);
        // 3 s end in the middle of the third second; the ring is empty.
        expect(frames.length + sum('dropped') + sum('overrun')).toBe(3000);
        expect(frames.filter((frame) => frame === undefined).length).toBe(sum('corrupted'));
        expect(sum('overrun')).toBeGreaterThan(400);
        const lost = new Set(
          device
            .ledger()
            .filter(({ kind }) => kind === 'dropped' || kind === 'overrun')
            .flatMap(({ firstIndex, nFrames }) => Array.from({ length: nFrames }, (_, i) => firstIndex + i)),
        );
        const kept = Array.from({ length: 3000 }, (_, k) => k).filter((k) => !lost.has(k));
        frames.forEach((frame, i) => {
          if (frame) expect(frame.values[0]).toBe(kept[i] % 1024);
          if (frame && firmware === '5.2') expect(frame.sequence).toBe(kept[i] % 16);
        });
      }),
      { numRuns: 8 },
    );
  });

  it('keeps 1500 bytes of a stall and sends them at once when it is over', () => {
    const device = board({ faults: { stall: { everyS: 1, lengthS: 0.5 } } });
    device.receive(bytesOf(all), 0);
    expect(device.due(1).length).toBe(8000);
    expect(device.due(1.499).length).toBe(0);
    expect(device.due(1.501).length).toBe(1496 + 8);
    expect(device.ledger().map(({ kind, firstIndex, nFrames }) => [kind, firstIndex, nFrames])).toEqual([
      ['stalled', 1000, 187],
      ['overrun', 1187, 313],
    ]);
  });

  it('closes the line for a while and idles', () => {
    const device = board({ faults: { disconnect: { everyS: 1, lengthS: 2 } } });
    device.receive(bytesOf(0x05), 0);
    expect(device.due(1.5).length).toBe(3000);
    expect([device.isReachable(1.5), device.isAcquiring(), device.isReachable(3.1)]).toEqual([false, false, true]);
    device.receive(bytesOf(0x05), 3.1);
    expect(device.due(3.2).length).toBe(300);
    expect(device.ledger()).toEqual([{ kind: 'disconnected', acquisition: 1, firstIndex: 1000, nFrames: 0, atS: 1 }]);
  });

  it('survives whatever bytes come', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 30 }), fc.boolean(), (pieces, isOld) => {
        const device = board({ firmware: isOld ? '4.0' : '5.2', faults: { dropShare: 0.1, corruptShare: 0.1 } });
        pieces.forEach((bytes, k) => {
          device.receive(bytes, k / 100);
          device.due(k / 100 + 0.005);
        });
        device.receive(encodeCommand({ kind: 'idle' }, { isRevolution: true }), 1);
        device.receive(encodeCommand({ kind: 'stop' }, { isRevolution: true }), 1);
        device.due(1);
        device.receive(bytesOf(0, 0, 7), 2);
        expect(Buffer.from(device.due(2)).toString()).toContain(isOld ? 'v4.0\n' : 'v5.2\n');
      }),
    );
  });
});
