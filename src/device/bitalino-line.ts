import { type Clock, DeviceError } from '#base';
import { type BitalinoCommand, encodeCommand } from './bitalino-commands.ts';
import type { Transport, TransportLine } from './transport.ts';

/** Pause after each byte that is sent: a board misses bytes that follow each other at once. */
const pauseS = 0.1;
/** A line on which nothing came for so long is quiet. */
const quietS = 0.15;
const mostQuietingS = 1;
const pollS = 0.01;
/** An old stream could otherwise be searched for an answer for ever. */
const mostAnswerBytes = 65_536;
const connectS = 20;
const refusedFix: Readonly<Partial<Record<BitalinoCommand['kind'], string>>> = {
  outputs: 'Set the outputs of an original BITalino while it acquires.',
  pwm: 'Only a (r)evolution has a PWM output.',
};

const whileAcquiring: readonly BitalinoCommand['kind'][] = ['stop', 'idle', 'outputs', 'pwm'];
const whileUnknown: readonly BitalinoCommand['kind'][] = ['stop', 'idle'];

/**
 * An open line to a BITalino. It knows whether the board is acquiring and sends nothing that it would then take for
 * something else: a question for the version would switch an output on.
 */
export class BitalinoLine {
  private readonly address: string;
  private readonly clock: Clock;
  private line: TransportLine | undefined;
  private mode: 'unknown' | 'idle' | 'acquiring' = 'unknown';
  private received: number[] = [];
  private sending: Promise<void> = Promise.resolve();
  /** When bytes last came, by the clock (s). */
  lastS: number;
  /** Why the line broke, once it has. */
  lostReason: string | undefined;
  /** Takes the bytes of an acquisition. */
  onBytes: ((bytes: Uint8Array, arrivedS: number) => void) | undefined;
  isRevolution = false;

  private constructor(address: string, clock: Clock) {
    this.address = address;
    this.clock = clock;
    this.lastS = clock.nowS();
  }

  /** Opens a line and quiets the board, whatever it was doing. */
  static async connect(transport: Transport, clock: Clock, signal?: AbortSignal): Promise<BitalinoLine> {
    const made = new BitalinoLine(transport.address, clock);
    const limit = new AbortController();
    const timer = new AbortController();
    const giveUp = (): void => limit.abort();
    signal?.addEventListener('abort', giveUp);
    if (signal?.aborted) giveUp();
    let isLate = false;
    clock.sleep(connectS, timer.signal).then(
      () => {
        isLate = true;
        giveUp();
      },
      () => undefined,
    );
    try {
      made.line = await transport.connect(
        {
          onBytes: (bytes) => made.take(bytes),
          onLost: (reason) => {
            made.lostReason = reason;
          },
        },
        limit.signal,
      );
    } catch (error) {
      if (!isLate) throw error;
      throw new DeviceError(
        `${transport.address} did not connect within ${connectS} s.`,
        'Switch the device on, bring it near, and see that no other program uses it.',
        { cause: error },
      );
    } finally {
      timer.abort();
      signal?.removeEventListener('abort', giveUp);
    }
    try {
      await made.halt(signal);
    } catch (error) {
      await made.close();
      throw error;
    }
    return made;
  }

  private take(bytes: Uint8Array): void {
    this.lastS = this.clock.nowS();
    if (this.onBytes) this.onBytes(bytes, this.lastS);
    else if (this.received.length < mostAnswerBytes) for (const byte of bytes) this.received.push(byte);
  }

  /**
   * Sends a command byte by byte, after those before.
   *
   * @throws DeviceError when the board would not understand it now, or the line is gone.
   */
  command(command: BitalinoCommand): Promise<void> {
    const sent = this.sending.then(() => this.send(command));
    this.sending = sent.catch(() => undefined);
    return sent;
  }

  private async send(command: BitalinoCommand): Promise<void> {
    const { kind } = command;
    const isRefused =
      (this.mode === 'acquiring' && !whileAcquiring.includes(kind)) ||
      (this.mode === 'unknown' && !whileUnknown.includes(kind)) ||
      (this.mode === 'idle' && kind === 'outputs' && !this.isRevolution) ||
      // An original board has no PWM: it would take the level for a command of its own, 0 for a stop.
      (kind === 'pwm' && !this.isRevolution);
    if (isRefused) {
      throw new DeviceError(
        `${this.address} cannot take the command '${kind}' while it is ${this.mode}.`,
        refusedFix[kind] ?? 'Stop acquiring first.',
      );
    }
    for (const byte of encodeCommand(command, this)) {
      if (!this.line || this.lostReason !== undefined) {
        throw new DeviceError(`${this.address} is gone: ${this.lostReason ?? 'the line is closed'}.`, 'Connect again.');
      }
      if (kind === 'live' || kind === 'simulated') this.mode = 'acquiring';
      await this.line.send(Uint8Array.of(byte));
      await this.clock.sleep(pauseS);
    }
  }

  /**
   * Stops acquiring and waits until nothing comes any more.
   *
   * @throws DeviceError when the board goes on sending.
   */
  async halt(signal?: AbortSignal): Promise<void> {
    // 0xFF comes last: an original board in acquisition would take it for its outputs.
    for (const kind of ['stop', 'stop', 'idle'] as const) {
      await this.command({ kind });
      if (await this.isQuiet(signal)) {
        this.mode = 'idle';
        this.received = [];
        return;
      }
    }
    throw new DeviceError(
      `${this.address} goes on sending after it was told to stop.`,
      'Switch the device off and on, then connect again; see that it is a BITalino.',
    );
  }

  private async isQuiet(signal?: AbortSignal): Promise<boolean> {
    const untilS = this.clock.nowS() + mostQuietingS;
    const sinceS = this.clock.nowS();
    for (;;) {
      await this.clock.sleep(pollS, signal);
      const nowS = this.clock.nowS();
      if (nowS - Math.max(this.lastS, sinceS) >= quietS) return true;
      if (nowS >= untilS) return false;
    }
  }

  /** Asks, and waits for what `find` finds in the answer; nothing when it does not come in time. */
  async ask<T>(
    kind: 'version' | 'state',
    limitS: number,
    find: (bytes: Uint8Array) => T | undefined,
    signal?: AbortSignal,
  ): Promise<T | undefined> {
    this.received = [];
    await this.command({ kind });
    const untilS = this.clock.nowS() + limitS;
    for (;;) {
      const found = find(Uint8Array.from(this.received));
      if (found !== undefined) return found;
      if (this.clock.nowS() >= untilS || this.received.length >= mostAnswerBytes) return undefined;
      await this.clock.sleep(pollS, signal);
    }
  }

  /** Closes the line. */
  async close(): Promise<void> {
    const { line } = this;
    this.line = undefined;
    this.onBytes = undefined;
    await line?.close();
  }

  /** True while bytes can go both ways. */
  get isOpen(): boolean {
    return this.line !== undefined && this.lostReason === undefined;
  }
}
