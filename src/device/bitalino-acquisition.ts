import { CancelledError, type Clock, DeviceError } from '#base';
import type { BitalinoRate } from './bitalino-commands.ts';
import { outputsOfCue } from './bitalino-cue.ts';
import type { BitalinoLine } from './bitalino-line.ts';
import { BitalinoStream, type StreamEvent } from './bitalino-stream.ts';
import type { Acquisition, DeviceCue, DeviceEvent, DeviceFormat } from './device.ts';
import { EventQueue } from './event-queue.ts';

/** What an acquisition is made of. */
export interface BitalinoRun {
  readonly address: string;
  readonly clock: Clock;
  readonly format: DeviceFormat & { readonly fs: BitalinoRate };
  /** Numbers of the analog inputs, rising. */
  readonly channels: readonly number[];
  readonly isSimulated: boolean;
  /** How long it tries to come back after the line broke (s). */
  readonly patienceS: number;
  /** Connects again and makes sure it is the same device. */
  readonly reconnect: (signal: AbortSignal) => Promise<BitalinoLine>;
  /** Told when it is over, with the line where that is still good. */
  readonly onEnd: (line: BitalinoLine | undefined) => void;
}

const watchS = 0.25;
const firstBackOffS = 0.5;
const mostBackOffS = 5;
/** Bytes that are no frames for so long come from something else, or from a board in disorder (s). */
const unreadS = 5;
/** Seconds of samples that wait for a reader. */
const queueS = 60;

/** A BITalino that acquires: it watches the line, comes back when it breaks, and numbers what arrives. */
export class BitalinoAcquisition implements Acquisition {
  readonly format: DeviceFormat;
  readonly events: EventQueue;
  private readonly run: BitalinoRun;
  private readonly silentS: number;
  /** Four frames must come before the first is believed. */
  private readonly unreadS: number;
  private readonly over = new AbortController();
  private stream: BitalinoStream | undefined;
  private line: BitalinoLine;
  private state: 'acquiring' | 'reconnecting' | 'ended' = 'acquiring';
  private lostAtS = 0;
  private lineStartedS = 0;
  private watching: Promise<void> = Promise.resolve();
  private stopping: Promise<void> | undefined;

  constructor(run: BitalinoRun, line: BitalinoLine) {
    this.run = run;
    this.line = line;
    this.format = run.format;
    const { fs } = run.format;
    this.silentS = 2 + 3 / fs;
    this.unreadS = unreadS + 8 / fs;
    this.events = new EventQueue(Math.max(queueS * fs, 600));
  }

  /**
   * Starts the board and waits for its first bytes.
   *
   * @throws DeviceError when none come.
   */
  async start(): Promise<void> {
    await this.startLine(this.line);
    const { clock, address } = this.run;
    const untilS = clock.nowS() + this.silentS;
    while (!this.hasBytes) {
      if (!this.line.isOpen || clock.nowS() >= untilS) {
        throw new DeviceError(
          `${address} sends nothing after it was started: ${this.line.lostReason ?? `no byte in ${this.silentS} s`}.`,
          'Switch the device off and on, then connect again.',
        );
      }
      await clock.sleep(0.01);
    }
    this.watching = this.watch();
  }

  private hasBytes = false;

  private async startLine(line: BitalinoLine): Promise<void> {
    const { format, channels, isSimulated, clock } = this.run;
    await line.command({ kind: 'rate', fs: format.fs });
    this.stream ??= new BitalinoStream(channels.length, format.fs, clock.nowS());
    const { stream } = this;
    line.onBytes = (bytes, arrivedS) => {
      this.hasBytes = true;
      this.tell(stream.push(bytes, arrivedS));
    };
    await line.command({ kind: isSimulated ? 'simulated' : 'live', channels });
    line.lastS = clock.nowS();
    this.lineStartedS = line.lastS;
  }

  /** Passes samples on; the first ones after a break say that the line works again. */
  private tell(events: readonly StreamEvent[]): void {
    if (this.state !== 'reconnecting' || events.length === 0) {
      this.events.push(...events);
      return;
    }
    this.state = 'acquiring';
    const first = events[0] as StreamEvent;
    const gap = first.kind === 'lost' && first.cause === 'disconnected' ? [first] : [];
    const [gone] = gap;
    const atIndex = gone ? gone.firstIndex + gone.nSamples : first.firstIndex;
    const lastedS = this.run.clock.nowS() - this.lostAtS;
    const message = `${this.run.address} is back after ${lastedS.toFixed(1)} s.`;
    const link: DeviceEvent = { kind: 'link', state: 'restored', atIndex, message };
    this.events.push(...gap, link, ...events.slice(gap.length));
  }

  private async watch(): Promise<void> {
    const { clock } = this.run;
    try {
      for (;;) {
        await clock.sleep(watchS, this.over.signal);
        const silentForS = clock.nowS() - this.line.lastS;
        const unreadForS = clock.nowS() - Math.max(this.lineStartedS, this.stream?.lastFrameS ?? 0);
        if (!this.line.isOpen) await this.comeBack(this.line.lostReason ?? 'the line is closed');
        else if (silentForS > this.silentS) await this.comeBack(`no byte came for ${silentForS.toFixed(1)} s`);
        else if (unreadForS > this.unreadS)
          await this.comeBack(`what came for ${unreadForS.toFixed(1)} s were no frames`);
      }
    } catch (error) {
      if (error instanceof CancelledError && this.over.signal.aborted) return;
      this.finish();
      this.events.fail(error);
      this.run.onEnd(undefined);
    }
  }

  /** @throws DeviceError when the device does not come back in time. */
  private async comeBack(reason: string): Promise<void> {
    const { clock, address, patienceS, reconnect } = this.run;
    await this.line.close().catch(() => undefined);
    if (this.state === 'acquiring') {
      this.lostAtS = clock.nowS();
      const { stream } = this;
      this.events.push(...(stream?.disconnect() ?? []));
      const message = `${address} is lost: ${reason}.`;
      this.events.push({ kind: 'link', state: 'lost', atIndex: stream?.nextIndex ?? 0, message });
      this.state = 'reconnecting';
    }
    let last: unknown;
    for (let waitS = firstBackOffS; ; waitS = Math.min(2 * waitS, mostBackOffS)) {
      if (clock.nowS() - this.lostAtS > patienceS) {
        throw new DeviceError(
          `${address} did not come back within ${patienceS} s: ${reason}.`,
          'Charge the device or bring it nearer, then record anew; what came before is kept.',
          { cause: last },
        );
      }
      await clock.sleep(waitS, this.over.signal);
      try {
        const line = await reconnect(this.over.signal);
        this.line = line;
        await this.startLine(line);
        return;
      } catch (error) {
        if (this.over.signal.aborted) throw error;
        last = error;
        await this.line.close().catch(() => undefined);
      }
    }
  }

  private finish(): void {
    this.line.onBytes = undefined;
    this.events.push(...(this.stream?.finish() ?? []));
    this.state = 'ended';
  }

  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    if (this.state === 'ended') return;
    this.over.abort();
    await this.watching;
    let line: BitalinoLine | undefined = this.line;
    try {
      // What is on the way still counts: bytes are taken until the board is quiet.
      if (line.isOpen) await line.halt();
      else line = undefined;
    } catch {
      // A line that cannot be stopped is of no more use.
      await this.line.close().catch(() => undefined);
      line = undefined;
    }
    this.finish();
    this.events.end();
    this.run.onEnd(line);
  }

  async setOutputs({ o1, o2 }: { readonly o1: boolean; readonly o2: boolean }): Promise<void> {
    if (this.state !== 'acquiring') {
      throw new DeviceError(
        `${this.run.address} cannot set its outputs while it is ${this.state}.`,
        'Set them while the device acquires.',
      );
    }
    await this.line.command({ kind: 'outputs', lines: (o1 ? 1 : 0) | (o2 ? 2 : 0) });
  }

  /** Cues by the outputs; one that comes while the line is down is not told later, since its moment is over. */
  cue(cue: DeviceCue): void {
    const { lines, level } = outputsOfCue(cue);
    const tell = async (): Promise<void> => {
      if (this.state !== 'acquiring') return;
      await this.line.command({ kind: 'pwm', level });
      await this.line.command({ kind: 'outputs', lines });
    };
    // A line that breaks meanwhile is told by the acquisition itself.
    tell().catch(() => undefined);
  }
}
