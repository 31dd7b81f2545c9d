import { ArgumentError, requireFinite, requirePositive } from '#base';
import { mean } from '#signal';
import { sampleHistory } from './sample-history.ts';

/** How force is followed. */
export interface ForceMonitorOptions {
  /** Sampling rate (Hz). */
  readonly fs: number;
  /** How often it is told (Hz). @default 100 */
  readonly effortHz?: number;
}

/** What a piece of force brought. */
export interface ForceUpdate {
  /** Mean force (N) of each stretch at the effort rate [n]; the i-th ends at `(firstEffort + i + 1) / effortHz`. */
  readonly effortN: Float64Array;
  readonly firstEffort: number;
}

/** Follows one channel of force. */
export interface ForceMonitor {
  /** Samples that came (N) [n]. @throws ArgumentError for one that is not finite. */
  push(forceN: Float64Array): ForceUpdate;
  /** Samples that will never come: the last value stands in for them, so that time stays true. */
  lost(nSamples: number): ForceUpdate;
}

/**
 * Follows grip force: its mean over 10 ms, so a sample is told at most 10 ms after it came. Cut into any pieces it
 * gives the same bits.
 *
 * @throws ArgumentError for rates that are not positive, or an effort rate above that of the samples.
 */
export function forceMonitor({ fs, effortHz = 100 }: ForceMonitorOptions): ForceMonitor {
  requirePositive('fs', fs, 'forceMonitor');
  requirePositive('effortHz', effortHz, 'forceMonitor');
  if (effortHz > fs) {
    throw new ArgumentError(
      `effortHz must be at most fs, got ${effortHz} of ${fs} Hz — in forceMonitor.`,
      'Leave effortHz at its default.',
    );
  }
  const end = (i: number): number => Math.round(((i + 1) * fs) / effortHz);
  const piece = Math.max(1, Math.round(fs / 4));
  const history = sampleHistory(2 * piece + Math.ceil(fs / effortHz));
  let nEffort = 0;
  let lastN = 0;

  function run(nSamples: number, pieceOf: (from: number, to: number) => Float64Array): ForceUpdate {
    const firstEffort = nEffort;
    const effort: number[] = [];
    for (let from = 0; from < nSamples; from += piece) {
      const newtons = pieceOf(from, Math.min(nSamples, from + piece));
      history.append(newtons);
      lastN = newtons[newtons.length - 1];
      for (; end(nEffort) <= history.end(); nEffort++) {
        effort.push(mean(history.view(nEffort === 0 ? 0 : end(nEffort - 1), end(nEffort))));
      }
    }
    return { effortN: Float64Array.from(effort), firstEffort };
  }

  return {
    push(forceN) {
      requireFinite('forceN', forceN, 'forceMonitor');
      return run(forceN.length, (from, to) => forceN.subarray(from, to));
    },
    lost: (nSamples) => run(nSamples, (from, to) => new Float64Array(to - from).fill(lastN)),
  };
}
