import { Presets, SingleBar } from 'cli-progress';
import type { Progress, Speed, WorkContext } from '#base';
import { exitCodes, tell } from './output.ts';

/** Between two lines where there is no terminal to draw a bar on. */
const lineEveryMs = 60_000;

/** `118 ms per step, 271 examples/s`. */
function speedText({ stepMs, perSecond }: Speed): string {
  return `${stepMs.toFixed(0)} ms per step, ${perSecond.toPrecision(3)} examples/s`;
}

/** What is being done, and how fast. */
function labelOf({ label, speed }: Progress): string {
  return speed === undefined ? label : `${label}, ${speedText(speed)}`;
}

interface ProgressView {
  show(progress: Progress): void;
  stop(): void;
}

/** A progress bar on a terminal; it begins again when another piece of work does. */
function progressBar(): ProgressView {
  const bar = new SingleBar(
    { format: '{bar} {percentage}% · {label} · {eta_formatted} left', stream: process.stderr, hideCursor: true },
    Presets.shades_classic,
  );
  let last = { done: 0, total: 0 };
  return {
    show(progress) {
      const { done, total } = progress;
      const label = labelOf(progress);
      if (total !== last.total || done < last.done) bar.start(total, 0, { label });
      last = { done, total };
      bar.update(done, { label });
    },
    stop: () => bar.stop(),
  };
}

/** A line now and then, for a log or a pipe: short work stays silent. */
function progressLines(): ProgressView {
  let told = performance.now();
  return {
    show(progress) {
      if (performance.now() - told < lineEveryMs) return;
      told = performance.now();
      const { done, total, speed } = progress;
      const left = speed === undefined ? '' : `, about ${Math.ceil(speed.leftS / 60)} min left of this part`;
      tell(`${((100 * done) / total).toFixed(0)} % · ${labelOf(progress)}${left}`);
    },
    stop: () => undefined,
  };
}

/** To the program that started this one and asked for it, as the server does. */
function progressMessages(): ProgressView {
  return {
    show: (progress) => process.send?.({ progress }),
    stop: () => undefined,
  };
}

/**
 * Runs long work with its progress on stderr (a bar on a terminal, else a line a minute) and Ctrl-C as its cancel: the
 * first asks it to stop where nothing is lost, the second ends the program. A polite kill counts as Ctrl-C. A program that
 * was started with a channel tells its progress there, and takes the message `cancel` as its cancel.
 */
export async function withProgress<T>(work: (context: WorkContext) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const view = process.send ? progressMessages() : process.stderr.isTTY ? progressBar() : progressLines();
  const onInterrupt = (): void => {
    if (controller.signal.aborted) {
      view.stop();
      process.exit(exitCodes.stopped);
    }
    controller.abort();
    tell('\nStopping … Ctrl-C again ends at once.');
  };
  const onMessage = (message: unknown): void => {
    if (message === 'cancel') controller.abort();
  };
  process.on('SIGINT', onInterrupt).on('SIGTERM', onInterrupt).on('message', onMessage);
  // Listening for a cancel is no reason to stay alive.
  process.channel?.unref();
  try {
    return await work({
      signal: controller.signal,
      onProgress: view.show,
      now: () => performance.now(),
    });
  } finally {
    view.stop();
    process.off('SIGINT', onInterrupt).off('SIGTERM', onInterrupt).off('message', onMessage);
  }
}
