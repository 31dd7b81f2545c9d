import { Presets, SingleBar } from 'cli-progress';
import type { WorkContext } from '#base';
import { tell } from './output.ts';

/**
 * Runs long work with a progress bar on a terminal (none when piped) and Ctrl-C as its cancel: the first asks it to stop
 * where nothing is lost, the second ends the program.
 */
export async function withProgress<T>(work: (context: WorkContext) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const onInterrupt = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    tell('\nStopping after the current fold. Ctrl-C again ends at once.');
  };
  process.on('SIGINT', onInterrupt);
  const bar = process.stderr.isTTY
    ? new SingleBar(
        { format: '{bar} {percentage}% · {label} · {eta_formatted} left', stream: process.stderr, hideCursor: true },
        Presets.shades_classic,
      )
    : undefined;
  let total = 0;
  try {
    return await work({
      signal: controller.signal,
      onProgress: (progress) => {
        if (total !== progress.total) bar?.start(progress.total, 0, { label: progress.label });
        total = progress.total;
        bar?.update(progress.done, { label: progress.label });
      },
    });
  } finally {
    bar?.stop();
    process.off('SIGINT', onInterrupt);
  }
}
