import type { WebSerial, WebSerialPort } from './web-serial-transport.ts';

/** A browser's refusal, as it throws one. */
export function domException(name: string, message = name): Error {
  return new DOMException(message, name);
}

/** A fake `navigator.serial` with one port; what it is asked to fail with, and what was written to it. */
export class FakeSerial implements WebSerial, WebSerialPort {
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;
  refuseChoice: Error | undefined;
  refuseOpening: Error | undefined;
  nChosen = 0;
  readonly written: number[][] = [];
  /** Answers what is written. */
  answer: (bytes: Uint8Array) => Uint8Array = () => new Uint8Array();
  isOpen = false;
  private controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  private readonly listeners = new Set<() => void>();

  async requestPort(): Promise<WebSerialPort> {
    if (this.refuseChoice) throw this.refuseChoice;
    this.nChosen++;
    return this;
  }

  async open(): Promise<void> {
    if (this.refuseOpening) throw this.refuseOpening;
    if (this.isOpen) throw domException('InvalidStateError');
    this.isOpen = true;
    this.renewReadable();
    this.writable = new WritableStream({
      write: (bytes) => {
        this.written.push([...bytes]);
        this.say(this.answer(bytes));
      },
    });
  }

  private renewReadable(): void {
    this.readable = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.controller = controller;
      },
    });
  }

  async close(): Promise<void> {
    if (this.readable?.locked || this.writable?.locked) throw new TypeError('A stream is locked.');
    this.isOpen = false;
    this.readable = null;
    this.writable = null;
  }

  addEventListener(_: 'disconnect', listener: () => void): void {
    this.listeners.add(listener);
  }

  removeEventListener(_: 'disconnect', listener: () => void): void {
    this.listeners.delete(listener);
  }

  get nListeners(): number {
    return this.listeners.size;
  }

  /** The device sends bytes. */
  say(bytes: Uint8Array): void {
    if (bytes.length > 0) this.controller?.enqueue(bytes);
  }

  /** Noise on the line: the browser ends this stream and offers another. */
  disturb(): void {
    const { controller } = this;
    this.renewReadable();
    controller?.error(domException('FramingError'));
  }

  /** The device is unplugged. */
  unplug(): void {
    const { controller } = this;
    this.readable = null;
    controller?.error(domException('NetworkError', 'The device has been lost.'));
    for (const listener of [...this.listeners]) listener();
  }
}
