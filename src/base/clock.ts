/**
 * Time, as who calls gives it: the computer's in a program, moved by hand in a test, as fast as samples come in a
 * simulation. Nothing above the platform line has another.
 */
export interface Clock {
  /** Seconds from some moment; they only run forward, whatever happens to the computer's date. */
  nowS(): number;
  /** Date and time of day as the computer tells them, `YYYY-MM-DDTHH:MM:SS.sss`, local; it may jump. */
  localTime(): string;
  /**
   * Waits.
   *
   * @throws CancelledError as soon as `signal` is aborted.
   */
  sleep(durationS: number, signal?: AbortSignal): Promise<void>;
}
