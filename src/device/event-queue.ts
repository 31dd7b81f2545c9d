/** Events from whoever makes them to the one who reads them, in order; nothing is dropped. */
export class EventQueue<T> implements AsyncIterableIterator<T> {
  private readonly waiting: T[] = [];
  private isEnded = false;
  private failure: { readonly error: unknown } | undefined;
  private wake: (() => void) | undefined;

  /** Adds events; after the end they are left out. */
  push(...events: readonly T[]): void {
    if (this.isEnded) return;
    for (const event of events) this.waiting.push(event);
    this.wake?.();
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

  async next(): Promise<IteratorResult<T>> {
    while (this.waiting.length === 0) {
      if (this.failure) throw this.failure.error;
      if (this.isEnded) return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    return { done: false, value: this.waiting.shift() as T };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
