import { requireWhole, seededRandom } from '#base';
import { type BitalinoCommand, type BitalinoRate, decodeCommand } from './bitalino-commands.ts';
import { cueOfOutputs } from './bitalino-cue.ts';
import { type BitalinoFaults, faultLedger, type InjectedFault, isWithin, requireFaults } from './bitalino-faults.ts';
import { bitsOfSlot, encodeFrame } from './bitalino-frame.ts';
import { simulatedCounts } from './bitalino-simulated.ts';
import { encodeState } from './bitalino-state.ts';
import { bitalinoFirmware, encodeVersion } from './bitalino-version.ts';
import { type SampleSource, sourceAtRate } from './sample-source.ts';
import { tenBitSource } from './ten-bit-source.ts';

/** What a virtual BITalino is made of. */
export interface VirtualBitalinoOptions {
  /** Its first six channels are A1 to A6. */
  readonly source: SampleSource;
  /** `4.0` is an original BITalino, from 4.2 it is a (r)evolution. @default '5.2' */
  readonly firmware?: string;
  /** @default none */
  readonly faults?: BitalinoFaults;
  /** Decides which frames faults hit. @default 1 */
  readonly seed?: number;
  /**
   * Whether the outputs cue the virtual person, as `outputsOfCue` sets them. @default false: cues come from elsewhere
   */
  readonly followsOutputs?: boolean;
}

/** A BITalino that is not there: bytes in, bytes out, at times that are passed in and only run forward. SIMULATED. */
export interface VirtualBitalino {
  /** Bytes that the host sent, cut anywhere. They are read even where they make no sense, as the device would. */
  receive(bytes: Uint8Array, nowS: number): void;
  /** What it sends up to now; while the line `isBlocked` frames wait in its ring, and are lost when that is full. */
  due(nowS: number, options?: { readonly isBlocked?: boolean }): Uint8Array;
  /** False while a fault keeps the line closed. */
  isReachable(nowS: number): boolean;
  /** The host hung up: the device idles. */
  hangUp(): void;
  /** Sets the digital inputs: bit 1 and 0 are I1, I2; on an original BITalino bit 3 to 0 are I1 to I4. */
  setInputs(lines: number): void;
  isAcquiring(): boolean;
  /** Every fault so far, neighbours of one kind together. */
  ledger(): readonly InjectedFault[];
}

/** Bytes that a (r)evolution keeps while the line is stalled; an original BITalino keeps none. */
const ringBytes = 1500;
/** A battery of 3.9 V. */
const batteryCounts = 604;
const middle = 512;

interface Running {
  readonly isSimulated: boolean;
  readonly channels: readonly number[];
  readonly fs: number;
  readonly startS: number;
  readonly source: SampleSource;
  readonly number: number;
  index: number;
  sequence: number;
}

/**
 * A BITalino made of a source of samples: speaks version, state, battery threshold, rate, live and simulated mode, stop,
 * outputs and PWM as the firmware does, traps included (idle commands while acquiring write the outputs). Faults come on
 * demand, are drawn from a seed and kept in a ledger.
 *
 * @throws ArgumentError for a firmware that is no `major.minor`, or faults out of range.
 */
export function virtualBitalino(options: VirtualBitalinoOptions): VirtualBitalino {
  const { firmware: version = '5.2', faults = {}, seed = 1, followsOutputs = false } = options;
  const firmware = bitalinoFirmware(version);
  requireFaults(faults, 'virtualBitalino');
  const { isRevolution } = firmware;
  const source = tenBitSource(options.source);
  const chance = seededRandom(seed).fork('faults on the line');
  const ledger = faultLedger();
  let fs: BitalinoRate = 1000;
  let [inputs, outputs, pwm, batteryThreshold] = [0, 0, 0, 0];
  let running: Running | null = null;
  let nStarts = 0;
  let closedUntilS = Number.NEGATIVE_INFINITY;
  let unread = new Uint8Array(0);
  let sent: Uint8Array[] = [];
  let ring: Uint8Array[] = [];
  let analog = Array.from({ length: 6 }, () => middle);

  const digital = (): number =>
    isRevolution ? ((inputs & 3) << 2) | ((outputs & 1) << 1) | ((outputs >> 1) & 1) : inputs & 15;
  const cue = (): void => {
    if (followsOutputs) source.cue?.(cueOfOutputs({ lines: outputs, level: pwm }));
  };
  const flushRing = (): void => {
    sent.push(...ring);
    ring = [];
  };
  const start = (command: Extract<BitalinoCommand, { channels: readonly number[] }>, nowS: number): void => {
    const { channels, kind } = command;
    const place = { source: sourceAtRate(source, fs), number: ++nStarts, index: 0, sequence: 0 };
    running = { isSimulated: kind === 'simulated', channels, fs, startS: nowS, ...place };
  };
  const obey = (command: BitalinoCommand, nowS: number): void => {
    const { kind } = command;
    if ('channels' in command) start(command, nowS);
    else if (kind === 'stop' || kind === 'idle') {
      running = null;
      flushRing();
    } else if (kind === 'version') sent.push(encodeVersion(firmware));
    else if (kind === 'rate') fs = command.fs;
    else if (kind === 'battery-threshold') batteryThreshold = command.threshold;
    else if (kind === 'state') {
      const told = { analog, battery: batteryCounts, batteryThreshold, digital: digital() };
      sent.push(encodeState(firmware.stateBytes === 17 ? { ...told, pwm } : told));
    } else {
      if (kind === 'pwm') pwm = command.level;
      else outputs = command.lines;
      cue();
    }
  };

  /** One frame on its way: lost, damaged, kept in the ring, or sent. */
  const send = (at: Running, bytes: () => Uint8Array, isStalled: boolean): void => {
    const where = { acquisition: at.number, firstIndex: at.index, nFrames: 1, atS: at.startS + (at.index + 1) / at.fs };
    const isDropped = faults.dropShare !== undefined && chance.uniform() < faults.dropShare;
    const isCorrupted = faults.corruptShare !== undefined && chance.uniform() < faults.corruptShare;
    const frame = bytes();
    const kept = ring.length * frame.length;
    if (isDropped) ledger.add({ kind: 'dropped', ...where });
    else if (isStalled && (!isRevolution || kept + frame.length > ringBytes)) ledger.add({ kind: 'overrun', ...where });
    else {
      if (isCorrupted) {
        const bit = chance.below(8 * frame.length);
        frame[bit >> 3] ^= 1 << (bit & 7);
        ledger.add({ kind: 'corrupted', ...where });
      }
      if (isStalled) ledger.add({ kind: 'stalled', ...where });
      else flushRing();
      (isStalled ? ring : sent).push(frame);
    }
    // An original BITalino numbers what it sends, a (r)evolution what it samples.
    if (isRevolution || isDropped || !isStalled) at.sequence = (at.sequence + 1) & 15;
    at.index++;
  };
  const breakLine = (at: Running, atS: number): void => {
    ledger.add({ kind: 'disconnected', acquisition: at.number, firstIndex: at.index, nFrames: 0, atS });
    closedUntilS = atS + (faults.disconnect?.lengthS ?? 0);
    running = null;
    flushRing();
    unread = new Uint8Array(0);
  };
  /** Samples of what is due, at most half a second at a time. */
  const advance = (nowS: number, isBlocked: boolean): void => {
    for (let at = running; at !== null && at === running; ) {
      const nDue = Math.floor((nowS - at.startS) * at.fs + 1e-6) - at.index;
      if (nDue <= 0) return;
      const { channels, isSimulated } = at;
      const values = isSimulated ? null : at.source.next(Math.min(nDue, 500));
      const n = values ? (values[0]?.length ?? 0) : Math.min(nDue, 500);
      if (n === 0) running = null;
      for (let i = 0; i < n; i++) {
        const timeS = at.index / at.fs;
        if (isWithin(timeS, faults.disconnect)) {
          breakLine(at, at.startS + timeS);
          return;
        }
        if (values) analog = Array.from({ length: 6 }, (_, c) => values[c]?.[i] ?? 0);
        const { index, sequence } = at;
        const slots = channels.map((channel, slot) =>
          isSimulated ? simulatedCounts(channel, index) : analog[channel - 1] >> (10 - bitsOfSlot(slot)),
        );
        const frame = () => encodeFrame({ sequence, digital: isSimulated ? sequence : digital(), values: slots });
        send(at, frame, isBlocked || isWithin(timeS, faults.stall));
      }
    }
  };
  const isReachable = (nowS: number): boolean => nowS >= closedUntilS;

  return {
    receive(bytes, nowS) {
      advance(nowS, false);
      if (!isReachable(nowS)) return;
      unread = Uint8Array.of(...unread, ...bytes);
      for (;;) {
        const { command, nBytes } = decodeCommand(unread, { isRevolution, isAcquiring: running !== null });
        if (nBytes === 0) return;
        unread = unread.slice(nBytes);
        if (command) obey(command, nowS);
      }
    },
    due(nowS, { isBlocked = false } = {}) {
      advance(nowS, isBlocked);
      const out = new Uint8Array(sent.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const bytes of sent) {
        out.set(bytes, at);
        at += bytes.length;
      }
      sent = [];
      return out;
    },
    isReachable(nowS) {
      advance(nowS, false);
      return isReachable(nowS);
    },
    hangUp() {
      running = null;
      [sent, ring, unread] = [[], [], new Uint8Array(0)];
    },
    setInputs(lines) {
      requireWhole('lines', lines, 0, 'virtualBitalino');
      inputs = lines & (isRevolution ? 3 : 15);
    },
    isAcquiring: () => running !== null,
    ledger: ledger.entries,
  };
}
