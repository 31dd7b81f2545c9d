import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { median } from '#signal';

/** One length of a recording of six channels at 1000 Hz, analysed in processes of their own. */
export interface LengthCost {
  readonly minutes: number;
  readonly ms: number;
  readonly bestMs: number;
  /** The most memory a process held, recording and interpreter included. */
  readonly peakBytes: number;
}

/** How the cost of an analysis grows with the recording. */
export interface HourCost {
  readonly hour: readonly LengthCost[];
  /** What was aimed at for 60 minutes on two processors. */
  readonly hourLimits: { readonly ms: number; readonly peakBytes: number };
}

const lengths = [10, 30, 60];
const rounds = 3;

/** Analyses 10, 30 and 60 minutes in turn. */
export function measureHour(): HourCost {
  const script = join(import.meta.dirname, 'hour-analysis.js');
  const runs = Array.from({ length: rounds }, () =>
    lengths.map((minutes): { ms: number; peakBytes: number } =>
      JSON.parse(execFileSync(process.execPath, [script, `${minutes}`], { encoding: 'utf8' })),
    ),
  );
  const hour = lengths.map((minutes, i) => {
    const times = runs.map((run) => run[i].ms);
    const peakBytes = Math.max(...runs.map((run) => run[i].peakBytes));
    return { minutes, ms: median(times), bestMs: Math.min(...times), peakBytes };
  });
  return { hour, hourLimits: { ms: 6000, peakBytes: 400e6 } };
}
