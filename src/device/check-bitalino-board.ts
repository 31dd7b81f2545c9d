import { type Clock, DeviceError } from '#base';
import { decodeCommand } from './bitalino-commands.ts';
import { bitsOfSlot, encodeFrame } from './bitalino-frame.ts';
import { encodeState } from './bitalino-state.ts';
import { bitalinoFirmware, encodeVersion } from './bitalino-version.ts';
import type { Transport, TransportEvents } from './transport.ts';

/** A board for tests: the smallest that answers as a BITalino does, with faults on command. */
export interface TestBoard extends Transport {
  /** Bytes it was told, in hex. */
  readonly told: string[];
  /** Digital outputs, bit 0 is O1. */
  outputs: number;
  isAcquiring: boolean;
  /** While true it sends nothing, and samples are lost in the board. */
  isMute: boolean;
  /** While true nobody can connect. */
  isAway: boolean;
  /** Breaks the line. */
  cut(reason: string): void;
  /** The line takes these bytes, whatever the board does. */
  inject(bytes: Uint8Array): void;
}

/** Sample `k` of input `input`: every one another, and known. */
export function testValue(input: number, k: number, bits: number): number {
  return (k * 7 + input * 131) % 2 ** bits;
}

const burstS = 0.02;

/** A board on a clock. `ignoredStops`: how many stop commands it does not hear. */
export function testBoard(clock: Clock, { firmware = '5.2', ignoredStops = 0, isStreaming = false } = {}): TestBoard {
  const about = bitalinoFirmware(firmware);
  let events: TransportEvents | undefined;
  let fs = 1000;
  let channels: readonly number[] = [1];
  let round = 0;
  let stops = ignoredStops;
  const run = async (): Promise<void> => {
    const mine = ++round;
    const startS = clock.nowS();
    for (let k = 0; ; ) {
      await clock.sleep(Math.max(burstS, 1 / fs));
      if (mine !== round || !board.isAcquiring) return;
      const due = Math.floor((clock.nowS() - startS) * fs + 1e-6);
      const bytes: number[] = [];
      for (; k < due; k++) {
        const values = channels.map((input, slot) => testValue(input, k, bitsOfSlot(slot)));
        bytes.push(
          ...encodeFrame({
            sequence: k % 16,
            digital: ((board.outputs & 1) << 1) | ((board.outputs >> 1) & 1),
            values,
          }),
        );
      }
      if (!board.isMute) events?.onBytes(Uint8Array.from(bytes));
    }
  };
  const obey = (bytes: Uint8Array): void => {
    const { command } = decodeCommand(bytes, { ...about, isAcquiring: board.isAcquiring });
    if (!command) return;
    if (command.kind === 'rate') fs = command.fs;
    else if (command.kind === 'live' || command.kind === 'simulated') {
      channels = command.channels;
      board.isAcquiring = true;
      void run();
    } else if (command.kind === 'stop' || command.kind === 'idle') {
      if (command.kind === 'stop' && stops-- > 0) return;
      board.isAcquiring = false;
    } else if (command.kind === 'outputs') board.outputs = command.lines;
    else if (command.kind === 'version' && !board.isMute) events?.onBytes(encodeVersion(about));
    else if (command.kind === 'state') {
      const state = { analog: [1, 2, 3, 4, 5, 6], battery: 578, batteryThreshold: 0, digital: 0 };
      events?.onBytes(encodeState({ ...state, ...(about.stateBytes === 17 && { pwm: 0 }) }));
    }
  };
  const board: TestBoard = {
    address: 'test:board',
    told: [],
    outputs: 0,
    isAcquiring: isStreaming,
    isMute: false,
    isAway: false,
    cut(reason) {
      const { onLost } = events ?? {};
      events = undefined;
      onLost?.(reason);
    },
    inject: (bytes) => events?.onBytes(bytes),
    async connect(newEvents) {
      if (board.isAway) throw new DeviceError('test:board is away.', 'Bring it back.');
      events = newEvents;
      return {
        async send(bytes) {
          if (events !== newEvents) throw new DeviceError('test:board is gone.', 'Connect again.');
          board.told.push(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' '));
          obey(bytes);
        },
        async close() {
          if (events === newEvents) events = undefined;
        },
      };
    },
  };
  if (isStreaming) void run();
  return board;
}
