import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import type { LiveRun } from './live-run.ts';

/** One run of the live analysis, and beside what. */
export interface LiveCost extends LiveRun {
  readonly load: 'idle' | 'one core busy';
  /** Of the machine over the minute before. */
  readonly loadAverage: number;
}

/** The live analysis of six channels at 1000 Hz. */
export interface Live {
  readonly live: readonly LiveCost[];
  /** As fast as it goes: seconds of signal per second, and per second of processor time. */
  readonly timesRealTime: number;
  readonly timesCpu: number;
  /** What was aimed at. */
  readonly liveLimits: { readonly windowP99Ms: number };
}

/** Runs it for so many seconds alone and beside a busy process, at the pace of its samples; then as fast as it goes. */
export function measureLive(seconds: number): Live {
  const script = join(import.meta.dirname, 'live-run.js');
  const run = (...words: readonly string[]): string =>
    execFileSync(process.execPath, [script, ...words], { encoding: 'utf8' });
  const live = (['idle', 'one core busy'] as const).map((load): LiveCost => {
    const [loadAverage] = loadavg();
    const result: LiveRun = JSON.parse(run(load === 'idle' ? 'idle' : 'loaded', `${seconds}`));
    return { load, ...result, loadAverage };
  });
  const speed: Pick<Live, 'timesRealTime' | 'timesCpu'> = JSON.parse(run('throughput', '600'));
  return { live, ...speed, liveLimits: { windowP99Ms: 20 } };
}
