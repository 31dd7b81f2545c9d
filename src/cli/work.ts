import { Presets, SingleBar } from 'cli-progress';
import type { Progress, Speed, WorkContext } from '#base';
import { exitCodes, tell } from './output.ts';

/** `118 ms per step, 271 examples/s`. */
function speedText({ stepMs, perSecond }: Speed): string {
  return `${stepMs.toFixed(0)} ms per step, ${perSecond.toPrecision(3)} examples/s`;
}

/** A progress bar on a terminal; it begins again when another piece of work does. */
function progressBar(): { show: (progress: Progress) => void; stop: () => void } | undefined {
  if (!process.stderr.isTTY) return undefined;
  const bar = new SingleBar(
    { format: '{bar} {percentage}% · {label} · {eta_formatted} left', stream: process.stderr, hideCursor: true },
    Presets.shades_classic,
  );
  let last = { done: 0, total: 0 };
  return {
    show({ label: what, done, total, speed }) {
      const label = speed === undefined ? what : `${what}, ${speedText(speed)}`;
      if (total !== last.total || done < last.done) bar.start(total, 0, { label });
      last = { done, total };
      bar.update(done, { label });
    },
    stop: () => bar.stop(),
  };
}

/**
 * Runs long work with a progress bar on a terminal (none when piped) and Ctrl-C as its cancel: the first asks it to stop
 * where nothing is lost, the second ends the program. A polite kill counts as Ctrl-C.
 */
export async function withProgress<T>(work: (context: WorkContext) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const bar = progressBar();
  const onInterrupt = (): void => {
    if (controller.signal.aborted) {
      bar?.stop();
      process.exit(exitCodes.stopped);
    }
    controller.abort();
    tell('\nStopping … Ctrl-C again ends at once.');
  };
  process.on('SIGINT', onInterrupt).on('SIGTERM', onInterrupt);
  try {
    return await work({
      signal: controller.signal,
      onProgress: (progress) => bar?.show(progress),
      now: () => performance.now(),
    });
  } finally {
    bar?.stop();
    process.off('SIGINT', onInterrupt).off('SIGTERM', onInterrupt);
  }
}
