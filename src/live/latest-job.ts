/** Runs jobs one at a time, and of those that wait only the newest. */
export interface LatestJob<Q> {
  /** Asks for a job; one that was asked for before and has not begun is dropped. */
  ask(question: Q): void;
  /** How many were dropped. */
  dropped(): number;
  /** When nothing runs or waits any more. */
  idle(): Promise<void>;
}

/**
 * Work that is slower than the questions come: the newest question is answered, older ones are dropped and never pile up.
 * It begins after the caller is through with what it does now.
 *
 * @param work answers a question; what it throws goes to `onError` and ends nothing
 */
export function latestJob<Q>(work: (question: Q) => Promise<void>, onError: (error: unknown) => void): LatestJob<Q> {
  let waiting: { readonly question: Q } | undefined;
  let running: Promise<void> | undefined;
  let nDropped = 0;

  async function run(): Promise<void> {
    await Promise.resolve();
    while (waiting) {
      const { question } = waiting;
      waiting = undefined;
      try {
        await work(question);
      } catch (error) {
        onError(error);
      }
    }
    running = undefined;
  }

  return {
    ask(question) {
      if (waiting) nDropped++;
      waiting = { question };
      running ??= run();
    },
    dropped: () => nDropped,
    async idle() {
      while (running) await running;
    },
  };
}
