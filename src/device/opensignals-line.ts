import { type Clock, DeviceError } from '#base';
import { JsonStream } from './json-stream.ts';
import { refusalIn } from './opensignals-replies.ts';
import type { Transport, TransportLine } from './transport.ts';

interface Question {
  readonly command: string;
  /** Takes a message; true where it was the answer. */
  readonly take: (message: unknown) => boolean;
  readonly fail: (error: unknown) => void;
}

/** A line to OpenSignals: commands as text, answers and samples as JSON documents that follow one another. */
export class OpenSignalsLine {
  private readonly clock: Clock;
  private readonly tell: (message: unknown) => boolean;
  private readonly lost: (reason: string) => void;
  private readonly json = new JsonStream();
  private line: TransportLine | undefined;
  private question: Question | undefined;
  private garbage = '';

  /** `tell` takes messages with samples, true where it took one; `lost` is called once when the line breaks. */
  constructor(clock: Clock, tell: (message: unknown) => boolean, lost: (reason: string) => void) {
    this.clock = clock;
    this.tell = tell;
    this.lost = lost;
  }

  async connect(transport: Transport, signal?: AbortSignal): Promise<void> {
    this.line = await transport.connect(
      { onBytes: (bytes) => this.take(bytes), onLost: (reason) => this.break(reason) },
      signal,
    );
  }

  async close(): Promise<void> {
    const { line } = this;
    this.line = undefined;
    await line?.close();
  }

  /**
   * Sends a command and waits until `answer` makes something of a message; messages it answers `undefined` to are passed
   * over. What it throws is thrown here.
   *
   * @throws DeviceError when OpenSignals refuses, or does not answer in time: `fix` says what then helps; where the answer
   * is `optional`, undefined comes back instead.
   */
  async ask<T>(
    command: string,
    answer: (message: unknown) => T | undefined,
    waitS: number,
    fix: string,
  ): Promise<T | undefined> {
    const { line } = this;
    if (!line) throw new DeviceError('The line to OpenSignals is closed.', 'Connect again.');
    const ended = new AbortController();
    const answered = new Promise<T>((resolve, reject) => {
      this.question = {
        command,
        take: (message) => {
          const refusal = refusalIn(message, command);
          if (refusal) throw refusal;
          const found = answer(message);
          if (found !== undefined) resolve(found);
          return found !== undefined;
        },
        fail: reject,
      };
    });
    const inTime = this.clock.sleep(waitS, ended.signal).then(
      () => {
        if (fix === 'optional') return undefined;
        const beside = this.garbage === '' ? '' : `; it sent '${this.garbage.slice(0, 60)}'`;
        throw new DeviceError(`OpenSignals did not answer '${command}' within ${waitS} s${beside}.`, fix);
      },
      () => answered,
    );
    try {
      await line.send(new TextEncoder().encode(command));
      return await Promise.race([answered, inTime]);
    } finally {
      this.question = undefined;
      answered.catch(() => undefined);
      inTime.catch(() => undefined);
      ended.abort();
    }
  }

  /** Ends what is being waited for. */
  cancel(error: unknown): void {
    this.question?.fail(error);
    this.question = undefined;
  }

  private take(bytes: Uint8Array): void {
    try {
      for (const piece of this.json.push(bytes)) {
        if (piece.kind === 'garbage') this.garbage = piece.text;
        else if (!this.tell(piece.value)) this.offer(piece.value);
      }
    } catch (error) {
      this.break(error instanceof Error ? error.message : String(error));
    }
  }

  private offer(message: unknown): void {
    const { question } = this;
    try {
      if (question?.take(message)) this.question = undefined;
    } catch (error) {
      this.question = undefined;
      question?.fail(error);
    }
  }

  private break(reason: string): void {
    const { line, question } = this;
    if (!line) return;
    this.line = undefined;
    this.question = undefined;
    this.lost(reason);
    question?.fail(
      new DeviceError(`The line to OpenSignals broke: ${reason}`, 'Check OpenSignals, and connect again.'),
    );
    void line.close();
  }
}
