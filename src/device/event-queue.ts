import type { DeviceEvent, LostEvent } from './device.ts';

/** How many samples an event is about. */
function samplesIn(event: DeviceEvent): number {
  if (event.kind === 'link') return 0;
  return event.kind === 'lost' ? event.nSamples : (event.values[0]?.length ?? 0);
}

/**
 * Events from a device to its one reader, in order. It holds at most `mostSamples` samples: what comes while a reader is
 * further behind is told as lost, so that memory does not grow and numbers stay true.
 */
export class EventQueue implements AsyncIterableIterator<DeviceEvent> {
  private readonly mostSamples: number;
  private readonly waiting: DeviceEvent[] = [];
  private nSamples = 0;
  private isEnded = false;
  private failure: { readonly error: unknown } | undefined;
  private wake: (() => void) | undefined;
  /** The last event that waits, where it is a loss made here. */
  private overflow: LostEvent | undefined;

  constructor(mostSamples = 600_000) {
    this.mostSamples = mostSamples;
  }

  /** Adds events; after the end they are left out. */
  push(...events: readonly DeviceEvent[]): void {
    if (this.isEnded) return;
    for (const event of events) this.add(event);
    this.wake?.();
  }

  private add(event: DeviceEvent): void {
    const n = samplesIn(event);
    const isTooMuch = event.kind === 'samples' && this.nSamples + n > this.mostSamples;
    if (!isTooMuch) {
      if (event.kind === 'samples') this.nSamples += n;
      this.overflow = undefined;
      this.waiting.push(event);
      return;
    }
    const { overflow } = this;
    if (overflow && this.waiting.at(-1) === overflow) {
      this.waiting.pop();
      this.overflow = { ...overflow, nSamples: overflow.nSamples + n };
    } else {
      const { firstIndex } = event;
      this.overflow = { kind: 'lost', firstIndex, nSamples: n, cause: 'dropped', isEstimated: false };
    }
    this.waiting.push(this.overflow);
  }

  /** No more events come; what waits is still read. */
  end(): void {
    this.isEnded = true;
    this.wake?.();
  }

  /** The reader's loop throws `error` after what waits. */
  fail(error: unknown): void {
    if (!this.isEnded) this.failure = { error };
    this.end();
  }

  async next(): Promise<IteratorResult<DeviceEvent>> {
    while (this.waiting.length === 0) {
      if (this.failure) throw this.failure.error;
      if (this.isEnded) return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const value = this.waiting.shift() as DeviceEvent;
    if (value.kind === 'samples') this.nSamples -= samplesIn(value);
    return { done: false, value };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
